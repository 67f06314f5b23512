"""Where a quiz is asked besides tasks: the app that owns the place registers it, and editors switch it on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from quizzes.models import Quiz


@dataclass(frozen=True)
class Use:
    """`is_on(quiz)` says whether the quiz is asked there; `switch(quiz, on)` changes it."""

    key: str
    label: str | Promise
    is_on: "Callable[[Quiz], bool]"
    switch: "Callable[[Quiz, bool], None]"


_uses: dict[str, Use] = {}


def register(use: Use) -> None:
    """Add a use; the same key again replaces it."""
    _uses[use.key] = use


def uses() -> list[Use]:
    """Return all uses by key."""
    return [_uses[key] for key in sorted(_uses)]
