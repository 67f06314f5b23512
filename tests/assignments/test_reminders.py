"""Reminders: at once, 7 days before, on the day, weekly after; each once, none in a heap."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.models import Assignment, Requirement
from assignments.reminders import DUE, LATE, OPENED, SOON, next_reminder, remind, stage
from notices.models import Notice
from people.models import Person

RequireOf = Callable[..., Requirement]
DUE_DAY = datetime.date(2026, 11, 27)


def _days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


@pytest.mark.parametrize(
    ("left", "kind", "key", "following"),
    [
        (30, OPENED, "opened", 7),
        (8, OPENED, "opened", 7),
        (7, SOON, "soon", 0),
        (1, SOON, "soon", 0),
        (0, DUE, "due", -7),
        (-1, LATE, "late-0", -7),
        (-7, LATE, "late-1", -14),
        (-13, LATE, "late-1", -14),
        (-14, LATE, "late-2", -21),
    ],
)
def test_the_stage_of_a_day(left: int, kind: str, key: str, following: int) -> None:
    day = DUE_DAY - _days(left)
    assert stage(DUE_DAY, day) == (kind, key)
    assert next_reminder(DUE_DAY, day) == DUE_DAY - _days(following)


@given(st.integers(-100, 100))
def test_the_next_reminder_is_a_later_stage(left: int) -> None:
    day = DUE_DAY - _days(left)
    following = next_reminder(DUE_DAY, day)
    assert day < following
    assert stage(DUE_DAY, following) != stage(DUE_DAY, day)
    assert stage(DUE_DAY, following - _days(1))[0] in {stage(DUE_DAY, day)[0], LATE}


def test_a_month_of_days(require_of: RequireOf, employee: Person, today: datetime.date) -> None:
    require_of(days=10)
    for number in range(32):
        remind(today + _days(number))
        assert remind(today + _days(number)) == 0
    kinds = list(Notice.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [OPENED, SOON, DUE, LATE, LATE, LATE]
    notice = Notice.objects.first()
    assert notice
    assert notice.context["path"] == f"/read/{Assignment.objects.get().public_id}/"


def test_after_a_pause_there_is_one_reminder(require_of: RequireOf, employee: Person, today: datetime.date) -> None:
    require_of(days=10)
    assert remind(today + _days(25)) == 1
    assert Notice.objects.get().kind == LATE


def test_done_stopped_and_future_turns_are_left_alone(
    require_of: RequireOf, employee: Person, today: datetime.date
) -> None:
    requirement = require_of(days=1)
    Requirement.objects.update(active=False)
    assert remind() == 0
    Requirement.objects.update(active=True)
    requirement.assignments.update(status="waived")
    assert remind() == 0


def test_the_letter_reads_well(require_of: RequireOf, employee: Person, mailoutbox: list[object]) -> None:
    from notices.services import send_due

    require_of(days=0)
    remind()
    employee.refresh_from_db()
    assert send_due() == 1
    letter = mailoutbox[0]
    assert letter.subject == "Today is the last day: Code of ethics ethics"  # type: ignore[attr-defined]
    assert "It takes about 4 minutes." in letter.body  # type: ignore[attr-defined]
    assert "/read/" in letter.body  # type: ignore[attr-defined]
