"""Makes SQLite compare and sort Cyrillic as PostgreSQL does."""

import re
from functools import lru_cache
from typing import Any

from common.guards import is_erasing

#: Name of the ICU collation on PostgreSQL; SQLite connections get one of the same name.
COLLATION = "uk-x-icu"

_ALPHABET = "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя"
_RANK = {letter: chr(0xE000 + place) for place, letter in enumerate(_ALPHABET)}


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Return a key that orders Ukrainian and Russian words by their alphabets, apostrophes ignored."""
    return "".join(_RANK.get(c, c) for c in text.casefold() if c not in "'’ʼ-")


def _collate(left: str, right: str) -> int:
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


@lru_cache(maxsize=512)
def _pattern(like: str, escape: str) -> re.Pattern[str]:
    out, letters = [], iter(like)
    for letter in letters:
        if escape and letter == escape:
            out.append(re.escape(next(letters, "")))
        else:
            out.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
    return re.compile("".join(out), re.IGNORECASE | re.DOTALL)


def _like(pattern: Any, value: Any, escape: str = "") -> bool | None:
    if pattern is None or value is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(value)) is not None


def prepare_connection(sender: object, connection: Any, **kwargs: Any) -> None:
    """Give a new SQLite connection case-blind Cyrillic LIKE, the collation and the erasure flag."""
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)
    raw.create_collation(COLLATION, _collate)
    raw.create_function("kodeks_erasing", 0, lambda: int(is_erasing()))
