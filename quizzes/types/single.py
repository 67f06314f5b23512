"""One right option."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes.types.base import QuestionType, Response


def _score(options: Sequence[str], key: Sequence[str], response: Response) -> float:
    """1 for the right option, else 0."""
    return 1.0 if response == list(key) else 0.0


def _check_key(options: Sequence[str], key: Sequence[str]) -> str | Promise | None:
    if len(options) < 2:
        return _("Give at least two options.")
    return None if len(key) == 1 and key[0] in options else _("Mark exactly one option as right.")


SINGLE = QuestionType(
    key="single",
    label=_("one answer"),
    widget="radio",
    hint=_("One answer. It can be changed until you finish."),
    score=_score,
    check_key=_check_key,
    most=1,
)
