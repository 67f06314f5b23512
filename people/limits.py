"""How often somebody may try before being asked to wait; counted in the cache."""

import hashlib

from django.core.cache import cache
from django.utils.translation import ngettext

from common.errors import DomainError


class TooManyTriesError(DomainError):
    """The person has to wait before trying again."""


def _name(key: str) -> str:
    """Return a cache key of the cache's own alphabet: what people typed may be part of `key`."""
    return "tries:" + hashlib.sha256(key.encode()).hexdigest()


def refuse_if_spent(key: str, *, limit: int, seconds: int) -> None:
    """Raise TooManyTriesError when `limit` failures were noted under the key within the last `seconds`."""
    if cache.get(_name(key), 0) >= limit:
        minutes = max(1, round(seconds / 60))
        wait = ngettext(
            "Too many tries. Try again in %(count)s minute.", "Too many tries. Try again in %(count)s minutes.", minutes
        )
        raise TooManyTriesError(wait % {"count": minutes})


def note_failure(key: str, *, seconds: int) -> None:
    name = _name(key)
    if not cache.add(name, 1, seconds):
        try:
            cache.incr(name)
        except ValueError:  # expired between the two calls
            cache.set(name, 1, seconds)


def forget_failures(key: str) -> None:
    cache.delete(_name(key))
