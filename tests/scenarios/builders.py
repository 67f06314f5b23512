"""A small conversation for tests, and random graphs that always end."""

import uuid
from typing import Any

from hypothesis import strategies as st

LOCALES = ("uk", "ru", "en")
CLAUSES = {"c1": uuid.UUID(int=1), "c2": uuid.UUID(int=2)}


def words(text: str) -> dict[str, str]:
    return {locale: f"{text} ({locale})" for locale in LOCALES}


def choice(id_: str, target: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "text": words(f"say {id_} to {target}"),
        "feedback": words(f"why {id_}"),
        "next": target,
    } | fields


def small_source() -> dict[str, Any]:
    """Two decisions; the second has a lucky and an unlucky branch by the state."""
    return {
        "key": "cold-radiator",
        "channel": "phone",
        "title": words("Cold radiator"),
        "summary": words("A third call"),
        "minutes": 4,
        "client": {"name": words("Halyna"), "age": 71, "about": words("retired"), "initials": words("HV")},
        "state": {"trust": 2, "anger": 3},
        "start": "n1",
        "nodes": {
            "n1": {"type": "line", "mood": "angry", "text": words("first line"), "next": "n2"},
            "n2": {
                "type": "choice",
                "choices": [
                    choice(
                        "a",
                        "n3",
                        effects={"trust": 1, "anger": -2},
                        competencies={"listening": 1.0},
                        clauses={"kept": ["c1"], "broken": []},
                    ),
                    choice(
                        "b",
                        "n3",
                        effects={"anger": 1},
                        competencies={"listening": -1.0},
                        clauses={"kept": [], "broken": ["c1"]},
                    ),
                ],
            },
            "n3": {"type": "check", "when": "anger >= 3", "then": "n4", "otherwise": "n6"},
            "n4": {"type": "line", "mood": "angry", "text": words("she is angry"), "next": "n5"},
            "n5": {
                "type": "choice",
                "choices": [
                    choice("a", "e2", competencies={"calm": 0.5, "listening": 0.5}),
                    choice("b", "e3", competencies={"calm": -1}, clauses={"broken": ["c2"]}),
                ],
            },
            "n6": {"type": "line", "mood": "calm", "text": words("she is calm"), "next": "n7"},
            "n7": {
                "type": "choice",
                "choices": [
                    choice("a", "e1", competencies={"calm": 1}, clauses={"kept": ["c2"]}),
                    choice("b", "e2", competencies={"calm": 0}),
                ],
            },
            "e1": {"type": "ending", "outcome": "resolved", "text": words("good bye")},
            "e2": {"type": "ending", "outcome": "partial", "text": words("well then")},
            "e3": {"type": "ending", "outcome": "unresolved", "text": words("hangs up")},
        },
    }


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """Return a random graph (JSON of a version) in which every link points forward, so every path ends."""
    size = draw(st.integers(2, 7))
    nodes: dict[str, Any] = {}
    for number in range(size):
        ahead = st.sampled_from([f"n{n}" for n in range(number + 1, size)] + ["end"])
        kind = draw(st.sampled_from(["choice", "choice", "choice", "line", "check", "event"]))
        effects = st.dictionaries(st.sampled_from(["trust", "anger"]), st.integers(-4, 4))
        if kind == "choice":
            options = [
                {
                    "id": letter,
                    "next": draw(ahead),
                    "effects": draw(effects),
                    "competencies": draw(
                        st.dictionaries(st.sampled_from(["x", "y", "z"]), st.sampled_from([-1, -0.5, 0, 0.1, 0.5, 1]))
                    ),
                }
                for letter in "abc"[: draw(st.integers(1, 3))]
            ]
            nodes[f"n{number}"] = {"type": "choice", "choices": options}
        elif kind == "check":
            when = draw(st.sampled_from(["trust > 1", "anger >= 3 and not trust == 0", "trust + anger < 4"]))
            nodes[f"n{number}"] = {"type": "check", "when": when, "then": draw(ahead), "otherwise": draw(ahead)}
        else:
            nodes[f"n{number}"] = {"type": kind, "mood": "calm", "effects": draw(effects), "next": draw(ahead)}
    nodes["end"] = {"type": "ending", "outcome": "resolved"}
    state = {"trust": draw(st.integers(0, 4)), "anger": draw(st.integers(0, 4))}
    return {"start": "n0", "state": state, "nodes": nodes}
