"""Tells the ledger how evidence is recomputed from its rows."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.digest import canonical_digest
from competencies.models import Evidence
from ledger.registry import Witness, register


def _digests() -> Iterator[tuple[str, str]]:
    for evidence in Evidence.objects.order_by("pk").iterator(chunk_size=2000):
        yield str(evidence.public_id), canonical_digest(evidence.facts())


def register_witness() -> None:
    register(Witness(kind="evidence", label=_("Evidence of competency"), digests=_digests))
