"""An outline as the flat list of blocks that a code is stored in."""

from __future__ import annotations

from typing import TypedDict

from content.importing.model import Clause, ParsedCode

MAX_LEVEL = 4


class FlatBlock(TypedDict):
    """`kind`: heading, clause, definition, example, note or approval; `level` 1 (a section) to 4."""

    kind: str
    level: int
    number: str
    text: str


def flatten(result: ParsedCode) -> list[FlatBlock]:
    """Blocks in reading order.

    A section is a heading of level 1, with an empty text if the heading was lost; a section without number and title
    (a preamble, approval blocks) has no heading. What lies under it begins at level 2; beyond level 4 it stays at 4.
    """
    blocks: list[FlatBlock] = []
    for section in result.sections:
        if section.number or section.title:
            blocks.append({"kind": "heading", "level": 1, "number": section.number, "text": section.title})
        waiting: list[tuple[int, Clause]] = [(2, clause) for clause in reversed(section.clauses)]
        while waiting:
            level, clause = waiting.pop()
            blocks.append(
                {"kind": clause.kind, "level": min(level, MAX_LEVEL), "number": clause.number, "text": clause.text}
            )
            waiting.extend((level + 1, inner) for inner in reversed(clause.clauses))
    return blocks
