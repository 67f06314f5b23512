"""Bytes of a CSV or XLSX file to a table of cells: encoding and separator are guessed and told."""

import csv
import datetime
import io
import re
import zipfile
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from common.errors import DomainError
from people.importing.columns import Column, column_of

#: Largest file and longest table that are read.
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 50_000
MAX_UNPACKED = 100 * 1024 * 1024
#: A title line or two may stand above the header.
HEADER_WITHIN = 10

Cell = str | int | float | bool | datetime.date | None


class Formula(str):
    """A cell that computes instead of stating."""

    __slots__ = ()


@dataclass(frozen=True)
class SourceRow:
    """One row as it stands in the file; `line` is what a person sees at its left, `fault` why it cannot be read."""

    line: int
    cells: tuple[Cell, ...]
    fault: str = ""


@dataclass
class Table:
    columns: list[Column | None]
    rows: list[SourceRow]
    encoding: str
    delimiter: str = ""
    notes: list[str] = field(default_factory=list)


def read_table(content: bytes, name: str) -> Table:
    """Return the table of the file; raises DomainError when there is none to be read."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DomainError(_("The file is empty. Choose the file that HR exported and send it again."))
    if len(content) > MAX_BYTES:
        raise DomainError(
            _("The file is larger than %(limit)s MB. Split it or remove what is not the list of people.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DomainError(_("This is the old Excel format. Save the table as .xlsx or .csv and send that."))
    return _read_text(content, name)


# Text -----------------------------------------------------------------------------------------------------


def _words_look_right(text: str) -> float:
    """Return the share of Cyrillic words that are written as words are: Xxxx, xxxx or XXXX."""
    words = re.findall(r"[Ѐ-ӿ]{2,}", text)
    if not words:
        return 0.0
    good = sum(1 for word in words if word[1:].islower() or word.isupper())
    rare = sum(1 for word in words if re.search(r"[ЂЃѓЉЊЌЋЏђљњќћџЎўЈЅѕјЪ]", word[1:]))
    return (good - rare) / len(words)


def _decode(content: bytes) -> tuple[list[tuple[str, str]], str, list[str]]:
    """Return (line, fault) pairs, the encoding and notes."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return _lines(content.decode(encoding)), encoding, []
            except UnicodeDecodeError as error:
                raise DomainError(_("The file is damaged: its encoding breaks off in the middle.")) from error
    if b"\x00" in content:
        zeros = content[: len(content) // 2 * 2]
        for encoding, odd in (("utf-16-le", zeros[1::2]), ("utf-16-be", zeros[::2])):
            if odd.count(0) > len(odd) // 4:
                text = content.decode(encoding, "replace")
                if not re.search(r"[\x00-\x08\x0e-\x1f\ufffd]", text):
                    return _lines(text), encoding, []
        raise DomainError(_("This is not a table but a binary file. Send a .csv or .xlsx file."))
    if len(re.findall(rb"[\x01-\x08\x0e-\x1f]", content)) > len(content) // 100:
        raise DomainError(_("This is not a table but a binary file. Send a .csv or .xlsx file."))
    try:
        return _lines(content.decode("utf-8")), "utf-8", []
    except UnicodeDecodeError:
        return _decode_legacy(content)


def _decode_legacy(content: bytes) -> tuple[list[tuple[str, str]], str, list[str]]:
    """UTF-8 with a few foreign rows keeps them as faults; else one of the old Cyrillic encodings, or a refusal."""
    parts = content.split(b"\n")
    good = sum(1 for part in parts if not part.isascii() and _is_utf8(part))
    bad = sum(1 for part in parts if not _is_utf8(part))
    if good > bad:
        fault = _("the row is not in UTF-8 like the rest of the file (it looks like Windows-1251)")
        pairs = [
            (part.decode("utf-8"), "") if _is_utf8(part) else (part.decode("cp1251", "replace"), fault)
            for part in parts
        ]
        return [(line.rstrip("\r"), why) for line, why in pairs], "utf-8", []
    guesses = []
    for encoding in ("cp1251", "koi8_u", "cp866"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        guesses.append((_words_look_right(text), encoding, text))
    share, encoding, text = max(guesses, default=(0.0, "", ""), key=lambda guess: guess[0])
    if share < 0.6:
        raise DomainError(_("The encoding of the file is not known: its letters come out wrong. Save it as CSV UTF-8."))
    note = _("The file is not in UTF-8; it was read as %(encoding)s. Check that the names below look right.")
    return _lines(text), encoding, [note % {"encoding": encoding}]


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str) -> list[tuple[str, str]]:
    return [(line.rstrip("\r"), "") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _known(cells: list[str]) -> int:
    return len({column for cell in cells if (column := column_of(cell))})


def _find_header(lines: list[tuple[str, str]]) -> tuple[int, str]:
    """Return the index of the header line and the separator that makes most sense of it."""
    best = (0, 0, ",")
    for index, (line, fault) in enumerate(lines[:HEADER_WITHIN]):
        for delimiter in ",;\t|":
            found = 0 if fault else _known(next(csv.reader([line], delimiter=delimiter), []))
            if found > best[0]:
                best = (found, index, delimiter)
    if best[0] < 3:
        raise DomainError(
            _("No header was found. The first row must name the columns: staff number, family name, given name, …")
        )
    return best[1], best[2]


def _read_text(content: bytes, name: str) -> Table:
    lines, encoding, notes = _decode(content)
    header, delimiter = _find_header(lines)
    titles = next(csv.reader([lines[header][0]], delimiter=delimiter))
    if delimiter != ",":
        called = {";": _("semicolons"), "\t": _("tabs"), "|": _("vertical bars")}[delimiter]
        notes.append(_("The columns are separated by %(what)s.") % {"what": called})
    rows = _text_rows(lines[header + 1 :], header + 2, delimiter, len(titles))
    return _table(titles, rows, encoding, delimiter, notes)


def _text_rows(lines: list[tuple[str, str]], first: int, delimiter: str, width: int) -> list[SourceRow]:
    rows: list[SourceRow] = []
    index = 0
    while index < len(lines):
        text, fault = lines[index]
        start, index = index, index + 1
        # a quoted cell may hold line breaks: take lines until its quotes close
        while not fault and text.count('"') % 2 and index < len(lines) and index - start < 10:
            text, fault = f"{text}\n{lines[index][0]}", lines[index][1]
            index += 1
        if not fault and text.count('"') % 2:
            text, index = lines[start][0], start + 1
            fault = _("a quotation mark is opened and never closed")
        if not text.strip(f" \t{delimiter}"):
            continue
        cells = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
        if not fault:
            fault = _width_fault(text, cells, delimiter, width)
        rows.append(SourceRow(first + start, tuple(cells), fault))
        _refuse_long(rows)
    return rows


def _width_fault(text: str, cells: list[str], delimiter: str, width: int) -> str:
    """Say why the row does not have the header's columns, or return an empty string."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == 1 < width:
        for other, called in ((";", _("semicolons")), (",", _("commas")), ("\t", _("tabs"))):
            if other != delimiter and text.count(other) >= width - 2:
                return _("the row is separated by %(what)s, unlike the rest of the file") % {"what": called}
    if len(cells) > width:
        return _("the row has %(found)s cells, the header has %(wanted)s") % {"found": len(cells), "wanted": width}
    return ""


# Workbooks ------------------------------------------------------------------------------------------------


def _read_workbook(content: bytes) -> Table:
    from openpyxl import load_workbook

    damaged = _("The workbook cannot be opened: it is damaged or is not an .xlsx file.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
                raise DomainError(_("The workbook unpacks to more than a list of people ever needs. It was not read."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except DomainError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip layers raise
        raise DomainError(damaged) from error
    try:
        for sheet in book.worksheets:
            table = _read_sheet(sheet, book.epoch)
            if table:
                if len(book.worksheets) > 1:
                    table.notes.append(_("Only the sheet “%(sheet)s” was read.") % {"sheet": sheet.title})
                return table
    except DomainError:
        raise
    except Exception as error:
        raise DomainError(damaged) from error
    raise DomainError(
        _("No header was found. The first row must name the columns: staff number, family name, given name, …")
    )


def _read_sheet(sheet: object, epoch: datetime.datetime) -> Table | None:
    titles: list[str] = []
    rows: list[SourceRow] = []
    for line, cells in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        values = tuple(_cell_value(cell) for cell in cells)
        if not titles:
            texts = ["" if value is None else str(value) for value in values]
            if _known(texts) >= 3:
                titles = texts
            elif line > HEADER_WITHIN:
                return None
            continue
        if any(value is not None and str(value).strip() for value in values):
            rows.append(SourceRow(line, values))
            _refuse_long(rows)
        elif line > 2 * MAX_ROWS:  # a sheet of a million empty, painted rows would be walked for minutes
            raise DomainError(_("The table has more than %(limit)s rows. Split it.") % {"limit": MAX_ROWS})
    return _table(titles, rows, "xlsx", "", []) if titles else None


def _cell_value(cell: object) -> Cell:
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        return Formula(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        mask = getattr(cell, "number_format", "") or ""
        if re.fullmatch(r"0{2,}", mask):
            return str(value).zfill(len(mask))  # Excel shows 0104 and stores 104
    if value is None or isinstance(value, str | int | float | bool | datetime.date):
        return value
    return str(value)


def _refuse_long(rows: list[SourceRow]) -> None:
    if len(rows) > MAX_ROWS:
        raise DomainError(_("The table has more than %(limit)s rows. Split it.") % {"limit": MAX_ROWS})


def _table(titles: list[str], rows: list[SourceRow], encoding: str, delimiter: str, notes: list[str]) -> Table:
    columns = [column_of(title) for title in titles]
    unknown = [title.strip() for title, column in zip(titles, columns, strict=True) if title.strip() and not column]
    if unknown:
        notes.append(_("Columns that are not used: %(titles)s.") % {"titles": ", ".join(unknown)})
    if not rows:
        raise DomainError(_("The table has a header and no rows below it."))
    return Table(columns, rows, encoding, delimiter, notes)
