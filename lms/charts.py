"""Geometry of the charts drawn on the server: days and shares in, SVG coordinates out."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

YEAR_WIDTH = 304
#: Dots nearer than this along the axis stand on each other.
DOT_GAP = 13
HIGHEST_DOT = 3


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    ahead: bool


def _days_in(year: int) -> int:
    return (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days


def year_x(day: datetime.date) -> float:
    """Return where the day stands on an axis of one calendar year, 0 to YEAR_WIDTH."""
    return round(YEAR_WIDTH * (day.timetuple().tm_yday - 1) / _days_in(day.year), 1)


def year_dots(done: Iterable[datetime.date], ahead: Iterable[datetime.date]) -> list[Dot]:
    """Return a dot a day of one year, piled upwards where they would cover each other; the axis lies at y = 64."""
    piles: list[list[float]] = [[] for _level in range(HIGHEST_DOT + 1)]
    dots = []
    for day, is_ahead in sorted([(day, False) for day in done] + [(day, True) for day in ahead]):
        x = min(max(year_x(day), 6), YEAR_WIDTH - 6)
        level = next(
            (n for n, pile in enumerate(piles) if all(abs(x - other) >= DOT_GAP for other in pile)), HIGHEST_DOT
        )
        piles[level].append(x)
        dots.append(Dot(x, 52 - 14 * level, is_ahead))
    return dots


LEFT, RIGHT, TOP, BOTTOM = 44, 610, 16, 208


@dataclass(frozen=True)
class Tick:
    x: float
    day: datetime.date


@dataclass(frozen=True)
class Trend:
    """A line of shares over days, the one before it, the due day, and labels below the axis."""

    line: str
    area: str
    before: str
    last_x: float
    last_y: float
    due_x: float | None
    ticks: list[Tick]

    @property
    def label_x(self) -> float:
        return max(self.last_x - 14, LEFT + 90)

    @property
    def label_y(self) -> float:
        return max(self.last_y - 11, 12)

    @property
    def due_label_x(self) -> float:
        return (self.due_x or 0) + 10


def shares(days: Iterable[datetime.date], total: int, first: datetime.date, last: datetime.date) -> list[float]:
    """Return the share done by the end of each day from first to last; what came before counts on the first."""
    if not total or last < first:
        return []
    length = (last - first).days + 1
    daily = [0] * length
    for day in days:
        if day <= last:
            daily[max((day - first).days, 0)] += 1
    out, sum_ = [], 0
    for count in daily:
        sum_ += count
        out.append(sum_ / total)
    return out


def _points(values: Sequence[float], span: int) -> list[tuple[float, float]]:
    width = (RIGHT - LEFT) / max(span, 1)
    return [
        (round(LEFT + width * n, 1), round(BOTTOM - (BOTTOM - TOP) * share, 1))
        for n, share in enumerate(values)
        if n <= span
    ]


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def trend(
    now: Sequence[float], before: Sequence[float], *, first: datetime.date, due: datetime.date | None
) -> Trend | None:
    """Return the picture of two series that both start on the day they were opened; None without a first one.

    `now` and `before` hold a share (0–1) for each day from their own opening; the axis is as long as `now`
    or until the due day, whichever is later, and never longer than 180 days.
    """
    if not now:
        return None
    span = max(len(now) - 1, (due - first).days if due else 0, 6)
    span = min(span + 1, 180)
    line = _points(now, span)
    ticks = [0, *(round(span * part / 4) for part in (1, 2, 3)), span]
    width = (RIGHT - LEFT) / span
    return Trend(
        line=_written(line),
        area=_written([(line[0][0], BOTTOM), *line, (line[-1][0], BOTTOM)]),
        before=_written(_points(before, span)),
        last_x=line[-1][0],
        last_y=line[-1][1],
        due_x=round(LEFT + width * (due - first).days, 1) if due and 0 <= (due - first).days <= span else None,
        ticks=[Tick(round(LEFT + width * n, 1), first + datetime.timedelta(days=n)) for n in dict.fromkeys(ticks)],
    )
