"""The command: reports, refusals, and the page it makes."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.importing.decode import MAX_BYTES
from content.models import CodePage
from people.models import Person

CODE = """ЗАТВЕРДЖЕНО
наказ від 01.02.2024 № 5-к

КОДЕКС ЕТИКИ ЦЕНТРУ

1. Права
1.1. Працівник має право на перерву.
1.2. Працівник:
а) слухає;
б) дякує.

Версія для друку
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "code.txt"
    path.write_text(CODE, encoding="utf-8")
    return path


def run(*args: object) -> str:
    out = StringIO()
    call_command("import_code", *map(str, args), stdout=out)
    return out.getvalue()


def test_a_trial_reading_as_json(source: Path) -> None:
    """Needs no database: the test would fail if the command touched it."""
    report = json.loads(run(source, "--dry-run", "--json"))
    assert set(report) == {"title", "locale", "order", "sections", "dropped", "warnings"}
    assert report["title"] == "КОДЕКС ЕТИКИ ЦЕНТРУ"
    assert report["order"] == {"number": "5-к", "date": "2024-02-01"}
    assert [section["number"] for section in report["sections"]] == ["", "1"]
    assert [clause["number"] for clause in report["sections"][1]["clauses"][1]["clauses"]] == ["а)", "б)"]
    assert [(entry["line"], entry["reason"]) for entry in report["dropped"]] == [(12, "page chrome")]


def test_a_trial_reading_for_a_person(source: Path) -> None:
    report = run(source, "--dry-run")
    assert "КОДЕКС ЕТИКИ ЦЕНТРУ" in report
    assert "5-к" in report
    assert "1.2" in report
    assert "Версія для друку" in report


@pytest.mark.django_db
def test_the_code_becomes_a_page(source: Path, editor: Person) -> None:
    report = json.loads(run(source, "--json"))
    page = CodePage.objects.get(pk=report["page"]["id"])
    assert page.title == "КОДЕКС ЕТИКИ ЦЕНТРУ"
    assert page.owner == editor.user
    assert page.order_number == "5-к"
    assert [block.value["number"] for block in page.body] == ["", "1", "1.1", "1.2", "а)", "б)"]


@pytest.mark.django_db
def test_a_text_without_a_title_takes_the_one_given(tmp_path: Path, editor: Person) -> None:
    path = tmp_path / "code.txt"
    path.write_text("1. Права\n1.1. Працівник має право на перерву.\n", encoding="cp1251")
    with pytest.raises(CommandError):
        run(path)
    report = json.loads(run(path, "--json", "--title", "Кодекс", "--user", editor.user.username))
    assert CodePage.objects.get(pk=report["page"]["id"]).title == "Кодекс"


@pytest.mark.django_db
def test_nobody_to_import_it_for(source: Path) -> None:
    with pytest.raises(CommandError):
        run(source)
    with pytest.raises(CommandError):
        run(source, "--user", "nobody")
    assert not CodePage.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"\x00\x01\x02\x03", "ЛИШЕ ЗАГОЛОВОК".encode(), "déjà là, été".encode("latin-1")],
)
def test_refusals_are_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(CommandError) as raised:
        run(path, "--dry-run")
    assert str(raised.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read"))
    with pytest.raises(CommandError):
        run(path, "--dry-run")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run(tmp_path / "none.txt", "--dry-run")
