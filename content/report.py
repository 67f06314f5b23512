"""The report of an import as a screen shows it: source lines of a section beside what became of them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.functional import Promise

from content.importing import ParsedCode
from content.importing.decode import decode
from content.importing.lines import split_lines
from content.importing.messages import describe_reason
from content.importing.model import Clause, Notice, Part

#: Source lines shown beside one section.
MOST_LINES = 600


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    dropped: str | Promise = ""
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Node:
    part: Part
    depth: int
    warnings: tuple[Notice, ...] = ()

    @property
    def is_head(self) -> bool:
        return not isinstance(self.part, Clause) or self.part.kind == "heading"

    @property
    def kind(self) -> str:
        return self.part.kind if isinstance(self.part, Clause) else "heading"


@dataclass(frozen=True)
class Tab:
    index: int
    number: str
    title: str
    warnings: int


@dataclass
class Report:
    lines: list[Line]
    nodes: list[Node]
    tabs: list[Tab]
    current: int
    total: int
    kept: int
    dropped: int
    cut: bool = False
    loose: list[Notice] = field(default_factory=list)


def _first_line(parsed: ParsedCode, index: int) -> int:
    """Return the source line where a section begins: 1 for the first, past the end for the one after the last."""
    if index == 0:
        return 1
    for section in parsed.sections[index:]:
        found = [line for part in section.walk() for line in part.lines]
        if found:
            return min(found)
    return 1 << 30


def show(parsed: ParsedCode, data: bytes, index: int) -> Report:
    """Return what to show of section `index` (from 0): its lines, its clauses, and the warnings on either side."""
    source = split_lines(decode(data).text)
    index = min(max(index, 0), max(len(parsed.sections) - 1, 0))
    warned: dict[int, list[Notice]] = defaultdict(list)
    for notice in parsed.warnings:
        warned[notice.line].append(notice)
    dropped = {piece.line: describe_reason(entry.reason) for entry in parsed.dropped for piece in entry.pieces}
    kept = {piece.line for part in parsed.walk() for piece in part.pieces} | {p.line for p in parsed.title_pieces}
    start, end = _first_line(parsed, index), _first_line(parsed, index + 1)
    lines = [
        Line(number, text, dropped.get(number, "") if number not in kept else "", tuple(warned.get(number, ())))
        for number, text in enumerate(source, start=1)
        if start <= number < end and text.strip()
    ]
    tabs = []
    for place, section in enumerate(parsed.sections):
        first, after = _first_line(parsed, place), _first_line(parsed, place + 1)
        count = sum(len(found) for line, found in warned.items() if first <= line < after)
        tabs.append(Tab(place, section.number, section.title, count))
    return Report(
        lines=lines[:MOST_LINES],
        nodes=_nodes(parsed, index, warned),
        tabs=tabs,
        current=index,
        total=sum(bool(text.strip()) for text in source),
        kept=len(kept),
        dropped=len(dropped.keys() - kept),
        cut=len(lines) > MOST_LINES,
    )


def _nodes(parsed: ParsedCode, index: int, warned: dict[int, list[Notice]]) -> list[Node]:
    if not parsed.sections:
        return []
    found: list[Node] = []
    told: set[int] = set()

    def notices(part: Part) -> tuple[Notice, ...]:
        fresh = [line for line in part.lines if line not in told]
        told.update(fresh)
        return tuple(notice for line in fresh for notice in warned.get(line, ()))

    waiting: list[tuple[int, Part]] = [(0, parsed.sections[index])]
    while waiting:
        depth, part = waiting.pop()
        found.append(Node(part, depth, notices(part)))
        waiting.extend((depth + 1, inner) for inner in reversed(part.clauses))
    return found
