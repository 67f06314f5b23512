"""What the pages show: a person's profile with its reasons, and the table of people by competencies."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from competencies import rollup
from competencies.models import Competency, CurrentLevel, Evidence, Framework, PositionRequirement, Purpose
from people.models import Employment, Person

#: Where a level stands on a scale 300 units wide: 8 at level 0, 292 at level 4.
_LEFT, _STEP = 8, 71


def place(level: float) -> float:
    """Return the x of a level on the scale."""
    return round(_LEFT + _STEP * min(max(level, 0), 4), 1)


@dataclass(frozen=True)
class Reason:
    """One piece of evidence in a level: its level 0–4 and its share 0–1 of the weighted mean."""

    evidence: Evidence
    level: float
    share: float


def reasons(person: Person, competency: Competency, *, at: datetime.datetime | None = None) -> list[Reason]:
    """Return the evidence that counts for the person's level now, the weightiest first."""
    at = at or timezone.now()
    rows = Evidence.objects.filter(person=person, competency=competency, purpose=Purpose.APPRAISAL, superseded_by=None)
    weighed = [
        (row, rollup.decayed_weight(rollup.Fact(row.score, row.weight, row.observed, row.valid_until), at))
        for row in rows
    ]
    total = sum(weight for _row, weight in weighed)
    found = [Reason(row, row.score * rollup.CURRENT.top, weight / total) for row, weight in weighed if weight]
    return sorted(found, key=lambda reason: -reason.share)


@dataclass(frozen=True)
class Cell:
    """One person's level in one competency; `level` None means too little evidence."""

    level: float | None
    required: int | None
    count: int

    @property
    def shade(self) -> str:
        """The step of the scale that colours the cell."""
        return "none" if self.level is None else str(round(self.level))

    @property
    def is_gap(self) -> bool:
        return self.level is not None and self.required is not None and self.level <= self.required - 0.5


@dataclass(frozen=True)
class Row:
    employment: Employment
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    competencies: list[Competency]
    rows: list[Row]

    def gaps(self) -> list[tuple[Competency, int]]:
        """Return competencies with the number of people below their profile, the most first."""
        counts = [
            (competency, sum(row.cells[column].is_gap for row in self.rows))
            for column, competency in enumerate(self.competencies)
        ]
        return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])


def matrix(employments: Iterable[Employment]) -> Matrix:
    """Return the table for the posts, in their order, in a fixed number of queries."""
    posts = list(employments)
    framework = Framework.objects.order_by("-created_at", "-pk").first()
    if framework is None:
        return Matrix([], [])
    competencies = list(framework.competencies.select_related("group"))
    people = [post.person_id for post in posts]
    levels = {
        (row.person_id, row.competency_id): row
        for row in CurrentLevel.objects.filter(
            Q(person__in=people), competency__framework=framework, purpose=Purpose.APPRAISAL
        )
    }
    required = {
        (position, competency): level
        for position, competency, level in PositionRequirement.objects.filter(
            position__in={post.position_id for post in posts}, competency__framework=framework
        ).values_list("position_id", "competency_id", "level")
    }
    rows = []
    for post in posts:
        cells = []
        for competency in competencies:
            held = levels.get((post.person_id, competency.pk))
            cells.append(
                Cell(
                    held.level if held else None,
                    required.get((post.position_id, competency.pk)),
                    held.count if held else 0,
                )
            )
        rows.append(Row(post, cells))
    return Matrix(competencies, rows)
