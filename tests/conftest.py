"""The test database, its guards, the language of tests and the cast."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import translation

from common.guards import lift_guards
from tests.cast import *  # noqa: F403 - the fixtures of the cast belong to every test

_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _flush_without_guards(self: TransactionTestCase) -> None:
    """Flush past the append-only guards, then put back what migrations had written (groups, locales, root pages)."""
    connection = connections["default"]
    with lift_guards():
        self.serialized_rollback = True
        _flush(self)
        floor = getattr(connection, "_test_serialized_contents", None)
        if floor is not None:
            connection.creation.deserialize_db_from_string(floor)


def pytest_configure() -> None:
    # a busy machine is slow, not wrong: no deadline for one example
    hypothesis.settings.register_profile("kodeks", deadline=None)
    hypothesis.settings.load_profile("kodeks")
    TransactionTestCase._fixture_teardown = _flush_without_guards  # type: ignore[attr-defined]


def pytest_unconfigure() -> None:
    var = Path(settings.VAR_DIR)
    if var.name.startswith("kodeks-"):
        shutil.rmtree(var, ignore_errors=True)


def _schema_mark() -> str:
    """Return a short digest of all migrations, so that a kept database is never an older one."""
    digest = hashlib.sha256()
    for path in sorted(Path(settings.BASE_DIR).glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """With --reuse-db on SQLite, keep the test database in a file beside the real one."""
    database = settings.DATABASES["default"]
    if not request.config.getvalue("reuse_db"):
        return
    if database["ENGINE"].endswith("sqlite3"):
        worker = getattr(request.config, "workerinput", {}).get("workerid", "")
        kept = Path(database["NAME"]).parent / f"test_{_schema_mark()}{worker}.sqlite3"
        for older in kept.parent.glob(f"test_??????????{worker}.sqlite3*"):
            if not older.name.startswith(kept.name):
                older.unlink()
        database["TEST"]["NAME"] = str(kept)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English; a test of another language overrides it."""
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    """A visitor who has picked English."""
    visitor = Client()
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return visitor


@pytest.fixture(autouse=True)
def own_checkpoints(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Checkpoints exported by one test do not bear witness against the next."""
    settings.LEDGER_EXPORT_DIR = str(tmp_path_factory.mktemp("checkpoints"))


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Rate limits of one test do not reach into the next."""
    if not settings.REDIS_URL:
        cache.clear()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Mark everything below tests/browser as a browser test."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
