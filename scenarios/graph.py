"""A conversation as a graph: nodes, effects on the hidden state, and what can be reached. No words, no database.

A *place* is where the person stands: a node that waits (a choice) or ends, with the state there. Lines, events
and checks pass by themselves. Points are whole thousandths, so that sums are exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scenarios import expressions

LOWEST, HIGHEST = 0, 4
POINT = 1000
#: More places than this and a conversation is refused: its scores could not be worked out while someone waits.
MAX_PLACES = 20_000

State = tuple[tuple[str, int], ...]


class GraphError(ValueError):
    """The graph cannot be played, or the move is not one it offers; `node` is where."""

    def __init__(self, problem: str, node: str) -> None:
        super().__init__(f"{problem} at {node}")
        self.node = node


class CircleError(GraphError):
    """The conversation can go round without ever having to end."""


class TooLargeError(GraphError):
    """There are more places than scores can be worked out for."""


@dataclass(frozen=True)
class Option:
    """One thing the person may say."""

    id: str
    next: str
    effects: Mapping[str, int]
    points: Mapping[str, int]
    kept: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A line or event passes on, a choice waits, a check turns by the state, an ending ends."""

    id: str
    type: str
    next: str = ""
    mood: str = ""
    when: str = ""
    otherwise: str = ""
    outcome: str = ""
    effects: Mapping[str, int] = field(default_factory=dict)
    options: tuple[Option, ...] = ()

    def successors(self) -> tuple[str, ...]:
        match self.type:
            case "choice":
                return tuple(option.next for option in self.options)
            case "check":
                return (self.next, self.otherwise)
            case "ending":
                return ()
        return (self.next,)


@dataclass(frozen=True)
class Place:
    """Where the person stands: a choice or an ending, with the state as it is there."""

    node: str
    state: State


@dataclass(frozen=True)
class Stop:
    """A place, and the lines and events (node ids) that were heard on the way to it."""

    place: Place
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Graph:
    start: str
    state: State
    nodes: Mapping[str, Node]

    def node(self, place: Place) -> Node:
        return self.nodes[place.node]

    def begin(self) -> Stop:
        """Return the first place."""
        return self.advance(self.start, self.state)

    def advance(self, node_id: str, state: State) -> Stop:
        """Pass through lines, events and checks; raise `GraphError` for a missing node or a circle without a choice."""
        heard: list[str] = []
        for _ in range(len(self.nodes) + 1):
            node = self.nodes.get(node_id)
            if node is None:
                raise GraphError("no such node", node_id)
            if node.type in ("choice", "ending"):
                if node.type == "ending":
                    heard.append(node.id)
                return Stop(Place(node.id, state), tuple(heard))
            if node.type == "check":
                node_id = node.next if expressions.evaluate(node.when, dict(state)) else node.otherwise
                continue
            heard.append(node.id)
            state = apply_effects(state, node.effects)
            node_id = node.next
        raise CircleError("a circle without a choice", node_id)

    def choose(self, place: Place, choice: str) -> Stop:
        """Return where the choice leads; raise `GraphError` when the node does not offer it."""
        option = self.option(place.node, choice)
        return self.advance(option.next, apply_effects(place.state, option.effects))

    def option(self, node_id: str, choice: str) -> Option:
        node = self.nodes.get(node_id)
        for option in node.options if node else ():
            if option.id == choice:
                return option
        raise GraphError(f"no choice {choice!r}", node_id)

    def replay(self, choices: Sequence[str]) -> list[Stop]:
        """Return the stops of a path: one before each choice and the last one, so one more than choices."""
        stops = [self.begin()]
        for choice in choices:
            stops.append(self.choose(stops[-1].place, choice))
        return stops

    def competencies(self) -> list[str]:
        """Return the keys that any choice speaks to, sorted."""
        found = {key for node in self.nodes.values() for option in node.options for key in option.points}
        return sorted(found)

    def clauses(self) -> set[str]:
        """Return the ids of all clauses that a choice keeps or breaks."""
        options = [option for node in self.nodes.values() for option in node.options]
        return {clause for option in options for clause in (*option.kept, *option.broken)}

    def places(self) -> list[Place]:
        """Return every reachable place, each after all places it leads to.

        Raise `GraphError` for a circle in places (a conversation that never has to end) or too many of them.
        """
        first = self.begin().place
        order: list[Place] = []
        done: set[Place] = set()
        open_: set[Place] = {first}
        stack: list[tuple[Place, Iterator[Place]]] = [(first, self._following(first))]
        while stack:
            place, following = stack[-1]
            for after in following:
                if after in open_:
                    raise CircleError("a circle", after.node)
                if after not in done:
                    open_.add(after)
                    stack.append((after, self._following(after)))
                    break
            else:
                stack.pop()
                open_.discard(place)
                done.add(place)
                order.append(place)
                if len(order) > MAX_PLACES:
                    raise TooLargeError(f"more than {MAX_PLACES} places", place.node)
        return order

    def _following(self, place: Place) -> Iterator[Place]:
        for option in self.node(place).options:
            yield self.choose(place, option.id).place


def apply_effects(state: State, effects: Mapping[str, int]) -> State:
    """Return the state after the effects, each value held between 0 and 4."""
    if not effects:
        return state
    return tuple((name, max(LOWEST, min(HIGHEST, value + effects.get(name, 0)))) for name, value in state)


def freeze_state(state: Mapping[str, int]) -> State:
    return tuple(sorted((str(name), int(value)) for name, value in state.items()))


def read_graph(stored: Mapping[str, Any]) -> Graph:
    """Build the graph from the JSON of a version (points there are fractions −1…1)."""
    nodes = {}
    for node_id, raw in stored["nodes"].items():
        nodes[node_id] = Node(
            id=node_id,
            type=raw["type"],
            next=raw.get("then" if raw["type"] == "check" else "next", ""),
            otherwise=raw.get("otherwise", ""),
            mood=raw.get("mood", ""),
            when=raw.get("when", ""),
            outcome=raw.get("outcome", ""),
            effects=raw.get("effects") or {},
            options=tuple(_read_option(option) for option in raw.get("choices") or ()),
        )
    return Graph(stored["start"], freeze_state(stored["state"]), nodes)


def _read_option(raw: Mapping[str, Any]) -> Option:
    clauses = raw.get("clauses") or {}
    return Option(
        id=raw["id"],
        next=raw.get("next", ""),
        effects=raw.get("effects") or {},
        points={key: round(value * POINT) for key, value in (raw.get("competencies") or {}).items()},
        kept=tuple(map(str, clauses.get("kept") or ())),
        broken=tuple(map(str, clauses.get("broken") or ())),
    )
