"""The screens: whose they are, what they never show ahead, and what a double click does."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assignments.services import create_requirement, open_cycle
from people.models import Audience, Person
from scenarios.models import Playthrough, Scenario
from scenarios.services import answer_call, make_move, publish_scenario, start_playthrough
from tests.scenarios.builders import CLAUSES, small_source

ClientAs = Callable[[Person], Client]


@pytest.fixture
def run(scenario: Scenario, employee: Person) -> Playthrough:
    run = start_playthrough(scenario, person=employee, mode="practice", locale="en")
    answer_call(run, at=timezone.now())
    return run


@pytest.fixture
def due(scenario: Scenario, employee: Person) -> Any:
    """The conversation is due to everybody."""
    today = timezone.localdate()
    requirement = create_requirement(
        actor=None,
        kind="scenario",
        ref=str(scenario.public_id),
        audience=Audience.objects.create(name="everybody"),
        due_on=today + datetime.timedelta(days=5),
    )
    open_cycle(requirement, edition_ref=None, opens=today, due=today + datetime.timedelta(days=5))
    return requirement


def finish(run: Playthrough, *choices: str) -> Playthrough:
    for move in choices or ("n2.b", "n5.b"):
        node, choice = move.split(".")
        make_move(run, node, choice, at=timezone.now())
    run.refresh_from_db()
    return run


def say(client: Client, run: Playthrough, node: str, choice: str, sequence: Any) -> Any:
    fields = {"node": node, "choice": choice, "sequence": sequence}
    return client.post(reverse("scenarios:say", args=[run.public_id]), fields, follow=True)


def test_list_is_empty_at_first(employee: Person, client_as: ClientAs) -> None:
    assert "There are no conversations yet" in client_as(employee).get(reverse("scenarios:list")).content.decode()


def test_list_shows_conversations_and_own_results(
    scenario: Scenario, run: Playthrough, employee: Person, colleague: Person, client_as: ClientAs
) -> None:
    finish(run, "n2.a", "n7.a")
    page = client_as(employee).get(reverse("scenarios:list")).content.decode()
    assert "Cold radiator (en)" in page
    assert "Last practice: 100" in page
    assert "Last practice" not in client_as(colleague).get(reverse("scenarios:list")).content.decode()


def test_list_costs_the_same_for_more_conversations(
    run: Playthrough, due: Any, employee: Person, client_as: ClientAs
) -> None:
    client = client_as(employee)
    client.get(reverse("scenarios:list"))
    with _counted() as one:
        client.get(reverse("scenarios:list"))
    for number in range(3):
        source = small_source() | {"key": f"another-{number}"}
        more = publish_scenario(source, actor=None, clause_ids=CLAUSES).scenario
        finish(start_playthrough(more, person=employee, mode="practice", locale="en"))
    with _counted() as four:
        client.get(reverse("scenarios:list"))
    assert len(four) == len(one)


def _counted() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


@pytest.mark.parametrize("name", ["play", "debrief"])
@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "hr", "auditor"])
def test_nobody_else_sees_a_run(
    run: Playthrough, name: str, who: str, client_as: ClientAs, request: pytest.FixtureRequest
) -> None:
    finish(run)
    other = client_as(request.getfixturevalue(who))
    assert other.get(reverse(f"scenarios:{name}", args=[run.public_id])).status_code == 404


@pytest.mark.parametrize("name", ["answer", "say", "retry"])
def test_nobody_else_writes_to_a_run(run: Playthrough, name: str, colleague: Person, client_as: ClientAs) -> None:
    address = reverse(f"scenarios:{name}", args=[run.public_id])
    fields = {"node": "n2", "choice": "a", "sequence": 1}
    assert client_as(colleague).post(address, fields).status_code == 404
    assert not run.moves.exists()


def test_visitor_is_asked_to_sign_in(client: Client, run: Playthrough) -> None:
    assert client.get(reverse("scenarios:play", args=[run.public_id])).status_code == 302


def test_unknown_conversation(employee: Person, client_as: ClientAs) -> None:
    assert client_as(employee).get(reverse("scenarios:about", args=[uuid.uuid4()])).status_code == 404


def test_call_rings_until_it_is_answered(scenario: Scenario, employee: Person, client_as: ClientAs) -> None:
    client = client_as(employee)
    page = client.post(reverse("scenarios:start", args=[scenario.public_id]), follow=True)
    assert "Incoming call" in page.content.decode()
    assert "first line" not in page.content.decode()
    run = Playthrough.objects.get()
    page = client.post(reverse("scenarios:answer", args=[run.public_id]), follow=True)
    assert "first line (en)" in page.content.decode()


def test_desk_does_not_ring(framework: Any, employee: Person, client_as: ClientAs) -> None:
    desk = publish_scenario(small_source() | {"channel": "desk"}, actor=None, clause_ids=CLAUSES).scenario
    page = client_as(employee).post(reverse("scenarios:start", args=[desk.public_id]), follow=True).content.decode()
    assert "k-scene--desk" in page
    assert "first line (en)" in page


def test_nothing_of_what_lies_ahead_is_sent(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    client = client_as(employee)
    page = client.get(reverse("scenarios:play", args=[run.public_id])).content.decode()
    assert "say a to n3" in page
    for ahead in ("she is", "good bye", "hangs up", "say a to e1", "why a", "trust", "listening", 'n3"', "resolved"):
        assert ahead not in page, ahead
    page = say(client, run, "n2", "a", 1).content.decode()
    assert "she is calm" in page
    for ahead in ("she is angry", "good bye", "hangs up", "say a to e2", "say b to n3", "why a"):
        assert ahead not in page, ahead


def test_double_click_is_one_answer(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    client = client_as(employee)
    first, second = say(client, run, "n2", "a", 1), say(client, run, "n2", "a", 1)
    assert run.moves.count() == 1
    assert "moved on" not in first.content.decode() + second.content.decode()


@pytest.mark.parametrize("sequence", ["2", "0", "", "x", "٣", "99999999999"])
def test_stale_screen_says_where_it_stands(
    run: Playthrough, employee: Person, client_as: ClientAs, sequence: str
) -> None:
    client = client_as(employee)
    say(client, run, "n2", "a", 1)
    page = say(client, run, "n2", "b", sequence).content.decode()
    assert "The conversation has moved on" in page
    assert "she is calm" in page
    assert run.moves.count() == 1


def test_end_leads_to_the_debrief(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    client = client_as(employee)
    say(client, run, "n2", "b", 1)
    page = say(client, run, "n5", "a", 2).content.decode()
    assert "well then (en)" in page
    assert reverse("scenarios:debrief", args=[run.public_id]) in page


def test_debrief_before_the_end_goes_back(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    response = client_as(employee).get(reverse("scenarios:debrief", args=[run.public_id]))
    assert response["Location"] == reverse("scenarios:play", args=[run.public_id])


def test_debrief_says_what_cost_most(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    page = client_as(employee).get(reverse("scenarios:debrief", args=[finish(run).public_id])).content.decode()
    for shown in ("Reply 1 cost most", "minus 2 of 2", "why b (en)", "Better was", "HR does not see it", "Listening"):
        assert shown in page, shown


def test_debrief_has_a_constant_number_of_queries(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    client, short = client_as(employee), finish(run, "n2.a", "n7.a")
    source = small_source() | {"key": "longer"}
    nodes = source["nodes"]
    for number in range(20):
        choices = [c | {"next": f"x{number + 1}" if number < 19 else "e1"} for c in nodes["n2"]["choices"]]
        nodes[f"x{number}"] = {"type": "choice", "choices": choices}
    nodes["n6"]["next"] = "x0"
    del nodes["n7"]
    longer = publish_scenario(source, actor=None, clause_ids=CLAUSES).scenario
    long = start_playthrough(longer, person=employee, mode="practice", locale="en")
    finish(long, "n2.a", *[f"x{number}.b" for number in range(20)])
    client.get(reverse("scenarios:debrief", args=[short.public_id]))
    with _counted() as one:
        client.get(reverse("scenarios:debrief", args=[short.public_id]))
    with _counted() as twenty:
        client.get(reverse("scenarios:debrief", args=[long.public_id]))
    assert len(one) == len(twenty)


def test_try_again_from_a_reply(run: Playthrough, employee: Person, client_as: ClientAs) -> None:
    finish(run)
    client = client_as(employee)
    address = reverse("scenarios:retry", args=[run.public_id])
    page = client.post(address, {"sequence": "2"}, follow=True).content.decode()
    assert "she is angry (en)" in page
    assert run.retries.get().replayed == 1
    for wrong in ("7", "0", "x", "9" * 5000):
        assert "no such reply" in client.post(address, {"sequence": wrong}, follow=True).content.decode()


class TestAssessed:
    def test_only_when_due(self, scenario: Scenario, employee: Person, client_as: ClientAs) -> None:
        client_as(employee).post(reverse("scenarios:start", args=[scenario.public_id]), {"mode": "assessed"})
        assert Playthrough.objects.get().mode == "practice"

    def test_finished_run_completes_the_assignment(
        self, scenario: Scenario, due: Any, employee: Person, client_as: ClientAs
    ) -> None:
        client = client_as(employee)
        client.post(reverse("scenarios:start", args=[scenario.public_id]), {"mode": "assessed"})
        run = Playthrough.objects.get()
        page = client.get(reverse("scenarios:play", args=[run.public_id])).content.decode()
        assert "a conversation that counts" in page
        finish(run)
        turn = due.assignments.get(person=employee)
        assert (turn.status, turn.source) == ("completed", f"playthrough:{run.public_id}")

    def test_practice_completes_nothing(
        self, scenario: Scenario, due: Any, employee: Person, client_as: ClientAs
    ) -> None:
        client_as(employee).post(reverse("scenarios:start", args=[scenario.public_id]))
        finish(Playthrough.objects.get())
        assert due.assignments.get(person=employee).status == "open"

    def test_activity_knows_title_place_and_length(self, scenario: Scenario, due: Any, employee: Person) -> None:
        turn = due.assignments.get(person=employee)
        assert due.title["ru"] == "Cold radiator (ru)"
        assert turn.url == reverse("scenarios:about", args=[scenario.public_id])
        assert turn.minutes == 4

    def test_no_hints(self, scenario: Scenario, due: Any, employee: Person, client_as: ClientAs) -> None:
        client = client_as(employee)
        client.post(reverse("scenarios:start", args=[scenario.public_id]), {"mode": "assessed"})
        run = Playthrough.objects.get()
        page = client.post(reverse("scenarios:answer", args=[run.public_id]), follow=True).content.decode()
        assert "A hint from the code" not in page
