"""How questions fare: the share of points people earn, said only where there are enough answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, QuerySet

from quizzes.models import AttemptItem, QuestionVersion

#: Fewer answers say nothing about a question.
LEAST_ANSWERS = 10


@dataclass(frozen=True)
class Facility:
    """`share` is the mean score, a fraction 0–1 (classical facility index); None with too few answers."""

    answers: int = 0
    share: float | None = None


def _scored() -> QuerySet[AttemptItem]:
    """Questions of finished attempts by staff: candidates are not trained on the code."""
    return AttemptItem.objects.exclude(score=None).exclude(attempt__purpose="selection")


def facility(versions: Iterable[QuestionVersion]) -> dict[int, Facility]:
    """Return version id → facility, in one query; a version nobody answered is left out."""
    rows = _scored().filter(version__in=[version.pk for version in versions]).order_by()
    return {
        row["version"]: Facility(row["n"], row["share"] if row["n"] >= LEAST_ANSWERS else None)
        for row in rows.values("version").annotate(n=Count("pk"), share=Avg("score"))
    }
