"""Sealing: entries get places in order, the root is signed and leaves the database."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from common.digest import canonical_json
from ledger import merkle, services
from ledger.keys import load_keys
from ledger.models import Checkpoint, Entry, Leaf

WriteFact = Callable[[str], Entry]


def test_entries_get_places_in_the_order_they_were_written(write_fact: WriteFact) -> None:
    first, second = write_fact("a"), write_fact("b")
    checkpoint = services.seal()
    third = write_fact("c")
    again = services.seal()
    assert [leaf.entry_id for leaf in Leaf.objects.order_by("index")] == [first.pk, second.pk, third.pk]
    assert [leaf.index for leaf in Leaf.objects.order_by("index")] == [0, 1, 2]
    assert checkpoint
    assert again
    assert (checkpoint.size, again.size) == (2, 3)
    leaves = [merkle.leaf_hash(canonical_json(e.fields())) for e in (first, second, third)]
    assert again.root == merkle.root(leaves).hex()
    proof = merkle.consistency_proof(leaves, 2)
    assert merkle.verify_consistency(2, bytes.fromhex(checkpoint.root), 3, bytes.fromhex(again.root), proof)


def test_nothing_new_makes_no_checkpoint(write_fact: WriteFact) -> None:
    assert services.seal() is None
    write_fact("a")
    services.seal()
    assert services.seal() is None
    assert Checkpoint.objects.count() == 1


def test_the_signature_covers_size_root_and_time(write_fact: WriteFact) -> None:
    write_fact("a")
    checkpoint = services.seal()
    assert checkpoint
    keys = load_keys()
    stored = Checkpoint.objects.get()
    assert keys.verifies(stored.key_id, stored.signature, canonical_json(stored.fields()))
    for field, value in {"size": 2, "root": "0" * 64, "created_at": "2020-01-01"}.items():
        assert not keys.verifies(stored.key_id, stored.signature, canonical_json({**stored.fields(), field: value}))


def test_an_entry_proves_its_place(write_fact: WriteFact) -> None:
    entries = [write_fact(name) for name in "abcde"]
    checkpoint = services.seal()
    assert checkpoint
    for entry in entries:
        entry.refresh_from_db()
        proof = [bytes.fromhex(step) for step in services.inclusion_proof(entry, checkpoint)]
        leaf = merkle.leaf_hash(canonical_json(entry.fields()))
        assert merkle.verify_inclusion(leaf, entry.leaf.index, checkpoint.size, proof, bytes.fromhex(checkpoint.root))


def test_a_checkpoint_is_exported_on_commit(
    write_fact: WriteFact, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    write_fact("a")
    with django_capture_on_commit_callbacks(execute=True):
        checkpoint = services.seal()
    assert checkpoint
    (path,) = Path(settings.LEDGER_EXPORT_DIR).iterdir()
    content = json.loads(path.read_text())
    assert (content["size"], content["root"], content["signature"]) == (1, checkpoint.root, checkpoint.signature)
    assert not stat.S_IMODE(path.stat().st_mode) & stat.S_IWUSR


def test_a_checkpoint_whose_export_was_interrupted_is_exported_next_time(
    write_fact: WriteFact, settings: Settings
) -> None:
    write_fact("a")
    services.seal()
    assert not Path(settings.LEDGER_EXPORT_DIR).exists()
    services.seal()
    assert len(list(Path(settings.LEDGER_EXPORT_DIR).iterdir())) == 1


def test_the_key_is_made_once_and_only_its_owner_reads_it(settings: Settings) -> None:
    first, second = load_keys(), load_keys()
    assert first.key_id == second.key_id
    assert stat.S_IMODE(Path(settings.LEDGER_KEY_FILE).stat().st_mode) == 0o600


def test_a_fact_is_written_once(write_fact: WriteFact) -> None:
    entry = write_fact("a")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.append(kind=entry.kind, subject=entry.subject, digest=entry.digest)


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_fact() -> None:
    with pytest.raises(RuntimeError):
        services.append(kind="position", subject="1", digest="0" * 64)
