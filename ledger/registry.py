"""Who can bear witness: the apps that own facts tell how their digests are recomputed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Witness:
    """Recomputes the digests of one kind of entry from the rows as they are now: (subject, hex digest) each."""

    kind: str
    label: str | Promise
    digests: Callable[[], Iterable[tuple[str, str]]]


_witnesses: dict[str, Witness] = {}


def register(witness: Witness) -> None:
    """Register the witness for its kind; the last one wins, so that reloading is harmless."""
    _witnesses[witness.kind] = witness


def witnesses() -> dict[str, Witness]:
    """Return kind → witness."""
    return dict(_witnesses)
