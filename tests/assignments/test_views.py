"""HR's screens: who may come, what they show, what they do; counts that do not grow."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assignments import services
from assignments.models import Assignment, Requirement
from people.models import Audience, Person
from tests.cast import EmploymentFactory, make_employee

ClientAs = Callable[[Person], Client]
RequireOf = Callable[..., Requirement]


def _form(organisation: SimpleNamespace, today: datetime.date, **fields: object) -> dict[str, object]:
    return {
        "activity": "reading:ethics",
        "departments": [organisation.intake.pk],
        "due_on": (today + datetime.timedelta(days=20)).isoformat(),
        "due_days": 14,
        "token": str(uuid4()),
        **fields,
    }


def test_only_hr_comes(require_of: RequireOf, client_as: ClientAs, employee: Person, manager: Person) -> None:
    requirement = require_of()
    turn = requirement.assignments.get(person=employee)
    for name, args in (
        ("requirements", []),
        ("require", []),
        ("requirement", [requirement.public_id]),
        ("waive", [turn.public_id]),
    ):
        url = reverse(f"assignments:{name}", args=args)
        assert client_as(employee).get(url).status_code == 404
        assert client_as(manager).get(url).status_code == 404
        assert Client().get(url).status_code == 302
    assert client_as(employee).post(reverse("assignments:stop", args=[requirement.public_id])).status_code == 404


def test_the_list_says_how_far_things_are(
    require_of: RequireOf, client_as: ClientAs, hr: Person, employee: Person
) -> None:
    require_of(days=-2)
    services.complete(kind="reading", ref="ethics", person=employee, at=timezone.now(), source="s")
    page = client_as(hr).get(reverse("assignments:requirements")).text
    assert "1 of 2" in page
    assert "1 is late" in page


def test_a_newcomers_last_day_is_shown_when_all_others_are_done(
    require_of: RequireOf, client_as: ClientAs, organisation: SimpleNamespace, hr: Person, today: datetime.date
) -> None:
    requirement = require_of(organisation.root, days=-2)
    services.complete(kind="reading", ref="ethics", person=hr, at=timezone.now(), source="s")
    EmploymentFactory.create(department=organisation.night, hired=today)
    services.enrol_newcomers()
    found = Requirement.objects.with_counts().get(pk=requirement.pk)
    assert (found.late, found.next_due) == (0, today + datetime.timedelta(days=14))
    assert "overdue" not in client_as(hr).get(reverse("assignments:requirements")).text


@pytest.mark.parametrize(
    "query", ["sort=due", "sort=-done", "sort=nonsense", "state=late", "state=all&kind=reading", "page=99"]
)
def test_the_list_filters_and_sorts(require_of: RequireOf, client_as: ClientAs, hr: Person, query: str) -> None:
    require_of()
    require_of(days=-2, ref="memo")
    page = client_as(hr).get(f"{reverse('assignments:requirements')}?{query}")
    assert page.status_code == 200
    assert ("Code of ethics ethics" in page.text) is (query != "state=late")


def test_an_empty_list_says_what_to_do(client_as: ClientAs, hr: Person) -> None:
    assert "No requirement is shown here" in client_as(hr).get(reverse("assignments:requirements")).text


def test_hr_requires_and_everybody_meant_has_a_turn(
    client_as: ClientAs,
    organisation: SimpleNamespace,
    hr: Person,
    employee: Person,
    stranger: Person,
    today: datetime.date,
) -> None:
    form = _form(organisation, today)
    answer = client_as(hr).post(reverse("assignments:require"), form)
    requirement = Requirement.objects.get()
    assert answer["Location"] == reverse("assignments:requirement", args=[requirement.public_id])
    assert requirement.opened_by == hr
    assert [turn.person for turn in requirement.assignments.all()] == [employee]
    client_as(hr).post(reverse("assignments:require"), form)
    assert Requirement.objects.count() == 1


def test_counting_keeps_nothing(
    client_as: ClientAs,
    organisation: SimpleNamespace,
    hr: Person,
    employee: Person,
    colleague: Person,
    today: datetime.date,
) -> None:
    page = client_as(hr).post(reverse("assignments:require"), _form(organisation, today, count="1"))
    assert "This is <b>2</b> people." in page.text
    part = client_as(hr).post(reverse("assignments:preview"), {"positions": [organisation.operator.pk]})
    assert "This is <b>3</b> people." in part.text  # HR is an operator too
    assert "<html" not in part.text
    nobody = {"departments": [organisation.letters.pk], "positions": [organisation.head.pk]}
    assert "Nobody is meant" in client_as(hr).post(reverse("assignments:preview"), nobody).text
    assert not Requirement.objects.exists()
    assert not Audience.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"activity": "reading:unknown"}, "Select a valid choice"),
        ({"activity": ""}, "This field is required"),
        ({"due_on": "2020-01-01"}, "The last day has already passed"),
        ({"due_on": "tomorrow"}, "Enter a valid date"),
        ({"departments": ["999999"]}, "Select a valid choice"),
        ({"due_days": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_rest(
    client_as: ClientAs,
    organisation: SimpleNamespace,
    hr: Person,
    today: datetime.date,
    fields: dict[str, object],
    said: str,
) -> None:
    page = client_as(hr).post(reverse("assignments:require"), _form(organisation, today, **fields))
    assert page.status_code == 200
    assert said in page.text
    assert not Requirement.objects.exists()


def test_one_requirement_shows_departments_and_people(
    require_of: RequireOf,
    client_as: ClientAs,
    organisation: SimpleNamespace,
    hr: Person,
    employee: Person,
    stranger: Person,
) -> None:
    requirement = require_of()
    url = reverse("assignments:requirement", args=[requirement.public_id])
    page = client_as(hr).get(url).text
    assert "Терлецька Соломія Андріївна" in page
    assert "Їжакевич Олег Ігорович" in page
    only = client_as(hr).get(f"{url}?department={organisation.letters.public_id}&state=open").text
    assert "Терлецька Соломія" not in only
    assert "Їжакевич Олег" in only
    assert "Nobody is listed here" in client_as(hr).get(f"{url}?state=late").text
    assert client_as(hr).get(f"{url}?department=not-a-uuid").status_code == 200


def test_hr_excuses_one_person(require_of: RequireOf, client_as: ClientAs, hr: Person, employee: Person) -> None:
    turn = require_of().assignments.get(person=employee)
    url = reverse("assignments:waive", args=[turn.public_id])
    assert "This field is required" in client_as(hr).post(url, {"reason": ""}).text
    client_as(hr).post(url, {"reason": "<b>On leave</b>"})
    turn.refresh_from_db()
    assert turn.status == Assignment.Status.WAIVED
    again = client_as(hr).post(url, {"reason": "Again"})
    assert "This turn is closed already." in again.text
    page = client_as(hr).get(reverse("assignments:requirement", args=[turn.requirement.public_id])).text
    assert "&lt;b&gt;On leave&lt;/b&gt;" in page


def test_hr_takes_a_requirement_back(require_of: RequireOf, client_as: ClientAs, hr: Person, employee: Person) -> None:
    requirement = require_of()
    page = client_as(hr).post(reverse("assignments:stop", args=[requirement.public_id]), follow=True)
    assert "What people have done stays." in page.text
    assert employee.assignments.get().status == Assignment.Status.CANCELLED


def test_the_number_of_queries_does_not_grow(
    require_of: RequireOf,
    client_as: ClientAs,
    organisation: SimpleNamespace,
    hr: Person,
    django_assert_max_num_queries: Any,
) -> None:
    for _number in range(60):
        make_employee(organisation.night)
    requirements = [require_of(ref=str(number)) for number in range(4)]
    client = client_as(hr)
    with django_assert_max_num_queries(16):
        client.get(reverse("assignments:requirements"))
    with django_assert_max_num_queries(18):
        page = client.get(reverse("assignments:requirement", args=[requirements[0].public_id]))
    assert "Page 1 of 3" in page.text
