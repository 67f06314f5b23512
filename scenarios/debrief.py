"""What a finished run shows afterwards: what the client felt, what cost most, what would have been better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.graph import POINT
from scenarios.scoring import Analysis, Decision, Result

#: The picture: from x 56 to 608, from y 228 (0) up to 28 (4).
LEFT, RIGHT, BOTTOM, UNIT = 80, 608, 228, 50


@dataclass(frozen=True)
class Step:
    """One reply beside the best one from the same place. Costs are in points."""

    sequence: int
    said: str
    better: str
    feedback: str
    better_feedback: str
    cost: float
    at_stake: float
    verdict: str
    """"best", "repaired" (best, right after a mistake), "near" or "off"; "given" for a repeated one."""


@dataclass(frozen=True)
class Point:
    """The state after a reply; number 0 is the beginning."""

    number: int
    x: float
    values: tuple[int, ...]

    @property
    def first_y(self) -> float:
        return BOTTOM - UNIT * self.values[0]

    @property
    def second_y(self) -> float:
        return BOTTOM - UNIT * self.values[-1]


@dataclass(frozen=True)
class Felt:
    """Up to two values of the state over the replies, as a picture and as a table."""

    names: tuple[str, ...]
    points: tuple[Point, ...]
    marked_x: float | None
    step: float

    def line(self, place: int) -> str:
        return " ".join(f"{p.x:g},{BOTTOM - UNIT * p.values[place]:g}" for p in self.points)

    @property
    def first_line(self) -> str:
        return self.line(0)

    @property
    def second_line(self) -> str:
        return self.line(1) if len(self.names) > 1 else ""

    @property
    def band_x(self) -> float:
        return (self.marked_x or 0) - min(self.step, 56) / 2

    @property
    def band_width(self) -> float:
        return min(self.step, 56)


@dataclass(frozen=True)
class ClauseUse:
    """A clause the judged replies touched; `broken_in` names the replies that broke it."""

    clause: str
    broken_in: tuple[int, ...]


@dataclass(frozen=True)
class Debrief:
    result: Result
    ending: str
    steps: tuple[Step, ...]
    costliest: Step | None
    felt: Felt
    clauses: tuple[ClauseUse, ...]

    @property
    def mistakes(self) -> int:
        """How many replies were not the best that could be said there."""
        return sum(step.verdict in ("near", "off") for step in self.steps)

    @property
    def clauses_kept(self) -> int:
        return sum(not use.broken_in for use in self.clauses)


def debrief(analysis: Analysis, words: Mapping[str, Any], choices: Sequence[str], *, given: int = 0) -> Debrief:
    """Return everything the debrief of a finished path says; the first `given` replies are shown, not judged."""
    result = analysis.score(choices, given=given)
    steps = tuple(_steps(analysis, words, choices, result, given))
    costliest = result.costliest
    last = analysis.graph.replay(choices)[-1]
    return Debrief(
        result=result,
        ending=words["nodes"][last.place.node],
        steps=steps,
        costliest=steps[costliest.sequence - 1] if costliest else None,
        felt=_felt(analysis, choices, costliest),
        clauses=_clauses(analysis, choices, given),
    )


def _steps(
    analysis: Analysis, words: Mapping[str, Any], choices: Sequence[str], result: Result, given: int
) -> list[Step]:
    stops = analysis.graph.replay(choices)
    judged = {decision.sequence: decision for decision in result.decisions}
    steps, erred = [], False
    for sequence, choice in enumerate(choices, start=1):
        node = stops[sequence - 1].place.node
        decision = judged.get(sequence)
        better = decision.better if decision else choice
        own, best = words["choices"][f"{node}.{choice}"], words["choices"][f"{node}.{better}"]
        steps.append(
            Step(
                sequence=sequence,
                said=own["text"],
                better=best["text"],
                feedback=own["feedback"],
                better_feedback=best["feedback"],
                cost=decision.regret / POINT if decision else 0.0,
                at_stake=decision.at_stake / POINT if decision else 0.0,
                verdict=_verdict(decision, erred),
            )
        )
        erred = bool(decision and decision.regret)
    return steps


def _verdict(decision: Decision | None, erred: bool) -> str:
    if decision is None:
        return "given"
    if decision.was_best:
        return "repaired" if erred else "best"
    return "near" if decision.regret * 2 <= decision.at_stake else "off"


def _felt(analysis: Analysis, choices: Sequence[str], costliest: Decision | None) -> Felt:
    states = [dict(stop.place.state) for stop in analysis.graph.replay(choices)]
    known = [name for name in ("trust", "anger") if name in states[0]]
    names = tuple(known or sorted(states[0])[:2])
    step = (RIGHT - LEFT) / max(1, len(states) - 1)
    points = tuple(
        Point(number, round(LEFT + step * number, 1), tuple(state[name] for name in names))
        for number, state in enumerate(states)
    )
    marked = points[costliest.sequence].x if costliest else None
    return Felt(names, points, marked, step)


def _clauses(analysis: Analysis, choices: Sequence[str], given: int) -> tuple[ClauseUse, ...]:
    """Return the clauses touched: broken ones first, each with the replies that broke it."""
    stops = analysis.graph.replay(choices)
    broken: dict[str, list[int]] = {}
    for sequence, choice in enumerate(choices, start=1):
        if sequence <= given:
            continue
        option = analysis.graph.option(stops[sequence - 1].place.node, choice)
        for clause in (*option.kept, *option.broken):
            replies = broken.setdefault(clause, [])
            if clause in option.broken:
                replies.append(sequence)
    uses = [ClauseUse(clause, tuple(replies)) for clause, replies in broken.items()]
    return tuple(sorted(uses, key=lambda use: not use.broken_in))
