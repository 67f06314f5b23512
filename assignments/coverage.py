"""Who has done what they had to, counted by department: one aggregate for every kind of activity at once."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Collate
from django.utils import timezone

from assignments.models import Assignment, Requirement
from assignments.querysets import AssignmentQuerySet
from common.sqlite import COLLATION
from people.models import Department


@dataclass(frozen=True)
class Coverage:
    """People of one department, each counted once: done with everything, still in time, late with something."""

    department: Department
    total: int
    done: int
    late: int

    @property
    def waiting(self) -> int:
        """People who have something left and are late with nothing."""
        return self.total - self.done - self.late

    @property
    def share(self) -> float | None:
        """The fraction that is done with everything, 0–1; None where nobody has anything to do."""
        return self.done / self.total if self.total else None


def coverage(
    *,
    departments: Iterable[Department] | None = None,
    requirement: Requirement | None = None,
    kind: str = "",
    on: datetime.date | None = None,
) -> list[Coverage]:
    """Return the coverage of each department that has assignments, by name.

    `departments` limits it to these and what lies below them. A person with two posts counts in both departments.
    """
    day = on or timezone.localdate()
    turns = Assignment.objects.counted().exclude(employment__left__lt=day)
    if departments is not None:
        turns = turns.filter(department__in=Department.objects.subtree(departments))
    if requirement is not None:
        turns = turns.filter(requirement=requirement)
    if kind:
        turns = turns.filter(requirement__kind=kind)
    waiting = Q(status=Assignment.Status.OPEN)
    rows = (
        turns.order_by()
        .values("department")
        .annotate(
            total=Count("person", distinct=True),
            unfinished=Count("person", distinct=True, filter=waiting),
            late=Count("person", distinct=True, filter=waiting & Q(due__lt=day)),
        )
    )
    counted = {row["department"]: row for row in rows}
    return [
        Coverage(found, row["total"], row["total"] - row["unfinished"], row["late"])
        for found in Department.objects.filter(pk__in=counted).order_by(Collate("name", COLLATION))
        for row in [counted[found.pk]]
    ]


@dataclass(frozen=True)
class Totals:
    """All people together, each counted once."""

    total: int
    done: int
    late: int

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.late


def totals(
    *,
    departments: Iterable[Department] | None = None,
    requirement: Requirement | None = None,
    on: datetime.date | None = None,
) -> Totals:
    """Return how many people had something to do, have done all of it, and are late with some."""
    day = on or timezone.localdate()
    turns = Assignment.objects.counted().exclude(employment__left__lt=day)
    if departments is not None:
        turns = turns.filter(department__in=Department.objects.subtree(departments))
    if requirement is not None:
        turns = turns.filter(requirement=requirement)
    waiting = Q(status=Assignment.Status.OPEN)
    found = turns.aggregate(
        total=Count("person", distinct=True),
        unfinished=Count("person", distinct=True, filter=waiting),
        late=Count("person", distinct=True, filter=waiting & Q(due__lt=day)),
    )
    return Totals(found["total"], found["total"] - found["unfinished"], found["late"])


def overdue(*, departments: Iterable[Department] | None = None, on: datetime.date | None = None) -> AssignmentQuerySet:
    """Return open turns whose last day has passed, the longest overdue first, ready to be listed."""
    turns = Assignment.objects.counted().overdue(on).select_related("person", "department", "requirement", "cycle")
    if departments is not None:
        turns = turns.filter(department__in=Department.objects.subtree(departments))
    return turns.for_register()
