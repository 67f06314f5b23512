"""My team: the own departments and what lies below them, nothing else."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from notices.models import Notice
from people.models import ActingAppointment, Person
from tests.cast import make_employee

SignIn = Callable[[Person], Client]
Give = Callable[..., object]


@pytest.mark.parametrize("role", ["employee", "hr", "auditor"])
def test_only_heads_have_a_team(role: str, request: pytest.FixtureRequest, client_as: SignIn) -> None:
    assert client_as(request.getfixturevalue(role)).get("/team/").status_code == 404


def test_head_sees_the_subtree_and_nobody_else(
    client_as: SignIn,
    manager: Person,
    employee: Person,
    stranger: Person,
    organisation: SimpleNamespace,
    give_turn: Give,
) -> None:
    night = make_employee(organisation.night, family_name="Нічна")
    give_turn(night, due_in=-3)
    give_turn(employee, done_ago=1)
    give_turn(stranger, due_in=-3)
    html = client_as(manager).get("/team/").content.decode()
    assert "1 person of 2 has done everything required" in html
    assert ">Нічна" in html
    assert ">Терлецька" in html
    assert "Їжакевич" not in html


def test_people_and_departments_of_others_do_not_exist(
    client_as: SignIn, manager: Person, employee: Person, stranger: Person, organisation: SimpleNamespace
) -> None:
    client = client_as(manager)
    assert client.get(f"/team/people/{employee.public_id}/").status_code == 200
    assert client.get(f"/team/people/{stranger.public_id}/").status_code == 404
    assert client.get(f"/team/departments/{organisation.night.public_id}/").status_code == 200
    assert client.get(f"/team/departments/{organisation.letters.public_id}/").status_code == 404
    assert client.get(f"/team/departments/{organisation.root.public_id}/").status_code == 404


def test_a_filter_does_not_widen_the_team(
    client_as: SignIn, manager: Person, stranger: Person, organisation: SimpleNamespace
) -> None:
    html = client_as(manager).get(f"/team/?department={organisation.letters.public_id}").content.decode()
    assert "Їжакевич" not in html
    sheet = client_as(manager).get(f"/team/people.xlsx?department={organisation.letters.public_id}")
    assert sheet.status_code == 200


def test_who_left_is_no_longer_in_the_team(client_as: SignIn, manager: Person, employee: Person) -> None:
    post = employee.primary_employment()
    assert post
    post.left = timezone.localdate() - datetime.timedelta(days=1)
    post.save()
    assert client_as(manager).get(f"/team/people/{employee.public_id}/").status_code == 404


@pytest.mark.parametrize("days, status", [(0, 200), (-1, 404)])
def test_acting_head_has_the_team_until_the_last_day(
    days: int, status: int, client_as: SignIn, stranger: Person, organisation: SimpleNamespace
) -> None:
    today = timezone.localdate()
    ActingAppointment.objects.create(
        employment=stranger.primary_employment(),
        department=organisation.intake,
        order_number="12-к",
        starts=today - datetime.timedelta(days=5),
        ends=today + datetime.timedelta(days=days),
    )
    assert client_as(stranger).get("/team/").status_code == status


def test_reminding_reaches_the_own_team_only(
    client_as: SignIn, manager: Person, employee: Person, stranger: Person, give_turn: Give
) -> None:
    give_turn(employee, due_in=-2)
    give_turn(stranger, due_in=-2)
    client = client_as(manager)
    client.post("/team/remind/")
    assert list(Notice.objects.values_list("person", flat=True)) == [employee.pk]
    assert client.post("/team/remind/", {"person": str(stranger.public_id)}).status_code == 404
    assert client.post("/team/remind/", {"person": "nonsense"}).status_code == 404


def test_query_count_does_not_grow(
    client_as: SignIn,
    manager: Person,
    organisation: SimpleNamespace,
    give_turn: Give,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(8):
        give_turn(make_employee(organisation.intake), f"Thing {number}", due_in=-number)
    client = client_as(manager)
    with django_assert_max_num_queries(21):  # type: ignore[attr-defined]
        client.get("/team/")
