"""What an imported code consists of: sections, clauses, what was dropped, what to look at, and where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from content.importing.messages import describe_reason, describe_warning


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one source line: `line` counts from 1, `start` is an offset in the cleaned line."""

    line: int
    start: int
    text: str


@dataclass(slots=True)
class Part:
    """Common to sections and clauses.

    `number` is the number the part should carry, `printed` the marker as found (they differ where numbering restarted).
    """

    number: str = ""
    printed: str = ""
    pieces: list[Piece] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    # How the part was numbered; used while the outline is built.
    style: str = ""
    value: tuple[int, ...] = ()
    indent: int = 0
    blank_before: bool = False

    @property
    def content(self) -> str:
        return ""

    @property
    def lines(self) -> list[int]:
        return sorted({piece.line for piece in self.pieces})

    def walk(self) -> Iterator[Part]:
        """The part and everything under it, in reading order."""
        waiting: list[Part] = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.clauses))


@dataclass(slots=True)
class Clause(Part):
    """`kind`: clause, heading, definition, example, note or approval."""

    kind: str = "clause"
    text: str = ""

    @property
    def content(self) -> str:
        return self.text

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "printed": self.printed,
            "kind": self.kind,
            "text": self.text,
            "lines": self.lines,
            "clauses": [clause.as_json() for clause in self.clauses],
        }


@dataclass(slots=True)
class Section(Part):
    """`kind`: section, preamble (before the first heading), approval, or document (another document in the file)."""

    kind: str = "section"
    title: str = ""

    @property
    def content(self) -> str:
        return self.title

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "printed": self.printed,
            "kind": self.kind,
            "title": self.title,
            "lines": self.lines,
            "clauses": [clause.as_json() for clause in self.clauses],
        }


@dataclass(slots=True)
class Dropped:
    """Source text that is not part of the code; `reason` is a key of `messages.REASONS`."""

    reason: str
    pieces: list[Piece]

    @property
    def line(self) -> int:
        return self.pieces[0].line

    @property
    def text(self) -> str:
        return " ".join(" ".join(piece.text for piece in self.pieces).split())

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "text": self.text,
            "reason": self.reason,
            "message": describe_reason(self.reason),
        }


@dataclass(slots=True)
class Notice:
    """Something the editor should look at; `kind` is a key of `messages.WARNINGS`, `details` fill its message."""

    line: int
    kind: str
    details: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return describe_warning(self.kind, self.details)

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "kind": self.kind, "message": self.message, **self.details}


@dataclass(frozen=True, slots=True)
class Order:
    """The act that approved the code, as far as the text states it."""

    number: str | None
    date: date | None

    def as_json(self) -> dict[str, str | None]:
        return {"number": self.number, "date": self.date.isoformat() if self.date else None}


@dataclass(slots=True)
class ParsedCode:
    """A code as read from one source."""

    title: str
    locale: str
    order: Order | None
    sections: list[Section]
    dropped: list[Dropped]
    warnings: list[Notice]
    title_pieces: list[Piece] = field(default_factory=list)
    encoding: str = "utf-8"

    def walk(self) -> Iterator[Part]:
        for section in self.sections:
            yield from section.walk()

    @property
    def clause_count(self) -> int:
        """How many parts a person would read as provisions: headings and approval blocks are not counted."""
        return sum(1 for part in self.walk() if isinstance(part, Clause) and part.kind not in ("heading", "approval"))

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "locale": self.locale,
            "order": self.order.as_json() if self.order else None,
            "sections": [section.as_json() for section in self.sections],
            "dropped": [dropped.as_json() for dropped in self.dropped],
            "warnings": [warning.as_json() for warning in self.warnings],
        }
