"""The counts of assignments arranged for pages: the tree of departments, who is late, lists of people."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Collate
from django.utils import timezone

from assignments import coverage as counts
from assignments.models import Assignment, Requirement
from common.sqlite import COLLATION
from people.models import Department, Employment

LATE_SHOWN = 8


@dataclass(frozen=True)
class Coverage:
    """People by the worst state of their turns: all done, still in time, overdue."""

    done: int = 0
    soon: int = 0
    over: int = 0

    @property
    def total(self) -> int:
        return self.done + self.soon + self.over

    @property
    def share(self) -> float | None:
        """Fraction of the people who have done everything; None where nothing is required of anybody."""
        return self.done / self.total if self.total else None

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(self.done + other.done, self.soon + other.soon, self.over + other.over)


@dataclass(frozen=True)
class DepartmentRow:
    department: Department
    coverage: Coverage


@dataclass(frozen=True)
class Late:
    """One person who is late: the turn that is late longest, how many in all, by how many days."""

    assignment: Assignment
    count: int
    days: int


def overall(departments: Iterable[Department] | None = None) -> Coverage:
    """Return everybody, each counted once; one statement."""
    found = counts.totals(departments=departments)
    return Coverage(found.done, found.waiting, found.late)


def by_department(departments: Iterable[Department] | None = None) -> dict[int, Coverage]:
    """Return the coverage of each department's own people, by department id."""
    found = counts.coverage(departments=departments)
    return {row.department.pk: Coverage(row.done, row.waiting, row.late) for row in found}


def rolled_up(own: dict[int, Coverage], departments: Iterable[Department]) -> dict[int, Coverage]:
    """Return the coverage of each department with all below it."""
    total: dict[int, Coverage] = {}
    for department in departments:
        coverage = own.get(department.pk)
        if coverage:
            for ancestor in department.path.strip("/").split("/"):
                total[int(ancestor)] = total.get(int(ancestor), Coverage()) + coverage
    return total


def tops(departments: list[Department]) -> list[Department]:
    """Return the departments a picture of the house starts with: the roots, or what stands below a single one."""
    known = {department.pk for department in departments}
    roots = [department for department in departments if department.parent_id not in known]
    if len(roots) == 1:
        below = [department for department in departments if department.parent_id == roots[0].pk]
        return below or roots
    return roots


def rows_of(departments: Iterable[Department], rolled: dict[int, Coverage]) -> list[DepartmentRow]:
    """Return the departments with what is counted in and below them; those without anything to do stay away."""
    return [DepartmentRow(found, rolled[found.pk]) for found in departments if found.pk in rolled]


def late_people(departments: Iterable[Department] | None = None, limit: int = LATE_SHOWN) -> list[Late]:
    """Return who is late longest, once a person; two statements."""
    today = timezone.localdate()
    late = counts.overdue(departments=departments)
    first = late.order_by().values("person").annotate(turns=Count("pk"), since=Min("due"))
    found = {row["person"]: row["turns"] for row in first.order_by("since", "person")[:limit]}
    rows: dict[int, Late] = {}
    for turn in late.filter(person__in=list(found)):
        if turn.person_id not in rows:
            rows[turn.person_id] = Late(turn, found[turn.person_id], (today - turn.due).days)
    return [rows[key] for key in found if key in rows]


def posts_with_counts(
    departments: Iterable[Department] | None = None, requirement: Requirement | None = None
) -> "QuerySet[Any]":
    """Return today's primary posts with `total`, `done`, `late` turns and `next_due`, for lists of people."""
    today: datetime.date = timezone.localdate()
    posts = Employment.objects.current(today).filter(is_primary=True)
    if departments is not None:
        posts = posts.in_subtree(departments)
    turns = Q(
        assignments__status__in=["open", "completed"],
        assignments__cycle__closed_at=None,
        assignments__requirement__active=True,
    )
    if requirement is not None:
        turns &= Q(assignments__requirement=requirement)
    waiting = turns & Q(assignments__status="open")
    counted = posts.select_related("person", "department", "position").annotate(
        total=Count("assignments", filter=turns),
        done=Count("assignments", filter=turns & Q(assignments__status="completed")),
        late=Count("assignments", filter=waiting & Q(assignments__due__lt=today)),
        next_due=Min("assignments__due", filter=waiting),
    )
    return counted.order_by(*by_name())


def by_name() -> list[Collate | F]:
    """Return the ordering of lists of people: by the alphabet, whatever the database."""
    return [
        Collate(F("person__family_name"), COLLATION),
        Collate(F("person__given_name"), COLLATION),
        F("pk"),
    ]
