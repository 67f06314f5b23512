"""Opening, completing and closing turns."""

import datetime
import uuid
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from assignments import signals
from assignments.audiences import make_audience
from assignments.models import Assignment, Cycle, Requirement
from assignments.opening import insert_assignments
from assignments.registry import activity_kind
from common.errors import DomainError
from people.models import Audience, Department, Person, Position

#: How long a newcomer has when the requirement names a fixed day that may be past, in days.
NEWCOMER_DAYS = 14


@transaction.atomic
def create_requirement(
    *,
    actor: Person | None,
    kind: str,
    ref: str,
    audience: Audience,
    due_on: datetime.date | None = None,
    due_days: int | None = None,
    title: Mapping[str, str] | None = None,
    public_id: uuid.UUID | None = None,
    at: datetime.datetime | None = None,
) -> Requirement:
    """Write the rule; nobody has anything to do until `open_cycle`. Titles come from the kind when not given.

    Newcomers get `due_days` from their day of hire, or NEWCOMER_DAYS where only a fixed day is given.
    """
    if due_on is None and due_days is None:
        raise DomainError(_("Say by which day, or how many days people have."))
    kind_of = activity_kind(kind)
    titles = dict(title) if title else {code: kind_of.title(ref, code) for code, _name in settings.LANGUAGES}
    requirement = Requirement.objects.create(
        public_id=public_id or uuid.uuid4(),
        kind=kind,
        ref=ref,
        title=titles,
        audience=audience,
        due_on=due_on,
        due_days=due_days,
        opened_by=actor,
        created_at=at or timezone.now(),
    )
    _log(requirement, "assignments.require", actor)
    return requirement


@transaction.atomic
def open_cycle(
    requirement: Requirement,
    *,
    edition_ref: str | None,
    opens: datetime.date,
    due: datetime.date,
    at: datetime.datetime | None = None,
) -> Cycle:
    """Give everybody in the audience a turn, in one statement; older open turns of the requirement are replaced.

    The same edition again returns the cycle that is there and only adds who is missing.
    """
    if due < opens:
        raise DomainError(_("The last day cannot come before the first."))
    cycle, _created = Cycle.objects.get_or_create(
        requirement=requirement, edition_ref=edition_ref or "", defaults={"opens": opens, "due": due}
    )
    if cycle.closed_at:
        return cycle
    now = at or timezone.now()
    older = requirement.cycles.exclude(pk=cycle.pk).filter(closed_at=None)
    Assignment.objects.open().filter(cycle__in=older).update(status=Assignment.Status.SUPERSEDED)
    older.update(closed_at=now)
    days = requirement.due_days or NEWCOMER_DAYS
    insert_assignments(cycle, newcomer_days=days, now=now, on=timezone.localdate(now))
    return cycle


@transaction.atomic
def start_requirement(
    *,
    actor: Person | None,
    kind: str,
    ref: str,
    departments: Iterable[Department] = (),
    positions: Iterable[Position] = (),
    due_on: datetime.date | None = None,
    due_days: int | None = None,
    public_id: uuid.UUID | None = None,
) -> Requirement:
    """Require the activity of departments (with subtrees) and positions; the first cycle opens today.

    `public_id` is what the form carried: the same form sent twice gives the same requirement.
    """
    today = timezone.localdate()
    if public_id and (sent := Requirement.objects.filter(public_id=public_id).first()):
        return sent
    if due_on is not None and due_on < today:
        raise DomainError(_("The last day has already passed. Choose a later one."))
    audience = make_audience(departments, positions)
    requirement = create_requirement(
        actor=actor,
        kind=kind,
        ref=ref,
        audience=audience,
        due_on=due_on,
        due_days=due_days,
        public_id=public_id,
    )
    due = due_on or today + datetime.timedelta(days=due_days or 0)
    open_cycle(requirement, edition_ref=activity_kind(kind).edition(ref), opens=today, due=due)
    return requirement


def due_after(requirement: Requirement, starts: datetime.date) -> datetime.date:
    """Return the last day of a cycle that starts on the day: counted in days, or the fixed day while it lies ahead."""
    if requirement.due_on and requirement.due_on >= starts:
        return requirement.due_on
    return starts + datetime.timedelta(days=requirement.due_days or NEWCOMER_DAYS)


@transaction.atomic
def enrol_newcomers(on: datetime.date | None = None) -> int:
    """Bring open cycles up to date: who came gets a turn, who left loses it, who moved takes it along.

    Returns how many rows changed. One statement a cycle, two for everybody.
    """
    day, now = on or timezone.localdate(), timezone.now()
    changed = Assignment.objects.of_leavers(day).update(status=Assignment.Status.CANCELLED)
    changed += Assignment.objects.follow_movers()
    cycles = Cycle.objects.filter(closed_at=None, requirement__active=True, opens__lte=day)
    for cycle in cycles.select_related("requirement__audience"):
        days = cycle.requirement.due_days or NEWCOMER_DAYS
        changed += insert_assignments(cycle, newcomer_days=days, now=now, on=day)
    return changed


@transaction.atomic
def complete(
    *, kind: str, ref: str, person: Person, at: datetime.datetime, source: str, edition_ref: str | None = None
) -> list[Assignment]:
    """Complete the person's open turns of the activity; return all that this source has completed.

    With `edition_ref` only turns that ask for this edition count (or for none), so that signing the old text
    never completes the new one. Repeating the call changes nothing and returns the same turns.
    """
    mine = Assignment.objects.filter(person=person, requirement__kind=kind, requirement__ref=ref)
    if edition_ref is not None:
        mine = mine.filter(cycle__edition_ref__in=[edition_ref, ""])
    for pk in mine.open().values_list("pk", flat=True):
        # The condition on the status decides between two requests that both saw the turn open.
        done = Assignment.objects.open().filter(pk=pk)
        if done.update(status=Assignment.Status.COMPLETED, completed_at=at, source=source):
            _tell_completed(pk)
    found = mine.completed().filter(source=source)
    return list(found.select_related("requirement", "cycle").order_by("id"))


def _tell_completed(assignment_id: int) -> None:
    transaction.on_commit(
        lambda: signals.assignment_completed.send_robust(sender=Assignment, assignment_id=assignment_id)
    )


@transaction.atomic
def waive(assignment: Assignment, *, actor: Person | None, reason: str) -> Assignment:
    """Excuse one person from an open turn, with the reason."""
    if not reason.strip():
        raise DomainError(_("Write why this person is excused."))
    waived = Assignment.objects.open().filter(pk=assignment.pk)
    if not waived.update(status=Assignment.Status.WAIVED, reason=reason.strip(), closed_by=actor):
        raise DomainError(_("This turn is closed already."))
    assignment.refresh_from_db()
    _log(assignment, "assignments.waive", actor, reason=assignment.reason)
    return assignment


@transaction.atomic
def stop_requirement(requirement: Requirement, *, actor: Person | None) -> Requirement:
    """Take the rule back: nobody new gets a turn, open turns are cancelled, what was done stays."""
    now = timezone.now()
    Assignment.objects.open().filter(requirement=requirement).update(
        status=Assignment.Status.CANCELLED, closed_by=actor
    )
    requirement.cycles.filter(closed_at=None).update(closed_at=now)
    requirement.active = False
    requirement.save(update_fields=["active"])
    _log(requirement, "assignments.stop", actor)
    return requirement


def _log(thing: Requirement | Assignment, action: str, actor: Person | None, **data: str) -> None:
    log(thing, action, user=getattr(actor, "user", None), data=data or None, title=str(thing)[:200])
