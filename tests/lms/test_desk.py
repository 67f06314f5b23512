"""The HR desk: coverage, drill-down, tables, reminders, and who may see them."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from lms.charts import shares, trend
from lms.coverage import Coverage, by_department, late_people, rolled_up, tops
from notices.models import Notice
from people.models import Department, Person
from tests.cast import make_employee

SignIn = Callable[[Person], Client]
Give = Callable[..., object]

PAGES = ["/desk/", "/desk/people/", "/desk/coverage.xlsx", "/desk/requirements.xlsx", "/desk/people.xlsx"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["employee", "manager", "editor", "auditor"])
def test_only_hr_may_come(path: str, role: str, request: pytest.FixtureRequest, client_as: SignIn) -> None:
    assert client_as(request.getfixturevalue(role)).get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_visitor_is_asked_to_sign_in(path: str, client: Client, db: None) -> None:
    assert client.get(path).status_code == 302


def test_sentence_bars_and_table_say_the_same(
    client_as: SignIn, hr: Person, employee: Person, colleague: Person, stranger: Person, give_turn: Give
) -> None:
    give_turn(employee, done_ago=1)
    give_turn(colleague, due_in=-4)
    give_turn(stranger, due_in=10)
    html = client_as(hr).get("/desk/").content.decode()
    assert "1 person of 3 has done everything required" in html
    assert "Remind 1 person" in html
    assert "<b>1</b> of 2" in html
    assert "<b>0</b> of 1" in html
    assert "Терлецька" not in html[html.index('id="late"') : html.index('id="due"')]
    assert "Тарас Гриценко" in html


def test_nothing_required_yet(client_as: SignIn, hr: Person) -> None:
    assert "Nothing is required of anybody yet" in client_as(hr).get("/desk/").content.decode()


def test_coverage_rolls_up_the_tree(organisation: SimpleNamespace, employee: Person, give_turn: Give) -> None:
    night = make_employee(organisation.night, family_name="Нічна")
    give_turn(night, due_in=-1)
    give_turn(employee, done_ago=2)
    everywhere = list(Department.objects.all())
    rolled = rolled_up(by_department(), everywhere)
    assert rolled[organisation.night.pk] == Coverage(over=1)
    assert rolled[organisation.intake.pk] == Coverage(done=1, over=1)
    assert rolled[organisation.root.pk] == Coverage(done=1, over=1)
    assert organisation.letters.pk not in rolled
    assert {found.name for found in tops(everywhere)} == {"Приймання звернень", "Письмові відповіді"}


def test_one_person_counts_once_whatever_the_number_of_turns(employee: Person, give_turn: Give) -> None:
    give_turn(employee, "One", due_in=-9)
    give_turn(employee, "Two", due_in=-2)
    give_turn(employee, "Three", due_in=5)
    assert list(by_department().values()) == [Coverage(over=1)]
    late = late_people()
    assert [(row.assignment.requirement.ref, row.count, row.days) for row in late] == [("One", 2, 9)]


def test_leavers_do_not_count(organisation: SimpleNamespace, employee: Person, give_turn: Give) -> None:
    give_turn(employee, due_in=-3)
    post = employee.primary_employment()
    assert post
    post.left = timezone.localdate() - datetime.timedelta(days=1)
    post.save()
    assert by_department() == {}


def test_drill_down_to_the_person(
    client_as: SignIn, hr: Person, organisation: SimpleNamespace, employee: Person, give_turn: Give
) -> None:
    give_turn(employee, "The memo", due_in=-2)
    client = client_as(hr)
    page = client.get(f"/desk/departments/{organisation.intake.public_id}/").content.decode()
    assert "Терлецька Соломія Андріївна" in page
    assert f"/desk/people/{employee.public_id}/" in page
    page = client.get(f"/desk/people/{employee.public_id}/").content.decode()
    assert "The memo" in page
    assert "Remind" in page


@pytest.mark.parametrize(
    "query, found", [("state=over", ["Гриценко"]), ("state=done", ["Терлецька"]), ("q=їжак", ["Їжакевич"])]
)
def test_people_are_narrowed(
    query: str,
    found: list[str],
    client_as: SignIn,
    hr: Person,
    employee: Person,
    colleague: Person,
    stranger: Person,
    give_turn: Give,
) -> None:
    give_turn(employee, done_ago=1)
    give_turn(colleague, due_in=-4)
    html = client_as(hr).get(f"/desk/people/?{query}").content.decode()
    names = [name for name in ("Гриценко", "Терлецька", "Їжакевич") if f">{name}" in html]
    assert names == found


def test_people_of_a_requirement(
    client_as: SignIn, hr: Person, employee: Person, colleague: Person, give_turn: Give
) -> None:
    turn = give_turn(employee, "First")
    give_turn(colleague, "Second")
    html = client_as(hr).get(f"/desk/people/?requirement={turn.requirement.public_id}").content.decode()  # type: ignore[attr-defined]
    assert ">Терлецька" in html
    assert ">Гриценко" not in html
    assert client_as(hr).get("/desk/people/?requirement=nonsense").status_code == 404


def test_requirements_are_sorted_and_found(client_as: SignIn, hr: Person, employee: Person, give_turn: Give) -> None:
    give_turn(employee, "Abc", due_in=30)
    give_turn(employee, "Xyz", due_in=-5)
    client = client_as(hr)
    table = client.get("/desk/?sort=title").content.decode().split('id="due"')[1]
    assert table.index("Abc") < table.index("Xyz")
    table = client.get("/desk/?sort=-title").content.decode().split('id="due"')[1]
    assert table.index("Xyz") < table.index("Abc")
    table = client.get("/desk/?q=xy").content.decode().split('id="due"')[1]
    assert "Abc" not in table
    table = client.get("/desk/?state=over").content.decode().split('id="due"')[1]
    assert "Xyz" in table
    assert "Abc" not in table


def test_reminding_twice_a_day_sends_one_letter_each(
    client_as: SignIn, hr: Person, employee: Person, stranger: Person, give_turn: Give
) -> None:
    give_turn(employee, "One", due_in=-2)
    give_turn(employee, "Two", due_in=-1)
    give_turn(stranger, "One", due_in=-2)
    client = client_as(hr)
    for _press in range(2):
        html = client.post("/desk/remind/", follow=True).content.decode()
        assert "2 people are reminded." in html
        assert "1 of them has no e-mail" in html
    assert Notice.objects.filter(kind="assignment.late").count() == 2


def test_reminder_does_not_follow_a_foreign_address(client_as: SignIn, hr: Person) -> None:
    response = client_as(hr).post("/desk/remind/", {"next": "//evil.example/"})
    assert response.headers["Location"] == "/desk/"


def test_reminding_needs_post(client_as: SignIn, hr: Person) -> None:
    assert client_as(hr).get("/desk/remind/").status_code == 405


def test_query_count_does_not_grow(
    client_as: SignIn,
    hr: Person,
    organisation: SimpleNamespace,
    give_turn: Give,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(6):
        department = Department.objects.create(name=f"D{number}", parent=organisation.root)
        somebody = make_employee(department)
        give_turn(somebody, f"Thing {number}", due_in=-number)
    client = client_as(hr)
    for path in ("/desk/", "/desk/people/", f"/desk/departments/{organisation.root.public_id}/"):
        with django_assert_max_num_queries(19):  # type: ignore[attr-defined]
            assert client.get(path).status_code == 200


def test_auditor_checks_the_log(client_as: SignIn, auditor: Person) -> None:
    client = client_as(auditor)
    assert "facts are in the log" in client.get("/desk/log/").content.decode()
    response = client.post("/desk/log/verify/")
    assert response.status_code == 200
    assert "Facts checked" in response.content.decode()


def test_a_row_past_the_log_is_named_in_plain_words(client_as: SignIn, auditor: Person, employee: Person) -> None:
    from competencies.models import Competency, CompetencyGroup, Evidence, Framework

    framework = Framework.objects.create(key="f", name={"en": "F"})
    group = CompetencyGroup.objects.create(framework=framework, key="g", name={"en": "G"})
    names = {"name": {"en": "C"}, "definition": {"en": "C"}}
    competency = Competency.objects.create(framework=framework, group=group, key="c", **names)
    Evidence.objects.create(
        person=employee,
        competency=competency,
        source="forged",
        source_key="1",
        purpose="appraisal",
        score=1.0,
        weight=1.0,
        observed=timezone.now(),
    )
    html = client_as(auditor).post("/desk/log/verify/").content.decode()
    assert "A row was added past the log" in html


@pytest.mark.parametrize("role", ["employee", "manager", "editor"])
def test_others_do_not_see_the_log(role: str, request: pytest.FixtureRequest, client_as: SignIn) -> None:
    client = client_as(request.getfixturevalue(role))
    assert client.get("/desk/log/").status_code == 404
    assert client.post("/desk/log/verify/").status_code == 404


def test_shares_are_cumulative() -> None:
    day = datetime.date(2026, 11, 12)
    days = [day - datetime.timedelta(days=3), day, day + datetime.timedelta(days=2), day + datetime.timedelta(days=9)]
    assert shares(days, 4, day, day + datetime.timedelta(days=3)) == [0.5, 0.5, 0.75, 0.75]
    assert shares([], 0, day, day) == []


def test_trend_reaches_the_day_it_is_due() -> None:
    day = datetime.date(2026, 11, 12)
    picture = trend([0, 0.5, 1], [0.25], first=day, due=day + datetime.timedelta(days=15))
    assert picture
    assert picture.due_x
    assert picture.line.startswith("44,208 ")
    assert picture.line.endswith(",16")
    assert picture.last_x < picture.due_x <= 610
    assert trend([], [], first=day, due=None) is None
