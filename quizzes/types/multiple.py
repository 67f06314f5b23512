"""Several right options, with partial credit."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.types.base import QuestionType, Response


def _score(options: Sequence[str], key: Sequence[str], response: Response) -> float:
    """Return max(0, (right chosen − wrong chosen) / right in all): choosing everything earns nothing for free."""
    right = set(key)
    hits = len(right & set(response))
    misses = len(set(response) - right)
    return max(0.0, (hits - misses) / len(right))


def _check_key(options: Sequence[str], key: Sequence[str]) -> str | Promise | None:
    if len(options) < 3:
        return _("Give at least three options.")
    if not set(key) <= set(options) or not 2 <= len(key) < len(options):
        return _("Mark at least two options as right and leave at least one wrong.")
    return None


MULTIPLE = QuestionType(
    key="multiple",
    label=_("several answers"),
    widget="checkbox",
    hint=_("Several answers. A wrong one takes away what a right one gives."),
    score=_score,
    check_key=_check_key,
)
