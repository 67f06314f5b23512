"""A kind of notice with a template of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy as _
from pytest_django.fixtures import Settings

from notices import registry
from notices.registry import NoticeKind, register_kind


@pytest.fixture(autouse=True)
def news(settings: Settings, tmp_path: Path) -> Iterator[NoticeKind]:
    (tmp_path / "news.txt").write_text("{{ address }}: {{ title }} ({{ due }}) {{ link }}")
    templates = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    settings.TEMPLATES = templates
    settings.BASE_URL = "https://kodeks.example"
    known = dict(registry._kinds)
    kind = NoticeKind("news", _("Messages"), "news")
    register_kind(kind)
    register_kind(NoticeKind("titled", "%(title)s, %(due)s", "news"))
    yield kind
    registry._kinds.clear()
    registry._kinds.update(known)
