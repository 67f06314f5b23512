"""System check: the guards of append-only tables stand."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from common.guards import missing_guards


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Name each missing trigger; runs with `check --database default`.

    A warning, not an error: `migrate` runs this check first, and must still be able to put the guards back.
    """
    return [
        Warning(f"append-only guard is missing: {name}", hint="run manage.py migrate", id="common.W001")
        for alias in databases or ()
        for name in missing_guards(alias)
    ]
