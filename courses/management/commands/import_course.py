"""`manage.py import_course FILE`: make or renew a course from a YAML file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from common.errors import DomainError
from courses.services import publish_course


class Command(BaseCommand):
    help = "Make or renew a course from a YAML file with key, title, summary and lessons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            raise CommandError(f"{file}: {problem}") from problem
        if not isinstance(data, dict):
            raise CommandError(f"{file}: not a mapping")
        try:
            course = publish_course(data)
        except DomainError as problem:
            raise CommandError(f"{file}: {problem}") from problem
        self.stdout.write(f"{course.key}: {course.lessons.active().count()}")
