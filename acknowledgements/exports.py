"""The register of sign-offs as a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import SignOff
from common.spreadsheets import workbook


def register_workbook(sign_offs: Iterable[SignOff]) -> bytes:
    """Return the register as XLSX, one line a sign-off, names and posts as they were."""
    header = [
        _("Name"),
        _("Staff number"),
        _("Position"),
        _("Department"),
        _("Edition"),
        _("Familiarised"),
        _("Check passed"),
        _("Language shown"),
        _("SHA-256 of the text"),
    ]
    rows = []
    for sign_off in sign_offs:
        payload = getattr(sign_off, "payload", None)
        understanding = getattr(sign_off, "understanding", None)
        rows.append(
            [
                payload.full_name if payload else _("erased"),
                payload.staff_number if payload else "",
                payload.post if payload else "",
                payload.unit if payload else "",
                sign_off.edition.number,
                timezone.localtime(sign_off.signed_at),
                timezone.localtime(understanding.passed_at) if understanding else None,
                sign_off.locale,
                sign_off.text_sha256,
            ]
        )
    return workbook(_("Sign-offs"), header, rows)
