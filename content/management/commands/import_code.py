"""Import a code of ethics from a plain-text file, or show how it would be read."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.errors import DomainError
from content.importing import ParsedCode, read_code
from content.importing.decode import MAX_BYTES
from content.importing.errors import FileTooLargeError
from content.importing.model import Clause, Section
from people.access import Role
from people.models import User

_WIDTH = 100


class Command(BaseCommand):
    help = "Reads a code of ethics from plain text (.txt) into a code page; --dry-run only reports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the text file")
        parser.add_argument("--locale", choices=("uk", "ru", "en"), help="language of the text; found by its letters")
        parser.add_argument("--title", help="title of the code, where the text has none or a wrong one")
        parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument("--user", help="user name or e-mail of the editor who imports; the first one otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            parsed = read_code(_read(options["file"]), locale=options["locale"])
            report = parsed.as_json()
            if not options["dry_run"]:
                # Reading alone needs neither the page tree nor a database.
                from content.services import make_code_page

                page = make_code_page(
                    parsed, actor=_editor(options["user"]), locale=parsed.locale, title=options["title"]
                )
                report["page"] = {"id": page.pk, "code": str(page.translation_key), "title": page.title}
        except DomainError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for line in _describe(parsed):
            self.stdout.write(line)
        if "page" in report:
            self.stdout.write(self.style.SUCCESS(_("Imported as the code “%(title)s”.") % report["page"]))
        else:
            self.stdout.write(_("Nothing was changed: this was a trial reading."))


def _read(path: Path) -> bytes:
    try:
        # Asked before reading: a huge file must not fill the memory first.
        if path.stat().st_size > MAX_BYTES:
            raise FileTooLargeError
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}
        ) from error


def _editor(name: str | None) -> User:
    """The account in whose name the code is made: the one named, or the first editor or superuser."""
    active = User.objects.filter(is_active=True)
    if name:
        found = active.filter(username=name).first() or active.filter(email__iexact=name).first()
    else:
        editors = active.filter(groups__name=Role.EDITOR)
        found = editors.order_by("pk").first() or active.filter(is_superuser=True).order_by("pk").first()
    if found is None:
        raise CommandError(_("There is no such account. Name an editor with --user, or import the staff first."))
    return found


def _describe(parsed: ParsedCode) -> Iterator[str]:
    """The outline, what was dropped and what to look at, for a person at a terminal."""
    yield parsed.title or _("(no title)")
    if parsed.order:
        day = parsed.order.date.isoformat() if parsed.order.date else "—"
        yield _("Order: № %(number)s, %(date)s") % {"number": parsed.order.number or "—", "date": day}
    yield _("Language: %(locale)s · sections: %(sections)s · clauses: %(clauses)s") % {
        "locale": parsed.locale,
        "sections": len(parsed.sections),
        "clauses": parsed.clause_count,
    }
    for part in parsed.walk():
        if isinstance(part, Section):
            yield ""
            yield f"{part.number} {part.title}".strip() or f"({part.kind})"
        elif isinstance(part, Clause):
            text = " ".join(part.text.split())
            shown = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
            yield f"  {part.lines[0]:>5}  {part.kind:<10} {part.number:<8} {shown}"
    if parsed.dropped:
        yield ""
        yield _("Left out:")
        for dropped in parsed.dropped:
            yield f"  {dropped.line:>5}  {dropped.text[:_WIDTH]} – {dropped.as_json()['message']}"
    if parsed.warnings:
        yield ""
        yield _("Please check:")
        for warning in parsed.warnings:
            yield f"  {warning.line:>5}  {warning.message}"
    yield ""
