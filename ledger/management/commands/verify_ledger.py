"""`manage.py verify_ledger`: says whether anything that was logged is no longer as it was; exit code 1 if so."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ledger.services import verify


class Command(BaseCommand):
    help = "Check every fact, entry, leaf and checkpoint, and that the guards of append-only tables stand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--checkpoints", metavar="DIR", help="where the exported checkpoints lie")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify(options["checkpoints"])
        if options["json"]:
            self.stdout.write(json.dumps({"ok": report.ok, **asdict(report)}, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"{report.entries} entries, {report.leaves} sealed, "
                f"{report.checkpoints} checkpoints, {report.exported} exported"
            )
            for note in report.notes:
                self.stdout.write(f"note: {note}")
            for finding in report.findings:
                self.stdout.write(self.style.ERROR(str(finding)))
            if report.ok:
                self.stdout.write(self.style.SUCCESS("nothing altered, missing or moved"))
        if not report.ok:
            raise SystemExit(1)
