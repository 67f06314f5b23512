"""Where a conversation stands: what was said so far and what may be said now. Nothing of what lies ahead."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.scoring import Analysis

BARS_PER_LINE, BARS = 10, 60


@dataclass(frozen=True)
class Said:
    """One line of the transcript: by the "client", by "you", or an "event" that happened."""

    who: str
    text: str
    mood: str = ""


@dataclass(frozen=True)
class Bar:
    """One stroke of the drawn voice, in units of its picture."""

    x: int
    y: float
    height: float
    css: str


@dataclass(frozen=True)
class Scene:
    """`now` are the newest lines, `before` all earlier ones; `options` are (id, text) pairs, empty at the end."""

    before: tuple[Said, ...]
    now: tuple[Said, ...]
    node: str
    sequence: int
    options: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    moods: tuple[str, ...]
    about: int

    @property
    def mood(self) -> str:
        return self.moods[-1] if self.moods else ""

    def voice(self) -> list[Bar]:
        """Return the strokes of the voice: ten a line that was heard, dots for the rest of the picture."""
        moods = self.moods[-(BARS // BARS_PER_LINE) :]
        bars = [bar for place, mood in enumerate(moods) for bar in _strokes(place, mood)]
        return bars + [Bar(x * 10, 26, 4, "is-ahead") for x in range(len(bars), BARS)]


def _strokes(place: int, mood: str) -> Iterator[Bar]:
    """Ten strokes whose heights only look random: the same line is always drawn the same."""
    low, high = {"angry": (22, 48), "wary": (10, 20)}.get(mood, (5, 11))
    noise = hashlib.sha256(f"{place}{mood}".encode()).digest()
    for number in range(BARS_PER_LINE):
        height = low + (high - low) * noise[number] / 255
        yield Bar((place * BARS_PER_LINE + number) * 10, round(28 - height / 2, 1), round(height, 1), f"is-{mood}")


def scene(analysis: Analysis, words: Mapping[str, Any], choices: Sequence[str]) -> Scene:
    """Return the scene after the choices made so far, in the words of one language."""
    graph = analysis.graph
    stops = graph.replay(choices)
    said: list[Said] = []
    moods: list[str] = []
    newest: list[Said] = []
    for number, stop in enumerate(stops):
        said += newest
        if number:
            before = stops[number - 1].place.node
            said.append(Said("you", words["choices"][f"{before}.{choices[number - 1]}"]["text"]))
        newest = [
            _heard(graph.nodes[node_id].type, words["nodes"][node_id], graph.nodes[node_id].mood)
            for node_id in stop.heard
        ]
        moods += [line.mood for line in newest if line.mood]
    place = stops[-1].place
    node = graph.node(place)
    clauses = dict.fromkeys(clause for option in node.options for clause in (*option.kept, *option.broken))
    return Scene(
        before=tuple(said),
        now=tuple(newest),
        node=place.node,
        sequence=len(choices) + 1,
        options=tuple((option.id, words["choices"][f"{place.node}.{option.id}"]["text"]) for option in node.options),
        clauses=tuple(clauses),
        moods=tuple(moods),
        about=len(choices) + analysis.bounds(place).longest,
    )


def _heard(kind: str, text: str, mood: str) -> Said:
    return Said("client" if kind == "line" else "event", text, mood)
