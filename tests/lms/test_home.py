"""My tasks, and the home of each role."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from assignments import registry
from assignments.registry import Step
from lms.charts import year_dots, year_x
from lms.home import greeting
from people.models import Person
from tests.cast import make_employee

SignIn = Callable[[Person], Client]


def test_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role, path", [("hr", "/desk/"), ("editor", "/cms/"), ("auditor", "/desk/log/")])
def test_each_desk_has_its_own_home(role: str, path: str, request: pytest.FixtureRequest, client_as: SignIn) -> None:
    person = request.getfixturevalue(role)
    assert client_as(person).get("/").headers["Location"] == path


def test_employee_sees_the_most_urgent_on_the_cover(
    client_as: SignIn, employee: Person, give_turn: Callable[..., object]
) -> None:
    give_turn(employee, "Later thing", due_in=20)
    give_turn(employee, "Late thing", due_in=-3)
    give_turn(employee, "Finished thing", due_in=5, done_ago=0)
    html = client_as(employee).get("/").content.decode()
    cover = html[html.index('class="k-next') : html.index("</section>")]
    assert "Late thing" in cover
    assert 'data-s="over"' in cover
    assert "Later thing" not in cover
    assert "Later thing" in html
    assert "Finished thing" in html
    assert html.count('class="dot"') == 1
    assert html.count('class="dot-2"') == 2


def test_half_done_turn_names_the_step_that_is_left(
    client_as: SignIn, employee: Person, give_turn: Callable[..., object]
) -> None:
    kind = registry.activity_kind("memo")
    steps = [Step("Read it", True), Step("Take the check", False, "/memo/check/")]
    registry.register(replace(kind, steps=lambda assignment: steps))
    give_turn(employee, "The memo")
    html = client_as(employee).get("/tasks/").content.decode()
    cover = html[html.index('class="k-next') : html.index("</section>")]
    assert "Take the check</h1>" in cover
    assert "The memo: 1 of 2 steps are done." in cover
    assert 'href="/memo/check/"' in cover


def test_nothing_to_do_says_what_would_appear(client_as: SignIn, employee: Person) -> None:
    html = client_as(employee).get("/tasks/").content.decode()
    assert "Nothing is waiting for you today" in html
    assert 'class="k-next' not in html


def test_only_my_own_tasks(
    client_as: SignIn, employee: Person, colleague: Person, give_turn: Callable[..., object]
) -> None:
    give_turn(colleague, "Of somebody else")
    assert "Of somebody else" not in client_as(employee).get("/tasks/").content.decode()


def test_closed_turns_are_not_shown(client_as: SignIn, employee: Person, give_turn: Callable[..., object]) -> None:
    give_turn(employee, "Replaced thing", status="superseded")
    assert "Replaced thing" not in client_as(employee).get("/tasks/").content.decode()


def test_query_count_does_not_grow(
    client_as: SignIn,
    employee: Person,
    give_turn: Callable[..., object],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = client_as(employee)
    for number in range(12):
        give_turn(employee, f"Open {number}", due_in=number)
        give_turn(employee, f"Done {number}", done_ago=number)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get("/tasks/")


def test_manager_sees_the_team_beside_the_tasks(
    client_as: SignIn, manager: Person, employee: Person, give_turn: Callable[..., object]
) -> None:
    give_turn(employee, due_in=-2)
    html = client_as(manager).get("/").content.decode()
    assert "1 person of 1 is overdue." in html


def test_text_from_people_is_escaped(client_as: SignIn, employee: Person, give_turn: Callable[..., object]) -> None:
    give_turn(employee, "<script>alert(1)</script>")
    assert "<script>alert" not in client_as(employee).get("/tasks/").content.decode()


def test_records_list_everything_done(client_as: SignIn, employee: Person, give_turn: Callable[..., object]) -> None:
    give_turn(employee, "Long ago", done_ago=500)
    html = client_as(employee).get("/tasks/done/").content.decode()
    assert "Long ago" in html
    day = timezone.localdate() - datetime.timedelta(days=500)
    assert str(day.year) in html


@pytest.mark.parametrize("hour, word", [(3, "evening"), (8, "morning"), (13, "afternoon"), (20, "evening")])
def test_greeting_follows_the_hour(hour: int, word: str) -> None:
    person = Person(given_name="Соломія", family_name="Терлецька", language="en")
    assert f"Good {word}" in greeting(person, hour)


def test_dots_never_cover_each_other() -> None:
    day = datetime.date(2026, 4, 17)
    dots = year_dots([day, day, day + datetime.timedelta(days=2)], [])
    assert len({dot.y for dot in dots}) == 3


def test_year_axis_runs_from_january_to_december() -> None:
    assert year_x(datetime.date(2026, 1, 1)) == 0
    assert 300 < year_x(datetime.date(2026, 12, 31)) < 304


def test_a_person_without_a_post_still_has_a_page(client_as: SignIn, organisation: object) -> None:
    gone = make_employee(
        organisation.intake,  # type: ignore[attr-defined]
        family_name="Колишня",
        post__left=timezone.localdate() - datetime.timedelta(days=1),
    )
    assert client_as(gone).get("/").status_code == 200


def test_language_is_kept_for_the_person(client_as: SignIn, employee: Person) -> None:
    client = client_as(employee)
    response = client.post("/language/", {"language": "ru", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"
    employee.refresh_from_db()
    assert employee.language == "ru"


def test_old_form_says_what_to_do(employee: Person) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    response = client.post("/language/", {"language": "ru"})
    assert response.status_code == 403
    assert "This page stood open too long" in response.content.decode()


def test_missing_page_is_in_our_look(client_as: SignIn, employee: Person) -> None:
    response = client_as(employee).get("/no-such-page/")
    assert response.status_code == 404
    assert "not open to you" in response.content.decode()
