"""Digests of editions and acts, worked out from the rows as they are now."""

import hashlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.digest import canonical_digest
from content.models import ApprovalAct, Edition
from ledger.registry import Witness, register


def edition_digest(edition: Edition) -> str:
    """Return the digest over an edition, its texts and every clause; nothing is taken from a stored hash."""
    texts = [
        [t.locale, t.title, t.summary, t.sha256, *(hashlib.sha256(p.encode()).hexdigest() for p in (t.html, t.plain))]
        for t in sorted(edition.texts.all(), key=lambda t: t.locale)
    ]
    clauses = [
        [str(c.block_id), c.order, c.kind, c.level, c.is_excluded, c.change, c.nature, c.binding_since_id]
        + [[t.locale, t.number, t.text, t.text_hash] for t in sorted(c.texts.all(), key=lambda t: t.locale)]
        for c in sorted(edition.clauses.all(), key=lambda c: c.order)
    ]
    return canonical_digest(
        {
            "public_id": edition.public_id,
            "code": edition.code_key,
            "number": edition.number,
            "effective": edition.effective,
            "digest": edition.digest,
            "issued_at": edition.issued_at,
            "issued_by": edition.issued_by_id,
            "texts": texts,
            "clauses": clauses,
        }
    )


def act_digest(act: ApprovalAct) -> str:
    return canonical_digest(
        {
            "public_id": act.public_id,
            "edition": act.edition_id,
            "kind": act.kind,
            "number": act.number,
            "date": act.date,
            "text_digest": act.text_digest,
            "recorded_at": act.recorded_at,
            "recorded_by": act.recorded_by_id,
        }
    )


def _editions() -> Iterator[tuple[str, str]]:
    rows = Edition.objects.prefetch_related("texts", "clauses__texts").order_by("pk")
    for edition in rows.iterator(chunk_size=20):
        yield str(edition.public_id), edition_digest(edition)


def _acts() -> Iterator[tuple[str, str]]:
    for act in ApprovalAct.objects.order_by("pk").iterator():
        yield str(act.public_id), act_digest(act)


def register_witnesses() -> None:
    register(Witness("edition", _("edition"), _editions))
    register(Witness("approval_act", _("approval act"), _acts))
