"""`manage.py tick`: all that time brings, once. Run it every few minutes; running it twice does no harm."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from common.clock import run_step, tick_steps
from common.locks import try_lock


class Command(BaseCommand):
    help = "Newcomers, missed signals, reminders, mail, sealing of the log: each step on its own; exit 1 if one failed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="STEP", action="append", help="run this step only; may be repeated")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = [step for step in tick_steps() if not options["only"] or step.name in options["only"]]
        with try_lock("tick") as ours:
            if not ours:
                self.stdout.write("another tick is running; nothing was done")
                return
            results = [run_step(step) for step in steps]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(result) for result in results], ensure_ascii=False))
        else:
            for result in results:
                line = f"{result.name}: {result.error or result.count}"
                self.stdout.write(self.style.ERROR(line) if result.error else line)
        if any(result.error for result in results):
            raise SystemExit(1)
