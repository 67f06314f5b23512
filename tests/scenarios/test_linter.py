"""Every fault the linter names is one it finds, and a sound source has none."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.graph import read_graph
from scenarios.linter import lint
from scenarios.scoring import Analysis
from scenarios.source import SourceError, join, read_yaml, split, write_yaml
from tests.scenarios.builders import CLAUSES, LOCALES, choice, small_source, words


def messages(source: dict[str, Any], **kwargs: Any) -> list[str]:
    return [f"{f.severity} {f}" for f in lint(source, locales=LOCALES, clauses=CLAUSES, **kwargs)]


def test_sound_source_has_no_findings() -> None:
    assert messages(small_source(), competencies={"listening", "calm"}) == []


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(source: dict[str, Any]) -> None:
        *way, last = path.split("/")
        target: Any = source
        for step in way:
            target = target[int(step)] if isinstance(target, list) else target[step]
        target[int(last) if isinstance(target, list) else last] = value

    return change


ORPHAN = {"type": "line", "mood": "calm", "text": words("lost"), "next": "e1"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_set("nodes/n1/next", ""), "error n1: A dead end"),
        (_set("nodes/n1/next", "gone"), "error n1: It leads to “gone”"),
        (_set("nodes/n2/choices", []), "error n2: A dead end"),
        (_set("nodes/x1", ORPHAN), "error x1: Nothing leads here"),
        (_set("nodes/n5/choices/0/next", "n5"), "error n5: An endless circle"),
        (_set("nodes/n1/text", {"uk": "слово", "en": "word"}), "error n1: Text is missing in “ru”"),
        (_set("nodes/n2/choices/0/feedback", {}), "error n2.a: Feedback is missing in “uk”"),
        (_set("nodes/n2/choices/0/clauses", {"kept": ["c9"]}), "error n2.a: The clause “c9” is not in the code"),
        (_set("nodes/n2/choices/0/clauses", "c1"), "error n2.a: Clauses are two lists"),
        (_set("nodes/n2/choices/1/id", "a"), "error n2: Two choices share one id"),
        (_set("nodes/n2/choices/1/id", True), "error n2.True: A choice’s id"),
        (_set("nodes/n2/choices/0/competencies", {"calm": 2}), "error n2.a: Points for “calm” lie between"),
        (_set("nodes/n2/choices/0/effects", {"fear": 1}), "error n2.a: The effect names “fear”"),
        (_set("nodes/n2/choices/0/effects", {"anger": 0.5}), "error n2.a: The effect on “anger”"),
        (_set("nodes/n3/when", "fear > 1"), "error n3: The condition names “fear”"),
        (_set("nodes/n3/when", "os.system()"), "error n3: The condition cannot be read"),
        (_set("nodes/n3/when", "anger > 9"), "warning e3: No way of playing leads here"),
        (_set("nodes/n1/mood", "furious"), "error n1: The mood is one of"),
        (_set("nodes/e1/outcome", "won"), "error e1: The outcome is one of"),
        (_set("nodes/n1/type", "letter"), "error n1: The type is one of"),
        (_set("nodes/n1", "text"), "error n1: The type is one of"),
        (_set("state/anger", 7), "error The state “anger”"),
        (_set("state", {}), "error The state has from one"),
        (_set("nodes", []), "error There are from one"),
        (_set("start", "e1"), "error There is nothing to choose"),
        (_set("start", ["n1"]), "error The start names no node"),
        (_set("start", "n99"), "error The start names no node"),
        (_set("channel", "letter"), "error The channel is one of"),
        (_set("minutes", 0), "error Minutes is a whole number"),
        (_set("client", None), "error The client is missing"),
        (_set("client/age", "71"), "error The client’s age"),
        (_set("key", "Холодна"), "error The key takes small Latin"),
        (_set("title", "one"), "error Title is missing in “uk”"),
    ],
)
def test_fault_is_found(change: Callable[[dict[str, Any]], None], expected: str) -> None:
    source = small_source()
    change(source)
    assert any(message.startswith(expected) for message in messages(source)), messages(source)


def test_unknown_competency_is_a_warning() -> None:
    assert messages(small_source(), competencies={"listening"}) == [
        f"warning {where}: The competency “calm” is in no framework." for where in ("n5.a", "n5.b", "n7.a", "n7.b")
    ]


def test_too_many_ways_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.graph.MAX_PLACES", 3)
    assert messages(small_source())[0].startswith("error There are too many ways")


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(allow_nan=False),
    st.sampled_from(["", "n1", "n2", "n5", "e1", "anger", "anger > 1", "1 +", "c1", "a", "phone", "resolved", "слово"]),
    st.lists(st.sampled_from(["n1", "c1", 1, None]), max_size=2),
    st.dictionaries(
        st.sampled_from(["uk", "kept", "trust", "calm", "id"]), st.sampled_from(["x", 1, None, ["c1"]]), max_size=2
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_stands_anywhere_is_judged_and_what_passes_can_be_played(data: st.DataObject) -> None:
    source = small_source()
    for _ in range(data.draw(st.integers(1, 2))):
        target: Any = source
        while True:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            key = data.draw(st.sampled_from(keys))
            inner = target[key]
            if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
                break
            target = inner
        target[key] = data.draw(JUNK)
    if not any(message.startswith("error") for message in messages(source)):
        graph, _texts = split(source, CLAUSES, list(LOCALES))
        analysis = Analysis(read_graph(graph))
        assert analysis.score(analysis.best_path()).overall == 1


def test_split_and_join_are_inverse() -> None:
    graph, texts = split(small_source(), CLAUSES, list(LOCALES))
    again = join("cold-radiator", graph, texts)
    by_uuid = {str(value): value for value in CLAUSES.values()}
    assert split(again, by_uuid, list(LOCALES)) == (graph, texts)
    assert read_yaml(write_yaml(again).encode()) == again


def test_graph_holds_no_words() -> None:
    graph, _texts = split(small_source(), CLAUSES, list(LOCALES))
    assert "(uk)" not in str(graph)
    assert "say a" not in str(graph)
    assert Analysis(read_graph(graph)).best_path() == ["a", "a"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"just text",
        b"\xff\xfe\x00",
        b"a: &x 1\nb: *x",
        b"[1, 2]",
        b"a: {",
        b"x" * 600_000,
        b"!!python/object:os.x {}",
    ],
)
def test_unreadable_files_are_refused(raw: bytes) -> None:
    with pytest.raises(SourceError):
        read_yaml(raw)


def test_node_with_one_choice() -> None:
    source = small_source()
    source["nodes"]["n7"]["choices"] = [choice("a", "e1")]
    assert messages(source) == []
