"""The engine: passing through, choosing, and what can be reached."""

from typing import Any

import pytest
from hypothesis import given

from scenarios.graph import CircleError, GraphError, apply_effects, read_graph
from scenarios.source import split
from tests.scenarios.builders import CLAUSES, LOCALES, graphs, small_source


def small() -> Any:
    return read_graph(split(small_source(), CLAUSES, list(LOCALES))[0])


def test_lines_pass_by_and_choices_wait() -> None:
    stop = small().begin()
    assert (stop.place.node, stop.heard) == ("n2", ("n1",))


def test_check_turns_by_the_state() -> None:
    graph = small()
    start = graph.begin().place
    assert graph.choose(start, "a").heard == ("n6",)
    assert graph.choose(start, "b").heard == ("n4",)


def test_ending_is_heard() -> None:
    graph = small()
    last = graph.replay(["a", "a"])[-1]
    assert last.heard == ("e1",)
    assert graph.node(last.place).outcome == "resolved"


def test_effects_are_held_between_0_and_4() -> None:
    assert apply_effects((("anger", 3), ("trust", 1)), {"anger": 4, "trust": -4}) == (("anger", 4), ("trust", 0))


def test_a_choice_that_is_not_offered() -> None:
    graph = small()
    with pytest.raises(GraphError):
        graph.choose(graph.begin().place, "z")


def test_circle_through_choices_that_changes_nothing_is_found() -> None:
    nodes = {
        "n1": {"type": "choice", "choices": [{"id": "a", "next": "n1"}, {"id": "b", "next": "end"}]},
        "end": {"type": "ending", "outcome": "resolved"},
    }
    with pytest.raises(CircleError):
        read_graph({"start": "n1", "state": {"anger": 0}, "nodes": nodes}).places()


def test_circle_that_the_state_ends_is_fine() -> None:
    nodes = {
        "n1": {"type": "choice", "choices": [{"id": "a", "next": "n2", "effects": {"anger": 1}}]},
        "n2": {"type": "check", "when": "anger >= 4", "then": "end", "otherwise": "n1"},
        "end": {"type": "ending", "outcome": "resolved"},
    }
    assert len(read_graph({"start": "n1", "state": {"anger": 0}, "nodes": nodes}).places()) == 5


def test_circle_without_a_choice_is_found() -> None:
    nodes = {"n1": {"type": "line", "next": "n2"}, "n2": {"type": "line", "next": "n1"}}
    with pytest.raises(CircleError):
        read_graph({"start": "n1", "state": {"anger": 0}, "nodes": nodes}).begin()


@given(graphs())
def test_places_come_after_those_they_lead_to(stored: dict[str, Any]) -> None:
    graph = read_graph(stored)
    seen: set[Any] = set()
    for place in graph.places():
        assert all(0 <= value <= 4 for _name, value in place.state)
        assert {graph.choose(place, option.id).place for option in graph.node(place).options} <= seen
        seen.add(place)
    assert graph.begin().place in seen
