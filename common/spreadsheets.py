"""Tables as XLSX files whose cells never run as formulas."""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

#: Beginnings that a spreadsheet takes for a formula or a command (OWASP, CSV injection).
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST = 60


def safe_cell(value: Any) -> Any:
    """Return the value as a cell may hold it: text from people never begins a formula, times lose their zone."""
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, int | float | datetime.date):
        return value
    text = "".join(letter for letter in str(value) if letter in "\t\n\r" or ord(letter) >= 32)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return one sheet as XLSX bytes: bold frozen header, filter, columns as wide as their words."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31]
    sheet.append([safe_cell(str(name)) for name in header])
    widths = [len(str(name)) for name in header]
    for row in rows:
        cells = [safe_cell(value) for value in row]
        widths = [max(width, len(str(cell or ""))) for width, cell in zip(widths, cells, strict=True)]
        sheet.append(cells)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
