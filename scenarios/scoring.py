"""How well a conversation went, fairly across paths: against the best and the worst that could be reached.

The value of a path is the sum of the points of its choices, over all competencies with equal weight, or over one
of them. With `best` and `worst` taken over every path open from where the person began to decide,

    fraction = (achieved − worst) / (best − worst)

so the best path gives 1 and the worst 0, whichever lines either of them meets. What one decision cost is

    regret = best(from here) − (points of the choice + best(from where it led))

and the regrets of a path add up to best − achieved (each term telescopes), so nothing is counted twice: a mistake
that is made good later costs only what could not be made good. Everything is computed exactly, over the finite
graph of (node, state), by dynamic programming in whole thousandths of a point.

Limits: points are the author's judgement; competencies count alike in the overall figure; the path that is best
overall need not be best in each single competency; a competency that no open path can change has no fraction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.graph import POINT, Graph, Option, Place, read_graph


@dataclass(frozen=True)
class Bounds:
    """The best and the worst sum of points open from a place, and the longest way to an ending (choices)."""

    best: int
    worst: int
    longest: int


@dataclass(frozen=True)
class Decision:
    """One choice that was made. Points are in whole thousandths."""

    sequence: int
    node: str
    chosen: str
    better: str
    regret: int
    at_stake: int

    @property
    def was_best(self) -> bool:
        return self.regret == 0


@dataclass(frozen=True)
class Share:
    """Achieved within what was open: a fraction 0–1 and the span it is taken of, in points."""

    fraction: float
    span: float


@dataclass(frozen=True)
class Result:
    overall: float
    competencies: Mapping[str, Share]
    decisions: tuple[Decision, ...]

    @property
    def costliest(self) -> Decision | None:
        """Return the decision that cost most (the first of equals), None when every choice was the best."""
        worst = max(self.decisions, key=lambda d: (d.regret, -d.sequence), default=None)
        return worst if worst and worst.regret else None


class Analysis:
    """Bounds of every reachable place of one graph, overall and by competency; worked out once, then looked up."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._order = graph.places()
        self._after = {
            place: [(option, graph.choose(place, option.id).place) for option in graph.node(place).options]
            for place in self._order
        }
        self._bounds: dict[str | None, dict[Place, Bounds]] = {}

    def bounds(self, place: Place, competency: str | None = None) -> Bounds:
        """Return what is open from the place; `competency` None means all of them together."""
        if competency not in self._bounds:
            self._bounds[competency] = self._solve(competency)
        return self._bounds[competency][place]

    def _solve(self, competency: str | None) -> dict[Place, Bounds]:
        solved: dict[Place, Bounds] = {}
        for place in self._order:
            onward = [(_points(option, competency), solved[after]) for option, after in self._after[place]]
            solved[place] = Bounds(
                best=max((points + b.best for points, b in onward), default=0),
                worst=min((points + b.worst for points, b in onward), default=0),
                longest=1 + max(b.longest for _, b in onward) if onward else 0,
            )
        return solved

    def value(self, place: Place, choice: str) -> int:
        """Return the best sum still open once this choice is made here."""
        option = self.graph.option(place.node, choice)
        return _points(option, None) + self.bounds(self.graph.choose(place, choice).place).best

    def best_choice(self, place: Place) -> str:
        """Return the choice that keeps the best open; of equals, the one with most points now, then the first."""
        options = self.graph.node(place).options
        return max(options, key=lambda o: (self.value(place, o.id), _points(o, None))).id

    def best_path(self) -> list[str]:
        """Return the choices of one best path from the start."""
        path, place = [], self.graph.begin().place
        while self.graph.node(place).options:
            path.append(self.best_choice(place))
            place = self.graph.choose(place, path[-1]).place
        return path

    def score(self, choices: Sequence[str], *, given: int = 0) -> Result:
        """Score a finished path; the first `given` choices were repeated for the person and are not judged."""
        stops = self.graph.replay(choices)
        places = [stop.place for stop in stops]
        decisions = tuple(
            self._judge(number, places[number - 1], choices[number - 1])
            for number in range(given + 1, len(choices) + 1)
        )
        own = [self.graph.option(places[i].node, choices[i]) for i in range(given, len(choices))]
        shares = {}
        for competency in self.graph.competencies():
            share = self._share(places[given], own, competency)
            if share:
                shares[competency] = share
        overall = self._share(places[given], own, None)
        return Result(overall.fraction if overall else 1.0, shares, decisions)

    def _judge(self, sequence: int, place: Place, choice: str) -> Decision:
        values = [self.value(place, option.id) for option in self.graph.node(place).options]
        return Decision(
            sequence=sequence,
            node=place.node,
            chosen=choice,
            better=self.best_choice(place),
            regret=max(values) - self.value(place, choice),
            at_stake=max(values) - min(values),
        )

    def _share(self, place: Place, own: Sequence[Option], competency: str | None) -> Share | None:
        bounds = self.bounds(place, competency)
        span = bounds.best - bounds.worst
        if span == 0:
            return None
        achieved = sum(_points(option, competency) for option in own)
        return Share((achieved - bounds.worst) / span, span / POINT)


def _points(option: Option, competency: str | None) -> int:
    return sum(option.points.values()) if competency is None else option.points.get(competency, 0)


_analyses: dict[str, Analysis] = {}


def analysis_of(sha256: str, stored: Mapping[str, Any]) -> Analysis:
    """Return the analysis of an immutable version, worked out once a process (the last 32 are kept)."""
    if sha256 not in _analyses:
        while len(_analyses) >= 32:
            _analyses.pop(next(iter(_analyses)), None)
        _analyses[sha256] = Analysis(read_graph(stored))
    return _analyses[sha256]
