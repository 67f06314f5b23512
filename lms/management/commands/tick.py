"""`manage.py tick`: all that time brings, once or every so many seconds; running it twice does no harm."""

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from common.clock import run_step, tick_steps
from common.locks import try_lock


class Command(BaseCommand):
    help = "Newcomers, missed signals, reminders, mail, sealing of the log: each step on its own; exit 1 if one failed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="STEP", action="append", help="run this step only; may be repeated")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

        parser.add_argument("--every", metavar="SECONDS", type=int, help="go on, with this long between two rounds")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["every"]:
            if not self._round(options):
                raise SystemExit(1)
            return
        while True:
            # A failed round is reported; the clock goes on, the next round tries again.
            self._round(options)
            close_old_connections()
            time.sleep(options["every"])

    def _round(self, options: dict[str, Any]) -> bool:
        """Run the steps once and report them; returns whether none failed."""
        steps = [step for step in tick_steps() if not options["only"] or step.name in options["only"]]
        with try_lock("tick") as ours:
            if not ours:
                self.stdout.write("another tick is running; nothing was done")
                return True
            results = [run_step(step) for step in steps]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(result) for result in results], ensure_ascii=False))
        else:
            for result in results:
                if options["every"] and not (result.count or result.error):
                    continue
                line = f"{result.name}: {result.error or result.count}"
                self.stdout.write(self.style.ERROR(line) if result.error else line)
        return not any(result.error for result in results)
