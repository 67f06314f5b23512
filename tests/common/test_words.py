"""Cyrillic compares and sorts alike on both databases; texts in several languages fall back."""

import pytest
from django.db.models.functions import Collate

from common.sqlite import COLLATION, sort_key
from common.texts import localized
from people.models import Position


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["ЗАКУП", "закуп", "Закуп"])
def test_search_is_blind_to_case(words: str) -> None:
    Position.objects.create(name="Фахівець із Закупівель")
    assert Position.objects.filter(name__icontains=words).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", ["100%", "a_b", "c\\d"])
def test_signs_of_patterns_are_only_letters(pattern: str) -> None:
    Position.objects.create(name=f"x {pattern} y")
    Position.objects.create(name="x 100 a-b cd y")
    assert [position.name for position in Position.objects.filter(name__icontains=pattern)] == [f"x {pattern} y"]


@pytest.mark.django_db
def test_names_sort_by_the_ukrainian_alphabet() -> None:
    words = ["Яна", "Ґудзик", "Іванна", "Гриць", "Євген", "Ївга", "Ежен", "Дарина"]
    Position.objects.bulk_create(Position(name=word) for word in words)
    found = Position.objects.filter(name__in=words).order_by(Collate("name", COLLATION))
    assert [position.name for position in found] == [
        "Гриць",
        "Ґудзик",
        "Дарина",
        "Ежен",
        "Євген",
        "Іванна",
        "Ївга",
        "Яна",
    ]


def test_an_apostrophe_does_not_change_the_place() -> None:
    assert sort_key("Мар’яна") == sort_key("Марʼяна") == sort_key("маряна")


def test_text_falls_back_to_a_language_there_is() -> None:
    assert localized({"uk": "так", "en": "yes"}, "en") == "yes"
    assert localized({"uk": "так"}, "en") == "так"
    assert localized({"ru": "да"}, "en") == "да"
    assert localized({}, "en") == ""
