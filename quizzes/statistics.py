"""How questions and clauses fare: the share of points people earn, said only where there are enough answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Avg, Count, QuerySet

from content.models import ClauseText, Edition
from quizzes.models import AttemptItem, QuestionVersion

#: Fewer answers say nothing about a question.
LEAST_ANSWERS = 10


@dataclass(frozen=True)
class Facility:
    """`share` is the mean score, a fraction 0–1 (classical facility index); None with too few answers."""

    answers: int = 0
    share: float | None = None


@dataclass(frozen=True)
class HardClause:
    """A clause that people stumble over: its printed number and words, the share of points, how many answers."""

    block_id: UUID
    number: str
    text: str
    locale: str
    share: float
    answers: int
    url: str


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


def hardest_clauses(*, locale: str, limit: int = 5) -> list[HardClause]:
    """Return the clauses of the newest editions with the lowest share of points, lowest first, in three queries."""
    rows = _scored().order_by().values("version__clauses__block_id").annotate(n=Count("pk"), share=Avg("score"))
    known = rows.filter(n__gte=LEAST_ANSWERS, version__clauses__block_id__isnull=False)
    found = {row["version__clauses__block_id"]: row for row in known}
    texts: dict[UUID, ClauseText] = {}
    words = ClauseText.objects.filter(clause__block_id__in=found, clause__edition__in=Edition.objects.newest())
    for text in sorted(words.select_related("clause__edition"), key=lambda text: text.locale == locale):
        texts[text.clause.block_id] = text
    hard = [
        HardClause(
            block_id=block,
            number=text.number,
            text=text.text,
            locale=text.locale,
            share=found[block]["share"],
            answers=found[block]["n"],
            url=f"{text.clause.edition.get_absolute_url()}#c-{block}",
        )
        for block, text in texts.items()
    ]
    return sorted(hard, key=lambda clause: (clause.share, clause.number))[:limit]
