"""Writing to the log and proving that it is whole."""

from django.db import connection, transaction

from common.digest import canonical_json
from common.locks import lock_transaction
from ledger import exports, merkle
from ledger.keys import load_keys
from ledger.models import Checkpoint, Entry, Leaf
from ledger.verification import Report, verify

__all__ = ["Report", "append", "inclusion_proof", "seal", "verify"]

BATCH = 2000


def append(*, kind: str, subject: str, digest: str) -> Entry:
    """Write the entry of a fact, inside the transaction that writes the fact.

    The digest is what the kind's witness recomputes (`common.digest.canonical_digest`). A second entry for
    the same kind and subject is refused by the database: a fact is written once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append needs the transaction of the fact")
    return Entry.objects.create(kind=kind, subject=subject, digest=digest)


def seal() -> Checkpoint | None:
    """Give each new entry its place in the tree and sign the root; None when there is nothing new."""
    with transaction.atomic():
        # Two sealers at once would give the same place to two entries.
        lock_transaction("ledger.seal")
        last = Checkpoint.objects.order_by("-size").first()
        size, frontier = (last.size, [bytes.fromhex(peak) for peak in last.frontier]) if last else (0, [])
        leaves: list[Leaf] = []
        for entry in Entry.objects.filter(leaf=None).order_by("id").iterator(chunk_size=BATCH):
            hashed = merkle.leaf_hash(canonical_json(entry.fields()))
            frontier = merkle.extend(frontier, size, hashed)
            leaves.append(Leaf(index=size, entry=entry, leaf_hash=hashed.hex()))
            size += 1
        if not leaves:
            exports.export_missing()
            return None
        Leaf.objects.bulk_create(leaves, batch_size=BATCH)
        keys = load_keys()
        checkpoint = Checkpoint(
            size=size,
            root=merkle.frontier_root(frontier).hex(),
            frontier=[peak.hex() for peak in frontier],
            key_id=keys.key_id,
        )
        checkpoint.signature = keys.sign(canonical_json(checkpoint.fields()))
        checkpoint.save(force_insert=True)
        transaction.on_commit(exports.export_missing, robust=True)
    return checkpoint


def inclusion_proof(entry: Entry, checkpoint: Checkpoint) -> list[str]:
    """Return the hashes, in hexadecimal, that lead from the entry's leaf to the checkpoint's root."""
    hashes = Leaf.objects.filter(index__lt=checkpoint.size).order_by("index").values_list("leaf_hash", flat=True)
    leaves = [bytes.fromhex(leaf) for leaf in hashes]
    return [sibling.hex() for sibling in merkle.inclusion_proof(leaves, entry.leaf.index)]
