"""Reminders of open turns: when it opens, 7 days before, on the day, then weekly. One mail a turn a stage."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assignments.models import Assignment
from assignments.registry import activity_kinds
from notices.registry import NoticeKind, register_kind
from notices.services import Letter, queue_many

#: Days before the last day when the second reminder goes out, and days between those after it.
SOON_DAYS = 7
WEEK = 7
BATCH = 500

OPENED, SOON, DUE, LATE = "assignment.opened", "assignment.soon", "assignment.due", "assignment.late"


def register_notice_kinds() -> None:
    register_kind(NoticeKind(OPENED, _("To do by %(due)s: %(title)s"), "assignments/mail/opened", "list-checks"))
    register_kind(
        NoticeKind(SOON, _("To do by %(due)s, only a few days left: %(title)s"), "assignments/mail/soon", "list-checks")
    )
    register_kind(NoticeKind(DUE, _("Today is the last day: %(title)s"), "assignments/mail/due", "list-checks"))
    register_kind(NoticeKind(LATE, _("Was due on %(due)s: %(title)s"), "assignments/mail/late", "triangle-alert"))


def stage(due: datetime.date, on: datetime.date) -> tuple[str, str]:
    """Return the kind of the reminder that is right on the day, and what makes it unrepeatable for its turn."""
    left = (due - on).days
    if left > SOON_DAYS:
        return OPENED, "opened"
    if left > 0:
        return SOON, "soon"
    if left == 0:
        return DUE, "due"
    return LATE, f"late-{-left // WEEK}"


def next_reminder(due: datetime.date, on: datetime.date) -> datetime.date:
    """Return the first day after `on` when the stage changes."""
    soon = due - datetime.timedelta(days=SOON_DAYS)
    for day in (soon, due):
        if on < day:
            return day
    weeks = (on - due).days // WEEK + 1
    return due + datetime.timedelta(days=weeks * WEEK)


def remind(on: datetime.date | None = None) -> int:
    """Queue the reminders of the day; return how many. After a pause each turn gets one, not all it missed.

    Run again the same day it finds nothing: the next reminder's day is kept with the turn, and a notice
    with the same key is the same notice.
    """
    day = on or timezone.localdate()
    kinds = [kind.key for kind in activity_kinds()]
    due_now = (
        Assignment.objects.open()
        .filter(remind_on__lte=day, requirement__active=True, requirement__kind__in=kinds)
        .select_related("requirement", "cycle", "person")
        .order_by("remind_on")
    )
    count = 0
    # Each batch leaves the set by its new day, so the first ones are always those not yet done. A transaction
    # a batch: one over all of them would keep everybody else from writing for minutes.
    while batch := list(due_now[:BATCH]):
        with transaction.atomic():
            _remind(batch, day)
        count += len(batch)
    return count


def _remind(turns: list[Assignment], day: datetime.date) -> None:
    letters: dict[str, list[Letter]] = {}
    following: dict[datetime.date, list[int]] = {}
    for turn in turns:
        kind, key = stage(turn.due, day)
        letters.setdefault(kind, []).append(_letter(turn, key))
        following.setdefault(next_reminder(turn.due, day), []).append(turn.pk)
    for kind, some in letters.items():
        queue_many(kind=kind, letters=some)
    for next_day, ids in following.items():
        Assignment.objects.filter(pk__in=ids).update(remind_on=next_day)


def _letter(turn: Assignment, key: str) -> Letter:
    context = {
        "title": turn.requirement.title,
        "due": turn.due.isoformat(),
        "minutes": turn.minutes,
        "path": turn.url,
    }
    return Letter(turn.person_id, f"{turn.public_id}:{key}", context)
