"""Two tabs at the same moment, on a database that really runs them at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from ledger.models import Entry
from people.models import Person
from scenarios.models import Playthrough, Scenario
from scenarios.services import make_move, start_playthrough

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="an SQLite test database in memory has one connection"),
]


def at_once(*calls: object) -> list[object]:
    """Run the calls in threads that start together; return what each gave."""
    gate = Barrier(len(calls))

    def run(call: object) -> object:
        gate.wait()
        try:
            return call()  # type: ignore[operator]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_last_answers_are_one_end(scenario: Scenario, employee: Person) -> None:
    run = start_playthrough(scenario, person=employee, mode="assessed", locale="en")
    make_move(run, "n2", "a", at=timezone.now())
    first, second = at_once(
        *[lambda c=choice: make_move(run, "n7", c, at=timezone.now(), sequence=2) for choice in ("a", "b")]
    )
    assert first == second
    assert Entry.objects.filter(kind="playthrough").count() == 1


def test_two_starts_are_one_run(scenario: Scenario, employee: Person) -> None:
    runs = at_once(
        *[lambda: start_playthrough(scenario, person=employee, mode="assessed", locale="en") for _ in range(3)]
    )
    assert len(set(runs)) == 1
    assert Playthrough.objects.count() == 1
