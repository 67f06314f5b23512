"""Short ways to look at an imported outline in tests."""

from content.importing import Clause, ParsedCode, parse
from content.importing.model import Part


def read(*lines: str, locale: str | None = "uk") -> ParsedCode:
    return parse("\n".join(lines), locale=locale)


def sketch(part: Part) -> list:
    """(number, kind, text) of what is under a part; nested clauses follow as a list."""
    drawn: list = []
    for clause in part.clauses:
        drawn.append((clause.number, clause.kind, clause.text))
        if clause.clauses:
            drawn.append(sketch(clause))
    return drawn


def numbers(result: ParsedCode) -> list[str]:
    return [part.number for part in result.walk() if part.number]


def kinds(result: ParsedCode) -> dict[str, int]:
    counted: dict[str, int] = {}
    for part in result.walk():
        if isinstance(part, Clause):
            counted[part.kind] = counted.get(part.kind, 0) + 1
    return counted


def warned(result: ParsedCode, kind: str | None = None) -> list:
    if kind:
        return [notice.line for notice in result.warnings if notice.kind == kind]
    return [(notice.line, notice.kind) for notice in result.warnings]


def dropped(result: ParsedCode) -> list[tuple[int, str]]:
    return [(entry.line, entry.reason) for entry in result.dropped]
