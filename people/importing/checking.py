"""A table to rows of people: each row is right as a whole or refused with its line, column and reason."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import DomainError
from people.importing import values
from people.importing.columns import LABELS, REQUIRED, Column
from people.importing.reading import Cell, SourceRow, Table
from people.importing.values import CellError


@dataclass(frozen=True)
class PersonRow:
    """One person's post as the file states it. `language` and `gender` may be empty: not stated."""

    line: int
    staff_number: str
    family: str
    given: str
    patronymic: str
    gender: str
    email: str
    department: tuple[str, ...]
    position: str
    is_head: bool
    hired: datetime.date
    left: datetime.date | None
    language: str


@dataclass(frozen=True)
class Problem:
    """Why a row is refused. `column` is the code of the column, or empty for the row as a whole."""

    row: int
    column: str
    reason: str

    @property
    def label(self) -> str:
        return str(LABELS[Column(self.column)]) if self.column else ""

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "reason": self.reason}


@dataclass
class CheckedFile:
    """What a file says: rows that can go in, problems of those that cannot, notes about the whole."""

    rows: list[PersonRow]
    problems: list[Problem]
    notes: list[str] = field(default_factory=list)
    stated: frozenset[Column] = frozenset()

    @property
    def refused(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def check_table(table: Table) -> CheckedFile:
    """Return the rows and problems of the table; raises DomainError when a needed column is missing."""
    places = _places(table)
    checked = CheckedFile([], [], list(table.notes), frozenset(places))
    seen: dict[str, int] = {}
    addresses: dict[str, int] = {}
    heads: dict[tuple[str, ...], int] = {}
    tree = _Tree()
    trimmed = 0
    for source in table.rows:
        trimmed += any(isinstance(cell, str) and cell != cell.strip() for cell in source.cells)
        row, problems = _check_row(source, places, workbook=table.encoding == "xlsx")
        if row:
            problems += _check_against_others(row, seen, addresses, heads, tree)
        checked.problems += problems
        if row and not problems:
            checked.rows.append(row)
    if trimmed:
        note = ngettext(
            "Spaces at the ends of cells were cut off in %(count)s row.",
            "Spaces at the ends of cells were cut off in %(count)s rows.",
            trimmed,
        )
        checked.notes.append(note % {"count": trimmed})
    return checked


def _places(table: Table) -> dict[Column, int]:
    places: dict[Column, int] = {}
    for place, column in enumerate(table.columns):
        if column is None:
            continue
        if column in places:
            raise DomainError(_("Two columns are named “%(column)s”. Keep one.") % {"column": LABELS[column]})
        places[column] = place
    needed = [*REQUIRED]
    if Column.FULL_NAME not in places:
        needed += [Column.FAMILY, Column.GIVEN]
    missing = [str(LABELS[column]) for column in needed if column not in places]
    if missing:
        raise DomainError(_("Columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
    return places


class _Reader:
    """Takes the cells of one row and gathers what is wrong with them."""

    def __init__(self, source: SourceRow, places: Mapping[Column, int]) -> None:
        self.source, self.places = source, places
        self.problems: list[Problem] = []

    def fail(self, column: Column | str, reason: str) -> None:
        self.problems.append(Problem(self.source.line, str(column), reason))

    def cell(self, column: Column) -> Cell:
        place = self.places.get(column)
        return self.source.cells[place] if place is not None and place < len(self.source.cells) else None

    def take(self, column: Column, parse: Callable[[Any], Any], missing: str = "", *, raw: bool = False) -> Any:
        """Return the parsed cell; a failure, or an empty cell where `missing` is given, becomes a problem."""
        cell = self.cell(column)
        try:
            value = parse(cell if raw else values.text_of(cell))
        except CellError as error:
            self.fail(column, str(error))
            return None
        if missing and value in ("", None, ()):
            self.fail(column, missing)
        return value


def _check_row(
    source: SourceRow, places: Mapping[Column, int], *, workbook: bool
) -> tuple[PersonRow | None, list[Problem]]:
    reader = _Reader(source, places)
    if source.fault:
        reader.fail("", source.fault)
        return None, reader.problems
    number = reader.take(
        Column.STAFF_NUMBER, lambda text: values.staff_number_of(text) if text else "", _("the staff number is missing")
    )
    family, given, patronymic = _names(reader)
    path = reader.take(
        Column.DEPARTMENT, lambda text: values.path_of(text) if text else (), _("the department is missing")
    )
    position = reader.take(Column.POSITION, lambda text: values.limited(text, 200), _("the position is missing"))

    def day(cell: Cell) -> datetime.date | None:
        return values.date_of(cell, workbook=workbook)

    hired = reader.take(Column.HIRED, day, _("the day of hire is missing"), raw=True)
    left = reader.take(Column.LEFT, day, raw=True)
    if hired and left and left < hired:
        reader.fail(Column.LEFT, _("left before being hired"))
    email = reader.take(Column.EMAIL, values.email_of)
    head = reader.take(Column.HEAD, values.flag_of)
    language = reader.take(Column.LANGUAGE, values.language_of)
    gender = reader.take(Column.GENDER, values.gender_of)
    if reader.problems:
        return None, reader.problems
    row = PersonRow(
        source.line, number, family, given, patronymic, gender, email, path, position, head, hired, left, language
    )
    return row, []


def _names(reader: _Reader) -> tuple[str, str, str]:
    """Return family name, given name and patronymic, from one column or from three."""
    if Column.FULL_NAME in reader.places and Column.FAMILY not in reader.places:
        whole = reader.take(Column.FULL_NAME, values.name_of, _("the name is missing")) or ""
        parts = whole.split()
        if whole and not 2 <= len(parts) <= 4:
            reader.fail(Column.FULL_NAME, _("“%(text)s” is not family name, given name, patronymic") % {"text": whole})
        return (*parts[:2], " ".join(parts[2:])) if len(parts) >= 2 else ("", "", "")  # type: ignore[return-value]
    return (
        reader.take(Column.FAMILY, values.name_of, _("the family name is missing")),
        reader.take(Column.GIVEN, values.name_of, _("the given name is missing")),
        reader.take(Column.PATRONYMIC, values.name_of),
    )


class _Tree:
    """Which department stands below which, by name, so far in the file."""

    def __init__(self) -> None:
        self.children: dict[str, set[str]] = {}
        self.first_line: dict[tuple[str, str], int] = {}

    def conflict(self, path: tuple[str, ...], line: int) -> int:
        """Take the path in and return 0, or return the line of a row it makes a circle with."""
        folded = [name.casefold() for name in path]
        edges = list(pairwise(folded))
        for above, below in edges:
            found = self._way(below, above)
            if found:
                return found
        for above, below in edges:
            self.children.setdefault(above, set()).add(below)
            self.first_line.setdefault((above, below), line)
        return 0

    def _way(self, start: str, goal: str) -> int:
        """Return the line of the first step of a way down from start to goal, or 0."""
        waiting = [(child, self.first_line[start, child]) for child in self.children.get(start, ())]
        visited = {start}
        while waiting:
            name, line = waiting.pop()
            if name == goal:
                return line
            if name not in visited:
                visited.add(name)
                waiting += [(child, line) for child in self.children.get(name, ())]
        return 0


def _check_against_others(
    row: PersonRow,
    seen: dict[str, int],
    addresses: dict[str, int],
    heads: dict[tuple[str, ...], int],
    tree: _Tree,
) -> list[Problem]:
    problems = []

    def fail(column: Column, reason: str, **names: object) -> None:
        problems.append(Problem(row.line, str(column), reason % names))

    number = row.staff_number.casefold()
    if number in seen:
        fail(Column.STAFF_NUMBER, _("the staff number stands in row %(line)s already"), line=seen[number])
    seen.setdefault(number, row.line)
    if row.email:
        if row.email in addresses:
            fail(Column.EMAIL, _("the e-mail stands in row %(line)s already"), line=addresses[row.email])
        addresses.setdefault(row.email, row.line)
    circle = tree.conflict(row.department, row.line)
    if circle:
        fail(
            Column.DEPARTMENT,
            _("“%(path)s” and the path in row %(line)s make a circle"),
            path=" / ".join(row.department),
            line=circle,
        )
    if row.is_head and row.left is None and not problems:
        place = tuple(name.casefold() for name in row.department)
        if place in heads:
            fail(Column.HEAD, _("the department has another head in row %(line)s"), line=heads[place])
        heads.setdefault(place, row.line)
    return problems
