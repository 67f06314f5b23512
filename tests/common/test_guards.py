"""Append-only tables refuse what they must, whoever asks; guards come back and are missed when gone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from common import guards
from common.guards import Guard, append_only, erasing, install_guards, lift_guards, missing_guards
from ledger.models import Checkpoint, Entry


@pytest.fixture(scope="module")
def tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, type[models.Model]]]:
    """Two guarded tables of the test's own: one with a mutable column, one that may be erased."""
    known = dict(guards._guards)
    with isolate_apps("common"):

        @append_only(mutable=("note",))
        class Ticket(models.Model):  # noqa: DJ008
            name = models.CharField(max_length=20)
            note = models.CharField(max_length=20, null=True)

            class Meta:
                app_label = "common"

        @append_only(erasable=True)
        class Payload(models.Model):  # noqa: DJ008
            words = models.CharField(max_length=20)

            class Meta:
                app_label = "common"

    made = {"ticket": Ticket, "payload": Payload}
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in made.values():
                editor.create_model(model)
        install_guards()
    yield made
    guards._guards.clear()
    guards._guards.update(known)
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in made.values():
            editor.delete_model(model)


@pytest.fixture
def entry(db: None) -> Entry:
    return Entry.objects.create(kind="k", subject="s", digest="0" * 64)


def _refused(sql: str, *params: object) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_row_is_not_updated(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="update refused"), transaction.atomic():
        Entry.objects.update(digest="1" * 64)
    _refused("UPDATE ledger_entry SET digest = 'x' WHERE id = %s", entry.pk)
    assert Entry.objects.get().digest == "0" * 64


def test_a_row_is_not_deleted(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="delete refused"), transaction.atomic():
        entry.delete()
    _refused("DELETE FROM ledger_entry")
    assert Entry.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_a_row_is_not_replaced(entry: Entry) -> None:
    """REPLACE deletes the old row without its DELETE trigger unless recursive_triggers is on."""
    sql = "INSERT OR REPLACE INTO ledger_entry (id, kind, subject, digest, created_at) VALUES (%s, 'k', 's', 'x', 'y')"
    _refused(sql, entry.pk)
    assert Entry.objects.get().digest == entry.digest


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")
def test_a_table_is_not_truncated(entry: Entry) -> None:
    _refused("TRUNCATE ledger_entry CASCADE")
    assert Entry.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="ON CONFLICT DO UPDATE fires the row's trigger")
def test_a_row_is_not_upserted(entry: Entry) -> None:
    _refused(
        "INSERT INTO ledger_entry (kind, subject, digest, created_at) VALUES ('k', 's', 'x', now()) "
        "ON CONFLICT (kind, subject) DO UPDATE SET digest = 'x'"
    )
    assert Entry.objects.get().digest == entry.digest


@pytest.mark.django_db
def test_a_mutable_column_changes_and_the_others_do_not(tables: dict[str, Any]) -> None:
    ticket = tables["ticket"]
    ticket.objects.create(name="a")
    for note in ("b", None, "c"):
        ticket.objects.update(note=note)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ticket.objects.update(name="z")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ticket.objects.update(note="d", name="z")
    assert ticket.objects.values_list("name", "note").get() == ("a", "c")


@pytest.mark.django_db
def test_an_erasable_row_goes_only_inside_erasing(tables: dict[str, Any]) -> None:
    payload = tables["payload"]
    payload.objects.create(words="secret")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        payload.objects.all().delete()
    with transaction.atomic(), erasing():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            payload.objects.update(words="other")
        payload.objects.all().delete()
    payload.objects.create(words="another")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        payload.objects.all().delete()


@pytest.mark.django_db
def test_erasing_opens_no_other_table(entry: Entry) -> None:
    with transaction.atomic(), erasing(), pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


@pytest.mark.django_db
def test_guards_lift_for_a_block_and_come_back() -> None:
    with transaction.atomic():
        with lift_guards():
            assert missing_guards()
        assert missing_guards() == []


@pytest.mark.django_db
def test_installing_twice_is_installing_once() -> None:
    install_guards()
    install_guards()
    assert missing_guards() == []


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_what_is_missing() -> None:
    name = "ledger_checkpoint_no_delete"
    on = " ON ledger_checkpoint" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing_guards() == [f"ledger_checkpoint: {name}"]
    warnings = [found for found in run_checks(databases=["default"]) if found.id == "common.W001"]
    assert len(warnings) == 1
    assert name in warnings[0].msg
    call_command("migrate", verbosity=0)
    assert missing_guards() == []
    assert not [found for found in run_checks(databases=["default"]) if found.id == "common.W001"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps the trigger's text as it was written")
def test_a_guard_made_harmless_counts_as_missing() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER ledger_entry_no_update")
            cursor.execute("CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT 1; END")
        assert missing_guards() == ["ledger_entry: ledger_entry_no_update"]
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can switch a trigger off")
def test_a_guard_switched_off_counts_as_missing() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_update")
        assert missing_guards() == ["ledger_entry: ledger_entry_no_update"]
        transaction.set_rollback(True)


def test_a_guard_knows_its_frozen_columns() -> None:
    assert Guard(Checkpoint, ("root",)).frozen_columns() == [
        "id",
        "size",
        "frontier",
        "signature",
        "key_id",
        "created_at",
    ]
