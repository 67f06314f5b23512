"""The cast stands where the tests believe it stands."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from people.access import headed_departments
from people.models import Person

Sign = Callable[[Person], Client]


def test_manager_heads_the_department_of_the_employee(employee: Person, manager: Person) -> None:
    assert employee.primary_employment().department in headed_departments(manager)  # type: ignore[union-attr]
    assert not headed_departments(employee)


@pytest.mark.django_db
def test_groups_of_roles_exist_from_the_start() -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= {"hr", "editor", "approver", "auditor"}


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_floor(hr: Person) -> None:
    assert hr.user.groups.get().name == "hr"


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_the_groups_are_back() -> None:
    assert Group.objects.filter(name="hr").exists()
    assert not Person.objects.exists()
