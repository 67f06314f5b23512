"""Opening, joining, leaving, moving, completing, replacing, excusing."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assignments import services
from assignments.audiences import make_audience, people_meant
from assignments.models import Assignment, Cycle, Requirement
from assignments.signals import assignment_completed
from common.errors import DomainError
from people.models import Audience, Employment, Person
from tests.cast import EmploymentFactory, make_employee

RequireOf = Callable[..., Requirement]
Status = Assignment.Status


def _statuses(person: Person) -> list[str]:
    return list(Assignment.objects.filter(person=person).order_by("cycle_id").values_list("status", flat=True))


def _complete(person: Person, **fields: Any) -> list[Assignment]:
    given = {"kind": "reading", "ref": "ethics", "at": timezone.now(), "source": "signoff:1", **fields}
    return services.complete(person=person, **given)


def test_everyone_in_the_subtree_gets_a_turn_and_nobody_else(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, stranger: Person, today: datetime.date
) -> None:
    below = make_employee(organisation.night)
    requirement = require_of(organisation.intake)
    assert {turn.person_id for turn in requirement.assignments.all()} == {employee.pk, below.pk}
    turn = requirement.assignments.get(person=employee)
    assert turn.employment == employee.employments.get()
    assert turn.department == organisation.intake
    assert (turn.status, turn.due) == (Status.OPEN, today + datetime.timedelta(days=10))
    assert turn.public_id.version == 4
    assert len({t.public_id for t in Assignment.objects.all()}) == 2
    assert abs((timezone.now() - turn.opened_at).total_seconds()) < 60
    assert stranger.assignments.count() == 0


def test_titles_come_in_every_language(require_of: RequireOf) -> None:
    assert require_of().title == {
        "uk": "Кодекс етики ethics",
        "ru": "Кодекс этики ethics",
        "en": "Code of ethics ethics",
    }


def test_opening_takes_the_same_statements_for_ten_and_for_hundred(
    require_of: RequireOf, organisation: SimpleNamespace, today: datetime.date
) -> None:
    EmploymentFactory.create_batch(10, department=organisation.letters)
    EmploymentFactory.create_batch(100, department=organisation.night)
    counted = []
    for department, people in ((organisation.letters, 10), (organisation.night, 100)):
        requirement = require_of(organisation.intake)
        requirement.audience.departments.set([department])
        with CaptureQueriesContext(connection) as queries:
            services.open_cycle(requirement, edition_ref="2", opens=today, due=today)
        assert requirement.assignments.filter(status="open").count() == people
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert sum("INSERT INTO" in query["sql"] and "SELECT" in query["sql"] for query in queries) == 1


def test_secondary_posts_and_leavers_get_none_and_those_ahead_do(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, today: datetime.date
) -> None:
    EmploymentFactory.create(department=organisation.intake, gone=True)
    EmploymentFactory.create(department=organisation.intake, person=employee, secondary=True)
    ahead = EmploymentFactory.create(department=organisation.intake, ahead=True)
    requirement = require_of(organisation.intake)
    assert {turn.person_id for turn in requirement.assignments.all()} == {employee.pk, ahead.person_id}
    assert requirement.assignments.get(employment=ahead).due == ahead.hired + datetime.timedelta(days=14)


def test_opening_again_returns_the_cycle_and_doubles_nothing(
    require_of: RequireOf, employee: Person, today: datetime.date
) -> None:
    requirement = require_of()
    again = services.open_cycle(requirement, edition_ref="1", opens=today, due=today + datetime.timedelta(days=99))
    assert again == requirement.cycles.get()
    assert again.due == today + datetime.timedelta(days=10)
    assert employee.assignments.count() == 1


def test_a_due_rule_is_needed(organisation: SimpleNamespace) -> None:
    audience = Audience.objects.create(name="x")
    with pytest.raises(DomainError):
        services.create_requirement(actor=None, kind="reading", ref="ethics", audience=audience)


def test_a_cycle_does_not_end_before_it_opens(require_of: RequireOf, today: datetime.date) -> None:
    with pytest.raises(DomainError):
        services.open_cycle(require_of(), edition_ref="2", opens=today, due=today - datetime.timedelta(days=1))


def test_a_new_edition_replaces_open_turns_and_leaves_done_ones(
    require_of: RequireOf, employee: Person, colleague: Person, today: datetime.date
) -> None:
    requirement = require_of()
    _complete(employee)
    services.open_cycle(requirement, edition_ref="2", opens=today, due=today + datetime.timedelta(days=5))
    assert _statuses(employee) == [Status.COMPLETED, Status.OPEN]
    assert _statuses(colleague) == [Status.SUPERSEDED, Status.OPEN]
    assert Cycle.objects.get(edition_ref="1").closed_at
    # An old edition issued again by mistake opens nothing.
    services.open_cycle(requirement, edition_ref="1", opens=today, due=today)
    assert _statuses(colleague) == [Status.SUPERSEDED, Status.OPEN]


def test_a_newcomer_is_enrolled_by_the_clock(
    require_of: RequireOf, organisation: SimpleNamespace, today: datetime.date
) -> None:
    requirement = require_of(organisation.intake)
    late = EmploymentFactory.create(department=organisation.intake, hired=today)
    elsewhere = EmploymentFactory.create(department=organisation.letters, hired=today)
    assert services.enrol_newcomers() == 1
    assert services.enrol_newcomers() == 0
    turn = requirement.assignments.get()
    assert (turn.employment, turn.due) == (late, today + datetime.timedelta(days=14))
    assert elsewhere.assignments.count() == 0


def test_a_stopped_requirement_enrols_nobody(require_of: RequireOf, employee: Person, colleague: Person) -> None:
    requirement = require_of()
    _complete(employee)
    services.stop_requirement(requirement, actor=None)
    EmploymentFactory.create()
    assert services.enrol_newcomers() == 0
    assert (_statuses(employee), _statuses(colleague)) == ([Status.COMPLETED], [Status.CANCELLED])


def test_a_leavers_open_turn_is_cancelled(require_of: RequireOf, employee: Person, today: datetime.date) -> None:
    require_of()
    post = Employment.objects.filter(person=employee)
    post.update(left=today)
    assert services.enrol_newcomers() == 0
    post.update(left=today - datetime.timedelta(days=1))
    assert services.enrol_newcomers() == 1
    assert _statuses(employee) == [Status.CANCELLED]


def test_the_department_follows_a_mover_until_it_is_done(
    require_of: RequireOf, organisation: SimpleNamespace, employee: Person, colleague: Person
) -> None:
    requirement = require_of()
    _complete(employee)
    Employment.objects.filter(person__in=[employee, colleague]).update(department=organisation.letters)
    services.enrol_newcomers()
    assert requirement.assignments.get(person=employee).department == organisation.intake
    assert requirement.assignments.get(person=colleague).department == organisation.letters


def test_completing_tells_once_and_repeats_nothing(
    require_of: RequireOf, employee: Person, colleague: Person, django_capture_on_commit_callbacks: Any
) -> None:
    require_of()
    heard: list[int] = []

    def listen(assignment_id: int, **kwargs: object) -> None:
        heard.append(assignment_id)

    assignment_completed.connect(listen)
    at = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        first = _complete(employee, at=at)
        second = _complete(employee, at=at + datetime.timedelta(hours=1))
    assert [turn.pk for turn in first] == [turn.pk for turn in second] == heard
    assert (first[0].completed_at, second[0].completed_at) == (at, at)
    assert _statuses(colleague) == [Status.OPEN]


def test_a_receiver_that_fails_harms_nobody(
    require_of: RequireOf, employee: Person, django_capture_on_commit_callbacks: Any
) -> None:
    require_of()

    def fail(**kwargs: object) -> None:
        raise RuntimeError("receiver is down")

    assignment_completed.connect(fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert len(_complete(employee)) == 1


def test_signing_an_old_edition_does_not_complete_the_new_one(
    require_of: RequireOf, employee: Person, today: datetime.date
) -> None:
    requirement = require_of()
    services.open_cycle(requirement, edition_ref="2", opens=today, due=today)
    assert _complete(employee, edition_ref="1") == []
    assert _statuses(employee) == [Status.SUPERSEDED, Status.OPEN]
    assert len(_complete(employee, edition_ref="2")) == 1


def test_one_signature_completes_every_requirement_of_the_same_thing(require_of: RequireOf, employee: Person) -> None:
    require_of()
    require_of()
    require_of(ref="memo")
    assert len(_complete(employee)) == 2
    assert Assignment.objects.open().filter(person=employee).count() == 1


def test_excusing_needs_a_reason_and_an_open_turn(require_of: RequireOf, employee: Person, hr: Person) -> None:
    requirement = require_of()
    turn = requirement.assignments.get(person=employee)
    with pytest.raises(DomainError):
        services.waive(turn, actor=hr, reason="  ")
    services.waive(turn, actor=hr, reason="On parental leave")
    assert (turn.status, turn.reason, turn.closed_by) == (Status.WAIVED, "On parental leave", hr)
    with pytest.raises(DomainError):
        services.waive(turn, actor=hr, reason="Again")
    assert _complete(employee) == []
    services.enrol_newcomers()
    assert _statuses(employee) == [Status.WAIVED]


def test_the_same_form_twice_is_one_requirement(
    organisation: SimpleNamespace, hr: Person, today: datetime.date
) -> None:
    from uuid import uuid4

    token = uuid4()
    for _again in range(2):
        services.start_requirement(
            actor=hr,
            kind="reading",
            ref="ethics",
            departments=[organisation.intake],
            due_on=today,
            public_id=token,
        )
    requirement = Requirement.objects.get()
    assert requirement.public_id == token
    assert requirement.cycles.get().edition_ref == "1"
    assert Audience.objects.count() == 1


def test_what_is_counted_before_is_what_is_meant_after(
    organisation: SimpleNamespace, employee: Person, manager: Person, stranger: Person
) -> None:
    for departments, positions in (
        ([], []),
        ([organisation.intake], []),
        ([organisation.root], [organisation.operator]),
        ([], [organisation.head]),
    ):
        audience = make_audience(departments, positions)
        assert set(people_meant(departments, positions)) == set(audience.employments())


def test_due_is_counted_or_fixed(require_of: RequireOf, today: datetime.date) -> None:
    requirement = require_of()
    assert services.due_after(requirement, today) == requirement.due_on
    later = today + datetime.timedelta(days=60)
    assert services.due_after(requirement, later) == later + datetime.timedelta(days=14)
