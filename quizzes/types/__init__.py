"""Types of questions, one module each. A type knows the response and its score, never when feedback comes."""

from quizzes.types.base import QuestionType
from quizzes.types.multiple import MULTIPLE
from quizzes.types.single import SINGLE

_TYPES: dict[str, QuestionType] = {kind.key: kind for kind in (SINGLE, MULTIPLE)}


def question_type(key: str) -> QuestionType:
    """Return the type; KeyError for an unknown one."""
    return _TYPES[key]


def type_choices() -> list[tuple[str, str]]:
    """Return (key, label) of every type."""
    return [(kind.key, str(kind.label)) for kind in _TYPES.values()]


__all__ = ["QuestionType", "question_type", "type_choices"]
