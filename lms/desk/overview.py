"""What the HR desk opens with: the trend of the newest edition against the one before it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from assignments.models import Assignment, Cycle
from content.models import Edition
from lms.charts import Trend, shares, trend


@dataclass(frozen=True)
class EditionTrend:
    """How the newest edition is being certified: the picture, the share today, the numbers by day."""

    title: str
    edition: int
    before: int | None
    picture: Trend
    share: float
    before_share: float | None
    rows: list[tuple[datetime.date, float, float | None]]


def _completed_days(cycle: Cycle) -> tuple[list[datetime.date], int]:
    """Return the local days on which turns of the cycle were completed, and how many turns there are."""
    turns = Assignment.objects.filter(cycle=cycle, status__in=["open", "completed", "superseded"]).order_by()
    moments = turns.filter(completed_at__isnull=False).values_list("completed_at", flat=True)
    return [timezone.localdate(moment) for moment in moments], turns.count()


def _series(cycle: Cycle, until: datetime.date) -> list[float]:
    days, total = _completed_days(cycle)
    return shares(days, total, cycle.opens, until)


def newest_trend(today: datetime.date | None = None) -> EditionTrend | None:
    """Return the trend of the newest edition that is required of anybody; None before the first one."""
    day = today or timezone.localdate()
    cycles = list(
        Cycle.objects.filter(requirement__kind="code", opens__lte=day)
        .exclude(edition_ref="")
        .select_related("requirement")
        .order_by("-opens", "-pk")[:20]
    )
    if not cycles:
        return None
    newest = cycles[0]
    older = next(
        (c for c in cycles[1:] if c.requirement.ref == newest.requirement.ref and c.edition_ref != newest.edition_ref),
        None,
    )
    now = _series(newest, day)
    span = max(len(now), (newest.due - newest.opens).days + 1, 7)
    before = _series(older, min(older.opens + datetime.timedelta(days=span), day)) if older else []
    picture = trend(now, before, first=newest.opens, due=newest.due)
    if picture is None:
        return None
    refs = [newest.edition_ref] + ([older.edition_ref] if older else [])
    numbers = {
        str(key): number
        for key, number in Edition.objects.filter(public_id__in=refs).values_list("public_id", "number")
    }
    rows = [
        (newest.opens + datetime.timedelta(days=n), share, before[n] if n < len(before) else None)
        for n, share in enumerate(now)
    ]
    return EditionTrend(
        title=str(newest.requirement),
        edition=numbers.get(newest.edition_ref, 0),
        before=numbers.get(older.edition_ref) if older and before else None,
        picture=picture,
        share=now[-1],
        before_share=before[min(len(now), len(before)) - 1] if before else None,
        rows=rows,
    )
