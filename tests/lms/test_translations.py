"""Catalogues are judged: what is missing, fuzzy or names other places than its msgid."""

from pathlib import Path

import polib
import pytest
from pytest_django.fixtures import Settings

from lms.translations import compile_catalogues, problems


@pytest.fixture
def catalogue(tmp_path: Path, settings: Settings) -> Path:
    """An empty Ukrainian and Russian catalogue; returns the path of the Ukrainian one."""
    settings.LOCALE_PATHS = [str(tmp_path)]
    for language in ("uk", "ru"):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        polib.POFile().save(str(folder / "django.po"))
    return tmp_path / "uk" / "LC_MESSAGES" / "django.po"


def put(path: Path, *entries: polib.POEntry) -> None:
    catalogue = polib.pofile(str(path))
    catalogue.extend(entries)
    catalogue.save()


def test_whole_catalogue_has_no_problems(catalogue: Path) -> None:
    put(catalogue, polib.POEntry(msgid="%(n)s days", msgstr="%(n)s днів", flags=["python-format"]))
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Yes", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Yes", msgstr="Ні", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="%(n)s", msgstr="%(x)s", flags=["python-format"]), "other placeholders"),
        (polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: "а", 1: ""}), "not translated"),
    ],
)
def test_each_fault_is_named(catalogue: Path, entry: polib.POEntry, problem: str) -> None:
    put(catalogue, entry)
    assert [problem in line for line in problems()] == [True]


def test_compiling_is_done_once(catalogue: Path) -> None:
    put(catalogue, polib.POEntry(msgid="Yes", msgstr="Так"))
    assert compile_catalogues() == 2
    assert compile_catalogues() == 0
    assert polib.mofile(str(catalogue.with_suffix(".mo"))).find("Yes").msgstr == "Так"
