"""Tells the ledger how certificates and revocations are recomputed from their rows."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, Revocation
from common.digest import canonical_digest
from ledger.registry import Witness, register


def _certificates() -> Iterator[tuple[str, str]]:
    for certificate in Certificate.objects.order_by("pk").select_related("payload").iterator(chunk_size=2000):
        facts = certificate.facts()
        payload = getattr(certificate, "payload", None)
        if payload is not None:
            facts["payload_digest"] = canonical_digest(payload.facts())
        yield str(certificate.public_id), canonical_digest(facts)


def _revocations() -> Iterator[tuple[str, str]]:
    for revocation in Revocation.objects.order_by("pk").select_related("certificate").iterator(chunk_size=2000):
        subject = str(revocation.certificate.public_id)
        yield subject, canonical_digest({"certificate": subject, "reason": revocation.reason})


def register_witnesses() -> None:
    register(Witness(kind="certificate", label=_("Certificate"), digests=_certificates))
    register(Witness(kind="revocation", label=_("Revocation of a certificate"), digests=_revocations))
