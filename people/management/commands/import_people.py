"""Read a personnel file and apply it, or tell what it would do: `manage.py import_people FILE [--dry-run] [--json]`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from common.errors import DomainError
from people.importing.checking import check_table
from people.importing.columns import LABELS, Column
from people.importing.reading import MAX_BYTES, read_table
from people.personnel import import_people, plan_import


class Command(BaseCommand):
    help = "Import people from a CSV or XLSX file. Exit code 1 when rows were refused or nothing went in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--accept-good", action="store_true", help="let the good rows in although others are bad")
        parser.add_argument("--complete", action="store_true", help="the file lists everyone: end the posts it lacks")
        parser.add_argument("--locale", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["locale"] or settings.LANGUAGE_CODE):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        report: dict[str, Any] = {"file": path.name, "dry_run": options["dry_run"], "applied": False}
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)  # one byte more than allowed is enough to be refused
            checked = check_table(read_table(content, path.name))
            plan = plan_import(checked)
            report |= plan.as_json()
            if not options["dry_run"]:
                plan = import_people(
                    checked,
                    actor=None,
                    accept_good=options["accept_good"],
                    complete=options["complete"],
                    file_name=path.name,
                )
                report |= plan.as_json() | {"applied": True}
        except OSError as error:
            report |= {"error": f"{path}: {error.strerror}", "rows": []}
        except DomainError as error:
            report["error"] = str(error)
            report.setdefault("rows", [])
        self._tell(report, options)
        if report.get("error") or (report.get("refused") and not report["applied"]):
            raise SystemExit(1)

    def _tell(self, report: dict[str, Any], options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for note in report.get("notes", ()):
            self.stdout.write(note)
        for row in report["rows"]:
            column = LABELS[Column(row["column"])] if row["column"] else ""
            self.stdout.write(f"{row['row']:>6}  {column}  {row['reason']}")
        if "created" in report:
            counts = ("created", "changed", "unchanged", "left", "refused")
            self.stdout.write(", ".join(f"{name}: {report[name]}" for name in counts))
        if report.get("error"):
            self.stderr.write(report["error"])
