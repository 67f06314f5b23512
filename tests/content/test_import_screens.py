"""From a file to an issued edition, on real codes where they are at hand, and every refusal on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from content import forms, services
from content.importing import read_code
from content.models import CodePage, Edition, Upload
from people.models import Person

pytestmark = pytest.mark.django_db
REAL = sorted((Path(settings.BASE_DIR).parent / "shared" / "codes").glob("*.txt"))
SMALL = (
    "Кодекс етики працівників центру\n\n1. Загальні положення\n1.1. Працівник слухає уважно.\n1.2. Працівник чемний.\n"
)


@pytest.fixture
def desk(editor: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(editor)


def send(desk: Client, data: bytes, name: str = "code.txt") -> Any:
    return desk.post(reverse("codes:import"), {"file": SimpleUploadedFile(name, data), "locale": ""})


def test_file_is_shown_then_made_then_gone(desk: Client) -> None:
    report = send(desk, SMALL.encode())["Location"]
    page = desk.get(report).content.decode()
    assert "1.1. Працівник слухає уважно." in page
    assert not CodePage.objects.exists()
    answer = desk.post(report, {"title": "Кодекс етики", "locale": "uk"})
    code = CodePage.objects.get()
    assert answer["Location"] == reverse("codes:outline", args=[code.pk])
    assert [block.text for block in services.blocks_of(code)][-2:] == [
        "Працівник слухає уважно.",
        "Працівник чемний.",
    ]
    assert not Upload.objects.exists()
    assert desk.post(report, {"title": "Ще раз", "locale": "uk"}).status_code == 404


def test_upload_of_another_editor_is_not_shown(
    desk: Client, client_as: Callable[[Person], Client], editor: Person, hr: Person
) -> None:
    report = send(desk, SMALL.encode())["Location"]
    hr.user.groups.add(editor.user.groups.get(name="editor"))
    assert client_as(hr).get(report).status_code == 404


@pytest.mark.parametrize("data", [b"", b"   \n \n", b"\x00\x01\x02\xff" * 400, b"PK\x03\x04" + b"\x00" * 500])
def test_what_is_no_code_is_refused_in_words(desk: Client, data: bytes) -> None:
    answer = send(desk, data)
    assert answer.status_code == 422
    assert "is-wrong" in answer.content.decode()
    assert not Upload.objects.exists()


def test_large_file_is_refused_before_it_is_read(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MAX_FILE", 1000)
    answer = send(desk, SMALL.encode() * 100)
    assert answer.status_code == 422
    assert b"larger than 20" in answer.content


@pytest.mark.skipif(not REAL, reason="the real codes are not at hand")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_code_becomes_an_edition(desk: Client, editor: Person, issue: Callable[..., Edition], path: Path) -> None:
    data = path.read_bytes()
    parsed = read_code(data)
    report = send(desk, data, path.name)["Location"]
    first = desk.get(report)
    for tab in first.context["report"].tabs:
        assert desk.get(f"{report}?section={tab.index}").status_code == 200
    assert first.context["report"].total == first.context["report"].kept + first.context["report"].dropped
    desk.post(report, {"title": parsed.title or path.stem, "locale": parsed.locale})
    code = CodePage.objects.get()
    edition = issue(code)
    words = sum(len(part.content.split()) for part in parsed.walk())
    frozen = edition.texts.get().plain
    assert edition.clauses.exclude(kind__in=["heading", "approval"]).count() == parsed.clause_count
    assert len(frozen.split()) >= words
    assert edition.texts.get().locale == path.stem.rsplit(".", 1)[-1]
