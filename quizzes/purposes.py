"""Why an attempt is taken: the app that owns the purpose says who may, how often and what is shown afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from people.models import Person
    from quizzes.models import Attempt


def _no_clauses(purpose_ref: str) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True)
class Purpose:
    """The rules of one purpose.

    `may_take(person, purpose_ref)` decides before an attempt starts; `attempt_limit` is per purpose reference (None:
    without limit); `shows_results` releases score, key and feedback once finished; `evidence` is the purpose that the
    attempt's evidence carries ("" for none); `return_url(attempt)` is where the person goes on;
    `clauses(purpose_ref)` names the clauses to draw questions from first.
    """

    key: str
    may_take: "Callable[[Person, str], bool]"
    return_url: "Callable[[Attempt], str]"
    attempt_limit: int | None = None
    shows_results: bool = True
    evidence: str = ""
    clauses: Callable[[str], Sequence[UUID]] = _no_clauses


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add a purpose; the same key again replaces it."""
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """Return the purpose; KeyError when nobody registered it."""
    return _purposes[key]
