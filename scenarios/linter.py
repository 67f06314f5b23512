"""Judges the source of a conversation before anybody plays it: every finding names its place and what to do."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from scenarios import expressions
from scenarios.graph import HIGHEST, LOWEST, CircleError, Graph, TooLargeError, freeze_state, read_graph
from scenarios.source import CLIENT_WORDS

IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")
KEY = re.compile(r"[a-z0-9-]{1,64}\Z")
NAME = re.compile(r"[a-z_]{1,20}\Z")
TYPES = ("line", "event", "choice", "check", "ending")
CHANNELS = ("phone", "desk")
MOODS = ("calm", "wary", "angry")
OUTCOMES = ("resolved", "partial", "unresolved", "refusal")
MAX_NODES, MAX_CHOICES, MAX_STATE, MAX_TEXT = 300, 9, 6, 2000


@dataclass(frozen=True)
class Finding:
    """`where` is "" for the whole, a node id, or "node.choice"."""

    severity: Literal["error", "warning"]
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def lint(
    source: Mapping[str, Any],
    *,
    locales: Collection[str],
    clauses: Collection[str],
    competencies: Collection[str] | None = None,
) -> list[Finding]:
    """Return all findings, errors first; without errors `source.split` and playing cannot fail.

    `clauses` are the ids that may be named; `competencies` None means that none are known to compare with.
    """
    found = list(_shape(source, locales, clauses, competencies))
    if not any(finding.severity == "error" for finding in found):
        found += _paths(source)
    return sorted(found, key=lambda finding: finding.severity)


def _error(where: str, message: str) -> Finding:
    return Finding("error", where, message)


def _words(holder: Any, where: str, what: str, locales: Collection[str]) -> Iterator[Finding]:
    for locale in locales:
        text = holder.get(locale) if isinstance(holder, Mapping) else None
        if not isinstance(text, str) or not text.strip():
            yield _error(where, _("%(what)s is missing in “%(locale)s”.") % {"what": what, "locale": locale})
        elif len(text) > MAX_TEXT:
            yield _error(where, _("%(what)s is longer than %(max)s characters.") % {"what": what, "max": MAX_TEXT})


def _shape(
    source: Mapping[str, Any], locales: Collection[str], clauses: Collection[str], competencies: Collection[str] | None
) -> Iterator[Finding]:
    if not KEY.match(str(source.get("key", ""))):
        yield _error("", _("The key takes small Latin letters, digits and hyphens."))
    if source.get("channel") not in CHANNELS:
        yield _error("", _("The channel is one of: %(list)s.") % {"list": ", ".join(CHANNELS)})
    minutes = source.get("minutes")
    if not _is_int(minutes) or not 1 <= minutes <= 60:  # type: ignore[operator]
        yield _error("", _("Minutes is a whole number from 1 to 60."))
    yield from _words(source.get("title"), "", _("Title"), locales)
    yield from _words(source.get("summary"), "", _("Summary"), locales)
    client = source.get("client")
    if not isinstance(client, Mapping):
        yield _error("", _("The client is missing."))
    else:
        for word in CLIENT_WORDS:
            yield from _words(client.get(word), "", _("The client’s “%(word)s”") % {"word": word}, locales)
        if client.get("age") is not None and not _is_int(client["age"]):
            yield _error("", _("The client’s age is a whole number."))
    state, nodes = source.get("state"), source.get("nodes")
    if not isinstance(state, Mapping) or not state or len(state) > MAX_STATE:
        yield _error("", _("The state has from one to %(max)s values.") % {"max": MAX_STATE})
        return
    for name, value in state.items():
        if not NAME.match(str(name)) or not _is_int(value) or not LOWEST <= value <= HIGHEST:
            yield _error("", _("The state “%(name)s” is a whole number from 0 to 4.") % {"name": name})
    if not isinstance(nodes, Mapping) or not nodes or len(nodes) > MAX_NODES:
        yield _error("", _("There are from one to %(max)s nodes.") % {"max": MAX_NODES})
        return
    if not isinstance(source.get("start"), str) or source["start"] not in nodes:
        yield _error("", _("The start names no node."))
    for node_id, node in nodes.items():
        if not isinstance(node_id, str) or not IDENTIFIER.match(node_id):
            yield _error(str(node_id), _("A node’s id takes Latin letters, digits, hyphens and underscores."))
        elif not isinstance(node, Mapping) or node.get("type") not in TYPES:
            yield _error(node_id, _("The type is one of: %(list)s.") % {"list": ", ".join(TYPES)})
        else:
            yield from _node(node_id, node, nodes, state, locales, clauses, competencies)


def _node(
    node_id: str,
    node: Mapping[str, Any],
    nodes: Mapping[str, Any],
    state: Mapping[str, Any],
    locales: Collection[str],
    clauses: Collection[str],
    competencies: Collection[str] | None,
) -> Iterator[Finding]:
    kind = node["type"]
    if kind in ("line", "event", "ending"):
        yield from _words(node.get("text"), node_id, _("Text"), locales)
    if kind in ("line", "event"):
        yield from _link(node_id, node.get("next"), nodes)
    if kind == "line" and node.get("mood") not in MOODS:
        yield _error(node_id, _("The mood is one of: %(list)s.") % {"list": ", ".join(MOODS)})
    if kind == "event":
        yield from _effects(node_id, node.get("effects") or {}, state)
    if kind == "ending" and node.get("outcome") not in OUTCOMES:
        yield _error(node_id, _("The outcome is one of: %(list)s.") % {"list": ", ".join(OUTCOMES)})
    if kind == "check":
        yield from _link(node_id, node.get("then"), nodes)
        yield from _link(node_id, node.get("otherwise"), nodes)
        try:
            unknown = expressions.names(str(node.get("when", ""))) - set(state)
        except expressions.ExpressionError as problem:
            yield _error(node_id, _("The condition cannot be read: %(problem)s.") % {"problem": problem})
        else:
            for name in sorted(unknown):
                yield _error(node_id, _("The condition names “%(name)s”, which the state has not.") % {"name": name})
    if kind == "choice":
        choices = node.get("choices")
        if not isinstance(choices, list) or not all(isinstance(choice, Mapping) for choice in choices) or not choices:
            yield _error(node_id, _("A dead end: there is nothing to choose."))
            return
        if len(choices) > MAX_CHOICES:
            yield _error(node_id, _("More than %(max)s choices: keys 1–9 would not do.") % {"max": MAX_CHOICES})
        ids = [str(choice.get("id")) for choice in choices]
        if len(set(ids)) < len(ids):
            yield _error(node_id, _("Two choices share one id."))
        for choice in choices:
            yield from _choice(node_id, choice, nodes, state, locales, clauses, competencies)


def _choice(
    node_id: str,
    choice: Mapping[str, Any],
    nodes: Mapping[str, Any],
    state: Mapping[str, Any],
    locales: Collection[str],
    clauses: Collection[str],
    competencies: Collection[str] | None,
) -> Iterator[Finding]:
    where = f"{node_id}.{choice.get('id')}"
    if not isinstance(choice.get("id"), str) or not IDENTIFIER.match(choice["id"]):
        yield _error(where, _("A choice’s id takes Latin letters, digits, hyphens and underscores."))
    yield from _words(choice.get("text"), where, _("Text"), locales)
    yield from _words(choice.get("feedback"), where, _("Feedback"), locales)
    yield from _link(where, choice.get("next"), nodes)
    yield from _effects(where, choice.get("effects") or {}, state)
    points = choice.get("competencies") or {}
    if not isinstance(points, Mapping):
        yield _error(where, _("Competencies are a mapping of keys to points."))
        points = {}
    for key, value in points.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
            yield _error(where, _("Points for “%(key)s” lie between −1 and 1.") % {"key": key})
        if competencies is not None and key not in competencies:
            yield Finding("warning", where, _("The competency “%(key)s” is in no framework.") % {"key": key})
    named = choice.get("clauses") or {}
    if not isinstance(named, Mapping) or not all(isinstance(named.get(s) or [], list) for s in ("kept", "broken")):
        yield _error(where, _("Clauses are two lists: kept and broken."))
        return
    for clause in [*(named.get("kept") or ()), *(named.get("broken") or ())]:
        if str(clause) not in clauses:
            yield _error(where, _("The clause “%(clause)s” is not in the code.") % {"clause": clause})


def _link(where: str, target: Any, nodes: Mapping[str, Any]) -> Iterator[Finding]:
    if not target:
        yield _error(where, _("A dead end: it leads nowhere."))
    elif not isinstance(target, str) or target not in nodes:
        yield _error(where, _("It leads to “%(target)s”, which does not exist.") % {"target": target})


def _effects(where: str, effects: Any, state: Mapping[str, Any]) -> Iterator[Finding]:
    if not isinstance(effects, Mapping):
        yield _error(where, _("Effects are a mapping of state names to changes."))
        return
    for name, change in effects.items():
        if name not in state:
            yield _error(where, _("The effect names “%(name)s”, which the state has not.") % {"name": name})
        elif not _is_int(change) or abs(change) > HIGHEST:
            yield _error(where, _("The effect on “%(name)s” is a whole number from −4 to 4.") % {"name": name})


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _paths(source: Mapping[str, Any]) -> Iterator[Finding]:
    """Walk the graph: what is never reached, what never ends."""
    graph = read_graph({**source, "state": dict(freeze_state(source["state"]))})
    linked = _linked(graph)
    for node_id in graph.nodes:
        if node_id not in linked:
            yield _error(node_id, _("Nothing leads here."))
    try:
        places = graph.places()
    except CircleError as problem:
        yield _error(problem.node, _("An endless circle: the conversation can come back here for ever."))
        return
    except TooLargeError:
        yield _error("", _("There are too many ways through: use fewer state values or fewer nodes."))
        return
    if not graph.node(graph.begin().place).options:
        yield _error("", _("There is nothing to choose: the conversation ends before the person says a word."))
    stood = {place.node for place in places}
    for place in places:
        for option in graph.node(place).options:
            stood.update(graph.choose(place, option.id).heard)
    stood.update(graph.begin().heard)
    for node_id in sorted(linked - stood):
        if graph.nodes[node_id].type != "check":
            yield Finding("warning", node_id, _("No way of playing leads here: its condition never holds."))


def _linked(graph: Graph) -> set[str]:
    seen, waiting = set(), [graph.start]
    while waiting:
        node_id = waiting.pop()
        if node_id not in seen:
            seen.add(node_id)
            waiting += graph.nodes[node_id].successors()
    return seen
