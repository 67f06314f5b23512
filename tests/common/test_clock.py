"""The clock: order, separate transactions, failures that stop nobody else, drains, one tick at a time."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from common import clock
from common.locks import lock_transaction, try_lock
from people.models import Position


@pytest.fixture(autouse=True)
def own_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_steps", {})


def _add(name: str) -> int:
    Position.objects.create(name=name)
    return 1


def _fail() -> int:
    Position.objects.create(name="half done")
    raise ValueError("no luck")


@pytest.mark.django_db
def test_steps_run_in_order_and_a_failure_stops_nobody() -> None:
    clock.register_tick_step("last", 90, lambda: _add("c"))
    clock.register_tick_step("broken", 20, _fail)
    clock.register_tick_step("first", 10, lambda: _add("a"))
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("tick", "--json", stdout=out)
    assert stopped.value.code == 1
    results = json.loads(out.getvalue())
    assert [(r["name"], r["count"]) for r in results] == [("first", 1), ("broken", 0), ("last", 1)]
    assert results[1]["error"] == "ValueError: no luck"
    assert set(Position.objects.values_list("name", flat=True)) == {"a", "c"}


@pytest.mark.django_db
def test_all_well_is_exit_code_zero() -> None:
    clock.register_tick_step("one", 10, lambda: _add("a"))
    out = StringIO()
    call_command("tick", stdout=out)
    assert out.getvalue() == "one: 1\n"


@pytest.mark.django_db
def test_a_step_may_be_asked_for_alone() -> None:
    clock.register_tick_step("one", 10, lambda: _add("a"))
    clock.register_tick_step("two", 20, lambda: _add("b"))
    call_command("tick", "--only", "two", stdout=StringIO())
    assert list(Position.objects.values_list("name", flat=True)) == ["b"]


@pytest.mark.django_db
def test_a_drain_settles_what_is_pending_and_leaves_what_fails() -> None:
    for name in "abc":
        Position.objects.create(name=name)

    def settle(pk: int) -> None:
        position = Position.objects.get(pk=pk)
        Position.objects.filter(pk=pk).update(name=position.name.upper())
        if position.name == "b":
            raise ValueError("not this one")

    clock.register_drain("caps", lambda: Position.objects.filter(name__in="abc"), settle)
    result = clock.run_step(clock.tick_steps()[0])
    assert "1 of 3 failed" in result.error
    assert set(Position.objects.values_list("name", flat=True)) == {"A", "b", "C"}


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_finds_another_one_does_nothing() -> None:
    from django.db import connection

    clock.register_tick_step("one", 10, lambda: _add("a"))
    out = StringIO()
    if connection.vendor == "sqlite":
        with try_lock("tick") as ours:
            assert ours
            call_command("tick", stdout=out)
    else:
        other = connection.copy()
        with other.cursor() as cursor:
            from common.locks import _number

            cursor.execute("SELECT pg_advisory_lock(%s)", [_number("tick")])
            call_command("tick", stdout=out)
        other.close()
    assert "another tick is running" in out.getvalue()
    assert not Position.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_transaction_lock_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        lock_transaction("anything")
