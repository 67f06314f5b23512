"""Each way to tamper is found and named; an honest log is silent."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from ledger import exports, services
from ledger.models import Entry
from ledger.services import verify
from people.models import Position

Tampering = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def entries(write_fact: Callable[[str], Entry]) -> list[Entry]:
    """Five facts; two checkpoints, both exported."""
    written = [write_fact(name) for name in "abc"]
    services.seal()
    exports.export_missing()
    written += [write_fact(name) for name in "de"]
    services.seal()
    exports.export_missing()
    return written


def _codes() -> set[tuple[str, str, str]]:
    return {(finding.code, finding.kind, finding.subject) for finding in verify().findings}


def _id(entry: Entry) -> str:
    """Return the public id of the position as the database keeps it."""
    return entry.subject if connection.vendor == "postgresql" else entry.subject.replace("-", "")


def test_an_honest_log_has_no_findings(entries: list[Entry]) -> None:
    report = verify()
    assert report.findings == []
    assert (report.entries, report.leaves, report.checkpoints, report.exported) == (5, 5, 2, 2)


def test_an_altered_row(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(f"UPDATE people_position SET name = 'x' WHERE public_id = '{_id(entries[1])}'"):
        assert _codes() == {("altered", "position", entries[1].subject)}


def test_a_deleted_row(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(f"DELETE FROM people_position WHERE public_id = '{_id(entries[1])}'"):
        assert _codes() == {("missing", "position", entries[1].subject)}


def test_a_row_without_an_entry(entries: list[Entry]) -> None:
    smuggled = Position.objects.create(name="smuggled")
    assert _codes() == {("unledgered", "position", str(smuggled.public_id))}


def test_an_entry_changed_together_with_its_row(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(f"UPDATE ledger_entry SET digest = '{'0' * 64}' WHERE id = {entries[1].pk}"):
        found = _codes()
    assert ("entry altered", "position", entries[1].subject) in found
    assert ("root differs", "checkpoint", "3") in found


def test_a_deleted_entry(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(f"DELETE FROM ledger_entry WHERE id = {entries[1].pk}"):
        found = _codes()
    assert ("entry deleted", "entry", str(entries[1].pk)) in found
    assert ("unledgered", "position", entries[1].subject) in found


def test_a_fact_deleted_with_entry_and_leaf(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(
        f"DELETE FROM ledger_leaf WHERE entry_id = {entries[1].pk}",
        f"DELETE FROM ledger_entry WHERE id = {entries[1].pk}",
        f"DELETE FROM people_position WHERE public_id = '{_id(entries[1])}'",
    ):
        found = _codes()
    assert ("leaf missing", "leaf", "1") in found
    assert ("root differs", "checkpoint", "3") in found


def test_swapped_leaves(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(
        'UPDATE ledger_leaf SET "index" = 99 WHERE "index" = 0',
        'UPDATE ledger_leaf SET "index" = 0 WHERE "index" = 1',
        'UPDATE ledger_leaf SET "index" = 1 WHERE "index" = 99',
    ):
        found = _codes()
    assert ("leaf moved", "leaf", "1") in found
    assert ("root differs", "checkpoint", "3") in found


def test_a_tail_cut_off_with_its_checkpoint(entries: list[Entry], tampering: Tampering) -> None:
    """All traces inside the database are removed; only the exported checkpoint knows."""
    late = ", ".join(str(entry.pk) for entry in entries[3:])
    with tampering(
        "DELETE FROM ledger_checkpoint WHERE size = 5",
        f"DELETE FROM ledger_leaf WHERE entry_id IN ({late})",
        f"DELETE FROM ledger_entry WHERE id IN ({late})",
        f"DELETE FROM people_position WHERE public_id IN ('{_id(entries[3])}', '{_id(entries[4])}')",
    ):
        found = _codes()
    assert ("truncated", "exported checkpoint", "checkpoint-000000000005.json") in found
    assert ("checkpoint deleted", "checkpoint", "5") in found


def test_a_root_signed_by_nobody(entries: list[Entry], tampering: Tampering) -> None:
    with tampering(f"UPDATE ledger_checkpoint SET root = '{'0' * 64}' WHERE size = 3"):
        found = _codes()
    assert ("signature", "checkpoint", "3") in found
    assert ("checkpoint altered", "checkpoint", "3") in found


def test_a_key_put_in_place_of_the_old_one(entries: list[Entry], settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_KEY_FILE = str(tmp_path / "other.pem")
    assert ("signature", "checkpoint", "5") in _codes()


def test_an_exported_file_that_was_edited(entries: list[Entry], settings: Settings) -> None:
    path = Path(settings.LEDGER_EXPORT_DIR) / "checkpoint-000000000003.json"
    path.chmod(0o644)
    path.write_text(path.read_text().replace('"size": 3', '"size": 2'))
    assert ("signature", "exported checkpoint", path.name) in _codes()
    path.write_text("{")
    assert ("unreadable", "exported checkpoint", path.name) in _codes()


def test_a_missing_guard(entries: list[Entry]) -> None:
    on = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"DROP TRIGGER ledger_entry_no_update{on}")
        assert _codes() == {("guard missing", "ledger_entry", "ledger_entry_no_update")}
        transaction.set_rollback(True)


def test_the_command_names_what_it_finds_and_fails(entries: list[Entry], tampering: Tampering) -> None:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "5 entries, 5 sealed, 2 checkpoints, 2 exported" in out.getvalue()
    with tampering(f"DELETE FROM people_position WHERE public_id = '{_id(entries[1])}'"):
        out = StringIO()
        with pytest.raises(SystemExit) as stopped:
            call_command("verify_ledger", "--json", stdout=out)
    assert stopped.value.code == 1
    report = json.loads(out.getvalue())
    assert report["ok"] is False
    assert report["findings"][0]["subject"] == entries[1].subject
