"""The table of people by competencies as a spreadsheet."""

from django.utils.translation import gettext as _

from common.spreadsheets import workbook
from competencies.profiles import Matrix


def matrix_workbook(found: Matrix) -> bytes:
    """Return the table as XLSX: levels with one decimal, empty where there is too little evidence."""
    header = [_("Name"), _("Staff number"), _("Department"), _("Position"), *(str(c) for c in found.competencies)]
    rows = (
        [
            str(row.employment.person),
            row.employment.staff_number,
            row.employment.department.name,
            row.employment.position.name,
            *(None if cell.level is None else round(cell.level, 1) for cell in row.cells),
        ]
        for row in found.rows
    )
    return workbook(_("Competencies"), header, rows)
