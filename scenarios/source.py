"""The source of a conversation (a mapping, usually from YAML) and its two halves: the graph and the words.

The graph holds no word of any language and is what scores depend on; the words are one mapping a locale:
`title`, `summary`, `client` (name, about, initials), `nodes` (id → text), `choices` ("node.choice" → text, feedback).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import yaml

CLIENT_WORDS = ("name", "about", "initials")
NODE_KEYS = ("type", "mood", "when", "then", "otherwise", "outcome", "effects", "next")
CHOICE_KEYS = ("id", "effects", "competencies", "next")
#: A longer file is no conversation; the demo's are below 60 kB.
MAX_BYTES = 512 * 1024


class SourceError(ValueError):
    """The file cannot be read as a conversation."""


def read_yaml(raw: bytes) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file; raise `SourceError` when there is none."""
    if len(raw) > MAX_BYTES:
        raise SourceError("too large")
    try:
        text = raw.decode("utf-8-sig")
        # Anchors could unfold a short file into millions of nodes; no conversation needs one.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise SourceError("references are not allowed")
        found = yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as problem:
        raise SourceError(str(problem)) from problem
    if not isinstance(found, dict):
        raise SourceError("not a mapping")
    return found


def write_yaml(source: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(source), allow_unicode=True, sort_keys=False, width=110)


def split(
    source: Mapping[str, Any], clause_ids: Mapping[str, UUID], locales: list[str]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the graph and the words by locale of a source that the linter has passed."""
    nodes: dict[str, Any] = {}
    for node_id, node in source["nodes"].items():
        kept = {key: node[key] for key in NODE_KEYS if key in node}
        if node["type"] == "choice":
            kept["choices"] = [_bare(choice, clause_ids) for choice in node["choices"]]
        nodes[str(node_id)] = kept
    graph = {
        "channel": source["channel"],
        "minutes": source["minutes"],
        "client_age": source["client"].get("age"),
        "state": dict(source["state"]),
        "start": source["start"],
        "nodes": nodes,
    }
    return graph, {locale: _words(source, locale) for locale in locales}


def _bare(choice: Mapping[str, Any], clause_ids: Mapping[str, UUID]) -> dict[str, Any]:
    bare: dict[str, Any] = {key: choice[key] for key in CHOICE_KEYS if key in choice}
    clauses = choice.get("clauses") or {}
    bare["clauses"] = {
        side: [str(clause_ids[str(clause)]) for clause in clauses.get(side) or ()] for side in ("kept", "broken")
    }
    return bare


def _words(source: Mapping[str, Any], locale: str) -> dict[str, Any]:
    nodes = source["nodes"]
    choices = [(node_id, choice) for node_id, node in nodes.items() for choice in node.get("choices") or ()]
    return {
        "title": source["title"][locale],
        "summary": source["summary"][locale],
        "client": {word: (source["client"].get(word) or {}).get(locale, "") for word in CLIENT_WORDS},
        "nodes": {str(node_id): node["text"][locale] for node_id, node in nodes.items() if "text" in node},
        "choices": {
            f"{node_id}.{choice['id']}": {"text": choice["text"][locale], "feedback": choice["feedback"][locale]}
            for node_id, choice in choices
        },
    }


def join(key: str, graph: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the source that `split` would take apart into these halves; clauses are named by their block ids."""
    nodes: dict[str, Any] = {}
    for node_id, node in graph["nodes"].items():
        whole = {name: value for name, value in node.items() if name != "choices"}
        if node["type"] != "check" and node_id in next(iter(texts.values()))["nodes"]:
            whole["text"] = {locale: words["nodes"][node_id] for locale, words in texts.items()}
        if "choices" in node:
            whole["choices"] = [
                choice
                | {
                    part: {
                        locale: words["choices"][f"{node_id}.{choice['id']}"][part] for locale, words in texts.items()
                    }
                    for part in ("text", "feedback")
                }
                for choice in node["choices"]
            ]
        nodes[node_id] = whole
    client: dict[str, Any] = {
        word: {locale: words["client"][word] for locale, words in texts.items()} for word in CLIENT_WORDS
    }
    return {
        "key": key,
        "channel": graph["channel"],
        "title": {locale: words["title"] for locale, words in texts.items()},
        "summary": {locale: words["summary"] for locale, words in texts.items()},
        "minutes": graph["minutes"],
        "client": client | {"age": graph["client_age"]},
        "state": graph["state"],
        "start": graph["start"],
        "nodes": nodes,
    }
