"""Coverage: people counted once a department, one aggregate, leavers and closed cycles left out."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from assignments import services
from assignments.coverage import coverage, overdue, totals
from assignments.models import Assignment, Requirement
from people.models import Employment, Person
from tests.cast import make_employee

RequireOf = Callable[..., Requirement]


def _done(person: Person, ref: str = "ethics") -> None:
    services.complete(kind="reading", ref=ref, person=person, at=timezone.now(), source=f"s:{person.pk}")


def test_people_count_once_whatever_they_have_to_do(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, colleague: Person, stranger: Person
) -> None:
    third = make_employee(organisation.intake)
    require_of(days=-3)
    require_of(ref="memo")
    _done(employee)
    _done(employee, "memo")
    _done(colleague)
    found = {row.department.name: row for row in coverage()}
    intake = found[organisation.intake.name]
    assert (intake.total, intake.done, intake.late, intake.waiting) == (3, 1, 1, 1)
    assert found[organisation.letters.name].late == 1
    assert intake.share == 1 / 3
    assert (totals().total, totals().done, totals().late) == (4, 1, 2)
    assert {turn.person_id for turn in overdue()} == {third.pk, stranger.pk}
    assert {turn.person_id for turn in overdue(departments=[organisation.letters])} == {stranger.pk}


def test_subtrees_kinds_and_requirements_narrow_it(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, stranger: Person
) -> None:
    night = make_employee(organisation.night)
    first, second = require_of(), require_of(ref="memo")
    _done(night)
    below = coverage(departments=[organisation.intake], requirement=first)
    assert {(row.department.name, row.done) for row in below} == {("Приймання звернень", 0), ("Нічна зміна", 1)}
    assert totals(departments=[organisation.intake], requirement=second).done == 0
    assert coverage(kind="quiz") == []


def test_leavers_and_closed_cycles_do_not_count(
    require_of: RequireOf, employee: Person, colleague: Person, today: datetime.date
) -> None:
    requirement = require_of()
    _done(employee)
    assert totals().total == 2
    services.open_cycle(requirement, edition_ref="2", opens=today, due=today)
    assert (totals().total, totals().done) == (2, 0)
    Employment.objects.filter(person=colleague).update(left=today - datetime.timedelta(days=1))
    assert totals().total == 1
    assert not overdue().exists()


def test_my_tasks_begin_with_the_most_urgent_and_end_with_the_done(require_of: RequireOf, employee: Person) -> None:
    later, sooner, done = require_of(days=20), require_of(days=2, ref="memo"), require_of(ref="third")
    _done(employee, "third")
    mine = list(Assignment.objects.for_person(employee))
    assert [turn.requirement for turn in mine] == [sooner, later, done]
    nearest = Assignment.objects.next_step(employee)
    assert nearest == mine[0]


def test_the_number_of_queries_does_not_grow(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, django_assert_num_queries: Any
) -> None:
    for department in (organisation.intake, organisation.night, organisation.letters):
        for _number in range(3):
            make_employee(department)
    require_of()
    with django_assert_num_queries(2):
        assert len(coverage()) == 3
    with django_assert_num_queries(1):
        totals()
