"""What every type of question answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

#: A response is the option ids chosen, in no particular order; empty means no answer.
Response = list[str]


@dataclass(frozen=True)
class QuestionType:
    """`score(options, key, response)` gives a fraction 0–1; `check_key(options, key)` says what is wrong with a key."""

    key: str
    label: str | Promise
    widget: str
    hint: str | Promise
    score: Callable[[Sequence[str], Sequence[str], Response], float]
    check_key: Callable[[Sequence[str], Sequence[str]], str | Promise | None]
    most: int | None = None

    def clean(self, options: Sequence[str], given: Sequence[str]) -> Response:
        """Return the response with known options only, each once; no more than `most`."""
        chosen = [option for option in options if option in set(given)]
        return chosen[: self.most] if self.most else chosen
