"""`manage.py seed_demo`: loads the demo organisation into an empty database."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.errors import DomainError
from lms.demo.loader import load_demo, refuse_unless_empty
from lms.demo.sign_ins import demo_is_loaded


class Command(BaseCommand):
    help = "Load the demo organisation, its code and a year of history. Refused under production settings."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PRODUCTION and demo_is_loaded():
            self.stdout.write("The demo is loaded already; nothing was changed.")
            return
        try:
            refuse_unless_empty(production=settings.PRODUCTION)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        started = time.monotonic()
        load_demo()
        self.stdout.write(f"The demo organisation is here ({time.monotonic() - started:.0f} s).")
