"""A witness over positions, a key and a place for exports of its own, and ways to tamper."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from common.digest import canonical_digest
from common.guards import install_guards, lift_guards
from ledger import services
from ledger.models import Entry
from ledger.registry import Witness, register, unregister, witnesses
from people.models import Position

Tampering = Callable[..., AbstractContextManager[None]]


def _digest(position: Position) -> str:
    return canonical_digest({"name": position.name})


@pytest.fixture(autouse=True)
def own_key(settings: Settings, tmp_path: Path) -> None:
    settings.LEDGER_KEY_FILE = str(tmp_path / "keys" / "key.pem")
    settings.LEDGER_EXPORT_DIR = str(tmp_path / "checkpoints")


@pytest.fixture
def only_positions() -> Iterator[None]:
    """Positions are the only facts there are."""
    known = witnesses()
    for kind in known:
        unregister(kind)
    register(
        Witness("position", "Position", lambda: ((str(p.public_id), _digest(p)) for p in Position.objects.iterator()))
    )
    yield
    unregister("position")
    for witness in known.values():
        register(witness)


@pytest.fixture
def write_fact(db: None, only_positions: None) -> Callable[[str], Entry]:
    def write(name: str) -> Entry:
        with transaction.atomic():
            position = Position.objects.create(name=name)
            return services.append(kind="position", subject=str(position.public_id), digest=_digest(position))

    return write


@pytest.fixture
def tampering() -> Tampering:
    """Run SQL as the owner of the database would, past guards and foreign keys, look, and take it all back."""

    @contextmanager
    def tamper(*statements: str) -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET LOCAL session_replication_role = replica")
                for statement in statements:
                    cursor.execute(statement)
                cursor.execute("SET LOCAL session_replication_role = origin")
            else:
                with lift_guards():
                    for statement in statements:
                        cursor.execute(statement)
            yield
            transaction.set_rollback(True)
        install_guards()

    return tamper
