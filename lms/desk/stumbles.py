"""Where people stumble: the clauses whose questions are answered wrongly most often. Counts, never names."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import Count, F, FloatField, Max, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from content.changes import pick_locale
from content.models import Clause
from hiring.services import PURPOSE as SELECTION
from quizzes.models import AttemptItem, QuestionClause

PERIOD = datetime.timedelta(days=90)
#: Fewer answers than this say nothing about a clause.
LEAST = 5
SHOWN = 3


@dataclass(frozen=True)
class Stumble:
    """A clause and how its question was answered; `share` is the fraction of answers that were not fully right."""

    number: str
    text: str
    url: str
    asked: int
    wrong: int

    @property
    def share(self) -> float:
        return self.wrong / self.asked


def stumbles(now: datetime.datetime | None = None) -> list[Stumble]:
    """Return the worst clauses of the last three months, candidates left out; four statements."""
    items = AttemptItem.objects.filter(
        attempt__finished_at__gte=(now or timezone.now()) - PERIOD, score__isnull=False
    ).exclude(attempt__purpose=SELECTION)
    counted = (
        items.order_by()
        .values("version__question")
        .annotate(asked=Count("pk"), wrong=Count("pk", filter=Q(score__lt=1)), version=Max("version"))
        .filter(asked__gte=LEAST, wrong__gt=0)
        .annotate(share=Cast(F("wrong"), FloatField()) / F("asked"))
        .order_by("-share", "-asked", "version")[: SHOWN * 3]
    )
    rows = {row["version"]: row for row in counted}
    about: dict[int, uuid.UUID] = {}
    for link in QuestionClause.objects.filter(version__in=list(rows)).order_by("pk"):
        about.setdefault(link.version_id, link.block_id)
    clauses = Clause.objects.filter(block_id__in=list(about.values()), edition__status="issued", is_excluded=False)
    known = {clause.block_id: clause for clause in clauses.select_related("edition").prefetch_related("texts")}
    found: list[Stumble] = []
    seen: set[uuid.UUID] = set()
    for version, row in rows.items():
        clause = known.get(about[version]) if version in about else None
        if clause is None or clause.block_id in seen:
            continue
        seen.add(clause.block_id)
        texts = {text.locale: text for text in clause.texts.all()}
        text = texts[pick_locale(sorted(texts), get_language())]
        url = reverse("content:clause", args=[clause.edition.code_key, clause.block_id])
        found.append(Stumble(text.number, text.text, url, row["asked"], row["wrong"]))
    return found[:SHOWN]
