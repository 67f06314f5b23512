"""Tells the ledger how sign-offs and understandings are recomputed from their rows."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from acknowledgements.models import SignOff, Understanding
from common.digest import canonical_digest
from ledger.registry import Witness, register


def _sign_offs() -> Iterator[tuple[str, str]]:
    for sign_off in SignOff.objects.order_by("pk").select_related("payload").iterator(chunk_size=2000):
        facts = sign_off.facts()
        payload = getattr(sign_off, "payload", None)
        if payload is not None:
            # An altered name must show, an erased one must not: the row's own digest stands in for a missing payload.
            facts["payload_digest"] = canonical_digest(payload.facts())
        yield str(sign_off.public_id), canonical_digest(facts)


def _understandings() -> Iterator[tuple[str, str]]:
    for understanding in Understanding.objects.order_by("pk").iterator(chunk_size=2000):
        yield str(understanding.public_id), canonical_digest(understanding.facts())


def register_witnesses() -> None:
    register(Witness(kind="sign_off", label=_("Sign-off"), digests=_sign_offs))
    register(Witness(kind="understanding", label=_("Check passed"), digests=_understandings))
