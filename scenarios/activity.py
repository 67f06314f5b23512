"""Tells assignments what a conversation is as an activity."""

import time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assignments.registry import ActivityKind, register
from scenarios.catalogue import Entry, read_catalogue
from scenarios.services import ASSIGNMENT_KIND

if TYPE_CHECKING:
    from assignments.models import Assignment

#: Lists ask for each row; the whole catalogue is one query, kept for this many seconds.
KEPT = 30.0
_kept: tuple[float, dict[str, Entry]] = (0.0, {})


def _entry(ref: str) -> Entry | None:
    global _kept
    if time.monotonic() - _kept[0] > KEPT or ref not in _kept[1]:
        _kept = (time.monotonic(), {str(entry.public_id): entry for entry in read_catalogue()})
    return _kept[1].get(ref)


def _title(ref: str, locale: str) -> str:
    entry = _entry(ref)
    return entry.title(locale) if entry else ""


def _minutes(assignment: "Assignment") -> int:
    entry = _entry(assignment.requirement.ref)
    return entry.minutes if entry else 0


def _url(assignment: "Assignment") -> str:
    return reverse("scenarios:about", args=[assignment.requirement.ref])


def _choices() -> list[tuple[str, str]]:
    from django.utils.translation import get_language

    return [(str(entry.public_id), entry.title(get_language() or "uk")) for entry in read_catalogue()]


def register_activity() -> None:
    register(
        ActivityKind(
            key=ASSIGNMENT_KIND,
            label=_("Role-play"),
            icon="headset",
            title=_title,
            url=_url,
            minutes=_minutes,
            choices=_choices,
        )
    )
