"""Sets of requirements and assignments, named by the question they answer."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Collate
from django.utils import timezone

from common.sqlite import COLLATION

if TYPE_CHECKING:
    from assignments.models import Assignment, Requirement  # noqa: F401
    from people.models import Person


def _day(on: datetime.date | None) -> datetime.date:
    return on or timezone.localdate()


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def with_counts(self, on: datetime.date | None = None) -> Self:
        """With `total`, `done` and `late` turns of its open cycles, and `next_due`.

        That is the first last day of an open turn (newcomers have later ones), else the cycle's.
        """
        from assignments.models import Cycle

        current = Q(assignments__cycle__closed_at=None)
        done, waiting = current & Q(assignments__status="completed"), current & Q(assignments__status="open")
        open_cycles = Cycle.objects.filter(requirement=OuterRef("pk"), closed_at=None).order_by("-due")
        return self.annotate(
            total=Count("assignments", filter=done | waiting),
            done=Count("assignments", filter=done),
            late=Count("assignments", filter=waiting & Q(assignments__due__lt=_day(on))),
            next_due=Coalesce(Min("assignments__due", filter=waiting), Subquery(open_cycles.values("due")[:1])),
        )


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(status="open")

    def completed(self) -> Self:
        return self.filter(status="completed")

    def overdue(self, on: datetime.date | None = None) -> Self:
        """Open, and the last day has passed."""
        return self.open().filter(due__lt=_day(on))

    def soon(self, on: datetime.date | None = None, days: int = 7) -> Self:
        """Open, and at most so many days are left."""
        day = _day(on)
        return self.open().filter(due__gte=day, due__lte=day + datetime.timedelta(days=days))

    def counted(self) -> Self:
        """What coverage counts: turns of cycles still open, of people still here, done or to be done."""
        return self.filter(
            status__in=["open", "completed"],
            cycle__closed_at=None,
            requirement__active=True,
        )

    def for_person(self, person: "Person") -> Self:
        """What "My tasks" shows: with the requirement, what is to be done first, the most urgent at the top."""
        return (
            self.filter(person=person, status__in=["open", "completed"])
            .select_related("requirement", "cycle")
            .annotate(is_done=Case(When(status="open", then=Value(0)), default=Value(1), output_field=IntegerField()))
            .order_by("is_done", "due", "id")
        )

    def for_register(self) -> Self:
        """As a register lists them: what is open first, the most urgent at the top, then by name."""
        names = [Collate(F(f"person__{part}"), COLLATION) for part in ("family_name", "given_name")]
        is_closed = Case(When(status="open", then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(is_closed, "due", *names, "id")

    def next_step(self, person: "Person") -> "Assignment | None":
        """The one thing to do next: what is overdue longest, else what is due first."""
        return self.filter(person=person).open().select_related("requirement", "cycle").order_by("due", "id").first()

    def moved(self) -> Self:
        """Open turns whose person has moved to another department since."""
        return self.open().exclude(department=F("employment__department"))

    def of_leavers(self, on: datetime.date | None = None) -> Self:
        """Open turns of posts that have ended."""
        return self.open().filter(employment__left__lt=_day(on))

    def follow_movers(self) -> int:
        """Set the department of open turns to the one the person is in now, in one statement."""
        from people.models import Employment

        now_in = Employment.objects.filter(pk=OuterRef("employment")).values("department")[:1]
        moved = self.moved().values("pk")
        return self.model._default_manager.filter(pk__in=moved).update(department=Subquery(now_in))
