"""Scores are fair: exact bounds, regrets that add up, the best path 1 and the worst 0."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from scenarios.graph import POINT, Graph, Place, read_graph
from scenarios.scoring import Analysis
from scenarios.source import split
from tests.scenarios.builders import CLAUSES, LOCALES, graphs, small_source


def paths(graph: Graph, place: Place) -> Iterator[list[str]]:
    options = graph.node(place).options
    if not options:
        yield []
    for option in options:
        for rest in paths(graph, graph.choose(place, option.id).place):
            yield [option.id, *rest]


def total(graph: Graph, choices: list[str], competency: str | None = None) -> int:
    stops = graph.replay(choices)
    own = [graph.option(stop.place.node, choice) for stop, choice in zip(stops, choices, strict=False)]
    return sum(sum(o.points.values()) if competency is None else o.points.get(competency, 0) for o in own)


@pytest.fixture
def small() -> Analysis:
    return Analysis(read_graph(split(small_source(), CLAUSES, list(LOCALES))[0]))


def test_by_hand(small: Analysis) -> None:
    """Paths: aa = 2, ab = 1, ba = 0, bb = −2."""
    assert [small.score(list(path)).overall for path in ("aa", "ab", "ba", "bb")] == [1, 0.75, 0.5, 0]


def test_cost_of_a_mistake_is_only_what_could_not_be_made_good(small: Analysis) -> None:
    first, second = small.score(["b", "a"]).decisions
    assert (first.regret, first.better, first.at_stake) == (2000, "a", 2000)
    assert second.was_best
    costliest = small.score(["b", "a"]).costliest
    assert costliest
    assert costliest.sequence == 1


def test_competencies_have_their_own_bounds(small: Analysis) -> None:
    shares = small.score(["b", "a"]).competencies
    assert shares["listening"].fraction == pytest.approx(0.25)  # −0.5 within −1…1
    assert shares["calm"].fraction == pytest.approx(0.75)  # 0.5 within −1…1


def test_given_moves_are_not_judged(small: Analysis) -> None:
    result = small.score(["b", "a"], given=1)
    assert [decision.sequence for decision in result.decisions] == [2]
    assert result.overall == 1


def test_perfect_path_has_no_costliest(small: Analysis) -> None:
    assert small.score(small.best_path()).costliest is None


@given(graphs())
def test_bounds_are_those_of_all_paths(stored: dict[str, Any]) -> None:
    graph = read_graph(stored)
    analysis, start = Analysis(graph), graph.begin().place
    every = list(paths(graph, start))
    for competency in (None, *graph.competencies()):
        bounds = analysis.bounds(start, competency)
        totals = [total(graph, path, competency) for path in every]
        assert (bounds.best, bounds.worst) == (max(totals), min(totals))
        assert bounds.longest == max(map(len, every))


@given(graphs())
def test_every_path_scores_between_its_worst_and_best(stored: dict[str, Any]) -> None:
    graph = read_graph(stored)
    analysis, start = Analysis(graph), graph.begin().place
    bounds = analysis.bounds(start)
    for path in paths(graph, start):
        result, own = analysis.score(path), total(graph, path)
        assert 0 <= result.overall <= 1
        assert all(0 <= share.fraction <= 1 for share in result.competencies.values())
        assert all(0 <= decision.regret <= decision.at_stake for decision in result.decisions)
        assert sum(decision.regret for decision in result.decisions) == bounds.best - own
        if bounds.best > bounds.worst:
            assert (result.overall == 1) == (own == bounds.best)
            assert (result.overall == 0) == (own == bounds.worst)
            assert result.overall == pytest.approx((own - bounds.worst) / (bounds.best - bounds.worst))


@given(graphs())
def test_best_path_is_best(stored: dict[str, Any]) -> None:
    analysis = Analysis(read_graph(stored))
    result = analysis.score(analysis.best_path())
    assert result.overall == 1
    assert result.costliest is None


def test_points_are_exact() -> None:
    """Ten tenths are one: sums are whole thousandths, never floats."""
    nodes: dict[str, Any] = {"end": {"type": "ending", "outcome": "resolved"}}
    for number in range(10):
        target = f"n{number + 1}" if number < 9 else "end"
        options = [{"id": "a", "next": target, "competencies": {"x": 0.1}}, {"id": "b", "next": target}]
        nodes[f"n{number}"] = {"type": "choice", "choices": options}
    graph = read_graph({"start": "n0", "state": {"anger": 0}, "nodes": nodes})
    assert Analysis(graph).bounds(graph.begin().place).best == POINT
