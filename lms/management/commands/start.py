"""`manage.py start`: migrates, fills an empty database with the demo, runs web, worker and clock together."""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.translations import compile_catalogues


class Command(BaseCommand):
    help = "Prepare the installation and run the web server, the worker and the clock until Ctrl+C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-workers", type=int, default=2)
        parser.add_argument("--tick-seconds", type=int, default=60)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare(demo=not options["no_demo"])
        commands = {
            "web": [
                sys.executable,
                "-m",
                "gunicorn",
                "lms.wsgi:application",
                f"--bind={options['host']}:{options['port']}",
                f"--workers={options['web_workers']}",
                "--worker-class=gthread",
                "--threads=4",
                "--log-level=warning",
                "--preload",
            ],
            "worker": [sys.executable, "manage.py", "db_worker", "--interval=2", "--verbosity=0"],
            "clock": [sys.executable, "manage.py", "tick", f"--every={options['tick_seconds']}"],
        }
        if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
            del commands["worker"]
        self._run(commands, address=(options["host"], options["port"]))

    def _prepare(self, *, demo: bool) -> None:
        compile_catalogues()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database")
            call_command("migrate", interactive=False, verbosity=0)
        if isinstance(caches["default"], DatabaseCache):
            call_command("createcachetable", verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        from people.models import Person

        if demo and not settings.PRODUCTION and not Person.objects.exists():
            self.stdout.write("Loading the demo organisation; this takes a minute the first time")
            self.stdout.flush()
            call_command("seed_demo")

    def _print_sign_ins(self) -> None:
        if settings.PRODUCTION:
            return
        from lms.demo.sign_ins import demo_sign_ins

        rows = demo_sign_ins()
        if not rows:
            return
        self.stdout.write("Demo sign-ins (never under production settings):")
        for row in rows:
            self.stdout.write(f"  {row.role:<12} {row.login:<10} {row.password:<24} {row.name}")

    def _greet(self, address: tuple[str, int]) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nKodeks: http://{address[0]}:{address[1]}/"))
        self._print_sign_ins()
        self.stdout.write("Ctrl+C ends it.\n")
        self.stdout.flush()

    @staticmethod
    def _wait_for_web(web: subprocess.Popen[bytes], address: tuple[str, int]) -> None:
        """Return when the web server takes connections, has ended, or a minute has passed."""
        for _try in range(600):
            if web.poll() is not None:
                return
            try:
                socket.create_connection(address, timeout=0.1).close()
                return
            except OSError:
                time.sleep(0.1)

    def _run(self, commands: dict[str, list[str]], *, address: tuple[str, int]) -> None:
        """Keep the processes together, the web first: when one ends, or a signal comes, all end."""
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        running: dict[str, subprocess.Popen[bytes]] = {}

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        try:
            for name, command in commands.items():
                running[name] = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
                if name == "web":
                    self._wait_for_web(running[name], address)
                    self._greet(address)
            while all(process.poll() is None for process in running.values()):
                time.sleep(0.5)
            for name, process in running.items():
                if process.poll() is not None:
                    self.stderr.write(f"{name} ended with code {process.returncode}")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping")
        finally:
            for process in running.values():
                if process.poll() is None:
                    process.terminate()
            for process in running.values():
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
