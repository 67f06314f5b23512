"""`manage.py translations`: update, compile or check the catalogues."""

from pathlib import Path
from typing import Any

import polib
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.translations import TRANSLATED, catalogues, compile_catalogues, problems


class Command(BaseCommand):
    help = "Update the catalogues from the code, compile them, or check that they are whole."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--update", action="store_true", help="collect msgids from code and templates")
        chosen.add_argument("--compile", action="store_true", help="write .mo files where .po is newer")
        chosen.add_argument("--check", action="store_true", help="fail on what is missing, fuzzy or out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["update"]:
            self._collect()
            compile_catalogues()
        elif options["compile"]:
            compile_catalogues()
        else:
            self._check()

    def _collect(self) -> None:
        call_command(
            "makemessages",
            locale=list(TRANSLATED),
            ignore_patterns=[".venv", "node_modules", "tests", "tools", "var"],
            no_location=True,
            no_wrap=True,
            verbosity=0,
        )

    def _check(self) -> None:
        found = list(problems()) + list(self._uncollected())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalogues")
        self.stdout.write("Catalogues are whole.")

    def _uncollected(self) -> list[str]:
        """Return msgids of the code that no catalogue has; the files are left as they were."""
        before = {path: path.read_bytes() for path in catalogues()}
        try:
            self._collect()
            return [
                f"{path.parent.parent.name}: not collected: {entry.msgid!r}"
                for path, old in before.items()
                for entry in self._new_entries(path, old)
            ]
        finally:
            for path, old in before.items():
                path.write_bytes(old)

    @staticmethod
    def _new_entries(path: Path, old: bytes) -> list[polib.POEntry]:
        known = {(e.msgctxt, e.msgid) for e in polib.pofile(old.decode()) if not e.obsolete}
        return [e for e in polib.pofile(str(path)) if not e.obsolete and (e.msgctxt, e.msgid) not in known]
