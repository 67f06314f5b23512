"""Tells the ledger what a finished assessed run looks like now: one digest over the run and its moves."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from common.digest import canonical_digest
from ledger.registry import Witness, register
from scenarios.models import Move, Playthrough

LEDGER_KIND = "playthrough"


def playthrough_digest(playthrough: Playthrough, moves: Sequence[Move]) -> str:
    """Return the digest over everything that was shown and said, the outcome and the score."""
    return canonical_digest(
        {
            "playthrough": playthrough.public_id,
            "person": playthrough.person.public_id,
            "graph": playthrough.version.sha256,
            "text": playthrough.text.sha256,
            "mode": playthrough.mode,
            "purpose": playthrough.purpose,
            "purpose_ref": playthrough.purpose_ref,
            "locale": playthrough.locale,
            "started": playthrough.started,
            "answered": playthrough.answered,
            "finished": playthrough.finished,
            "outcome": playthrough.outcome,
            "score": repr(playthrough.score),
            "moves": [
                {
                    "sequence": move.sequence,
                    "node": move.node,
                    "choice": move.choice,
                    "elapsed": repr(float(move.elapsed)),
                    "state": move.state,
                    "at": move.at,
                }
                for move in moves
            ],
        }
    )


def _digests() -> Iterator[tuple[str, str]]:
    runs: Iterable[Playthrough] = (
        Playthrough.objects.assessed_finished().with_story().order_by("pk").iterator(chunk_size=500)
    )
    for playthrough in runs:
        yield str(playthrough.public_id), playthrough_digest(playthrough, list(playthrough.moves.all()))


def register_witness() -> None:
    register(Witness(kind=LEDGER_KIND, label=_("Finished conversation"), digests=_digests))
