"""Append-only tables: triggers that refuse UPDATE, DELETE and TRUNCATE, and the proof that they stand.

Django rebuilds tables on SQLite (dropping triggers without a word), so guards are installed after every
`migrate`, are idempotent, and `missing_guards` says which are gone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=type[models.Model])

_erasing: ContextVar[bool] = ContextVar("kodeks_erasing", default=False)


@dataclass(frozen=True)
class Guard:
    """What one table refuses: columns in `mutable` may change, rows of an `erasable` table may be erased."""

    model: type[models.Model]
    mutable: tuple[str, ...] = ()
    erasable: bool = False

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def frozen_columns(self) -> list[str]:
        return [str(f.column) for f in self.model._meta.local_concrete_fields if f.name not in self.mutable]


_guards: dict[str, Guard] = {}


def append_only(*, mutable: tuple[str, ...] = (), erasable: bool = False) -> Callable[[M], M]:
    """Register a model whose rows are facts: never updated (but for `mutable` fields), never deleted.

    `erasable` rows hold personal text and may be deleted inside `erasing()` only.
    """

    def register(model: M) -> M:
        _guards[model._meta.label] = Guard(model, mutable, erasable)
        return model

    return register


def is_erasing() -> bool:
    """Say whether the code runs inside `erasing()`."""
    return _erasing.get()


@contextmanager
def erasing(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Allow deletes from erasable tables; to be used inside a transaction that ledgers the erasure."""
    connection = connections[using]
    token = _erasing.set(True)
    _set_flag(connection, "on")
    try:
        yield
    finally:
        _erasing.reset(token)
        if not connection.needs_rollback:
            _set_flag(connection, "off")


def _set_flag(connection: BaseDatabaseWrapper, value: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kodeks.erasing', %s, true)", [value])


def _triggers(guard: Guard, vendor: str, quote: Callable[[str], str]) -> dict[str, str]:
    """Return trigger name → SQL that creates it."""
    table = guard.table
    verbs = {"update": f"{table}_no_update", "delete": f"{table}_no_delete"}
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    when = {"update": "", "delete": ""}
    if guard.mutable:
        changed = " OR ".join(f"OLD.{quote(c)} {differs} NEW.{quote(c)}" for c in guard.frozen_columns())
        when["update"] = f"WHEN ({changed})"
    if guard.erasable:
        flag = "kodeks_erasing() = 0"
        if vendor == "postgresql":
            flag = "coalesce(current_setting('kodeks.erasing', true), 'off') <> 'on'"
        when["delete"] = f"WHEN ({flag})"
    sql = {}
    for verb, name in verbs.items():
        if vendor == "postgresql":
            sql[name] = (
                f"CREATE TRIGGER {quote(name)} BEFORE {verb.upper()} ON {quote(table)} "
                f"FOR EACH ROW {when[verb]} EXECUTE FUNCTION kodeks_refuse()"
            )
        else:
            sql[name] = (
                f"CREATE TRIGGER {quote(name)} BEFORE {verb.upper()} ON {quote(table)} FOR EACH ROW {when[verb]} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END"
            )
    if vendor == "postgresql":
        name = f"{table}_no_truncate"
        sql[name] = (
            f"CREATE TRIGGER {quote(name)} BEFORE TRUNCATE ON {quote(table)} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION kodeks_refuse()"
        )
    return sql


_REFUSE = """
CREATE OR REPLACE FUNCTION kodeks_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP)
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers there are: name → its SQL as the database keeps it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _standing(connection: BaseDatabaseWrapper) -> list[Guard]:
    tables = set(connection.introspection.table_names())
    return [guard for guard in _guards.values() if guard.table in tables]


def install_guards(using: str = DEFAULT_DB_ALIAS) -> None:
    """Create every guard anew for the tables that exist; safe to repeat."""
    connection = connections[using]
    quote = connection.ops.quote_name
    guards = _standing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE)
        for guard in guards:
            for name, sql in _triggers(guard, connection.vendor, quote).items():
                _drop(cursor, connection.vendor, name, guard.table, quote)
                cursor.execute(sql)


def _drop(cursor: Any, vendor: str, name: str, table: str, quote: Callable[[str], str]) -> None:
    on = f" ON {quote(table)}" if vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {quote(name)}{on}")


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that should stand and do not, as "table: trigger"."""
    connection = connections[using]
    present = _present(connection)
    missing = []
    for guard in _standing(connection):
        for name, sql in _triggers(guard, connection.vendor, connection.ops.quote_name).items():
            altered = connection.vendor == "sqlite" and present.get(name) not in (None, sql)
            if name not in present or altered:
                missing.append(f"{guard.table}: {name}")
    return missing


@contextmanager
def lift_guards(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Take the guards away and put them back: for test flushes and table rebuilds only."""
    connection = connections[using]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for guard in _standing(connection):
            for name in _triggers(guard, connection.vendor, quote):
                _drop(cursor, connection.vendor, name, guard.table, quote)
    try:
        yield
    finally:
        install_guards(using)


def is_last_migrated(app_config: AppConfig) -> bool:
    """Say whether this is the last app that `post_migrate` is sent for; apps without models are never named."""
    return app_config.label == [config.label for config in apps.get_app_configs() if config.models_module][-1]


def install_after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install once per `migrate`, when the last app has its tables."""
    if is_last_migrated(app_config):
        install_guards(using)
