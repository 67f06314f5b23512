"""Who can say what each kind of fact looks like now; the owner of the fact registers in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Witness:
    """`digests` recomputes (subject, digest) of every row of the kind from the rows as they are now."""

    kind: str
    label: str | Promise
    digests: Callable[[], Iterable[tuple[str, str]]]


_witnesses: dict[str, Witness] = {}


def register(witness: Witness) -> None:
    """Add the witness of a kind; the same kind again replaces it."""
    _witnesses[witness.kind] = witness


def unregister(kind: str) -> None:
    _witnesses.pop(kind, None)


def witnesses() -> dict[str, Witness]:
    """Return kind → witness, by kind."""
    return dict(sorted(_witnesses.items()))
