"""Tells the ledger how finished attempts are recomputed from their rows and steps."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.digest import canonical_digest
from ledger.registry import Witness, register
from quizzes.models import Attempt
from quizzes.services import attempt_facts


def _digests() -> Iterator[tuple[str, str]]:
    finished = Attempt.objects.finished().order_by("pk").prefetch_related("items", "steps")
    for attempt in finished.iterator(chunk_size=500):
        yield str(attempt.public_id), canonical_digest(attempt_facts(attempt))


def register_witness() -> None:
    register(Witness(kind="attempt", label=_("Attempt at a quiz"), digests=_digests))
