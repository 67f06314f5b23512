"""Locks between processes: one that lasts as long as a transaction, one that lasts as long as a block."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections


def _number(name: str) -> int:
    """Return the signed 64-bit number PostgreSQL knows the lock by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def lock_transaction(name: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait until no other transaction holds the name, and hold it to the end of this one.

    SQLite needs nothing: `transaction_mode` IMMEDIATE lets one writing transaction in at a time.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("lock_transaction needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


@contextmanager
def try_lock(name: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[bool]:
    """Yield whether the name is ours for the block; never waits.

    PostgreSQL: an advisory lock, good across machines. SQLite lives on one machine: a locked file.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
            ours = bool(cursor.fetchone()[0])
        try:
            yield ours
        finally:
            if ours:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])
        return
    path = Path(settings.VAR_DIR) / f"{name}.lock"
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
