"""Kinds of activities; the app that owns a kind registers it in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from assignments.models import Assignment


@dataclass(frozen=True)
class Step:
    """One part of a turn: reading, check, signature. `url` is "" while the step is not open yet."""

    label: str | Promise
    done: bool
    url: str = ""


def _no_steps(assignment: "Assignment") -> list[Step]:
    return []


def _no_choices() -> list[tuple[str, str]]:
    return []


def _no_edition(ref: str) -> str:
    return ""


@dataclass(frozen=True)
class ActivityKind:
    """What assignments must know of an activity that an upper app owns.

    `title(ref, locale)` is shown to people; `url(assignment)` is where it is done; `minutes(assignment)` what
    it costs; `steps(assignment)` its parts; `choices()` the (ref, title) that HR may require; `edition(ref)`
    the edition a cycle that opens now asks for ("" for kinds without editions).
    """

    key: str
    label: str | Promise
    icon: str
    title: Callable[[str, str], str]
    url: "Callable[[Assignment], str]"
    minutes: "Callable[[Assignment], int]"
    steps: "Callable[[Assignment], list[Step]]" = _no_steps
    choices: Callable[[], Iterable[tuple[str, str]]] = _no_choices
    edition: Callable[[str], str] = _no_edition


_kinds: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    """Add a kind; the same key again replaces it."""
    _kinds[kind.key] = kind


def activity_kind(key: str) -> ActivityKind:
    """Return the kind; KeyError when nobody registered it."""
    return _kinds[key]


def activity_kinds() -> list[ActivityKind]:
    """Return all kinds by key."""
    return [_kinds[key] for key in sorted(_kinds)]
