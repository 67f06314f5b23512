"""System check: the guards of append-only tables stand."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from common.guards import missing_guards


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Name each missing trigger; runs with `check --database default`."""
    return [
        Error(f"append-only guard is missing: {name}", hint="run manage.py migrate", id="common.E001")
        for alias in databases or ()
        for name in missing_guards(alias)
    ]
