"""Languages told by letters; alphabets mixed within a word."""

import pytest

from content.importing.letters import guess_locale, mixed_words
from tests.content.importing.outlines import read, warned


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Ми слухаємо кожного і дякуємо.", "uk"),
        ("Мы слушаем каждого и благодарим.", "ru"),
        ("We listen to everyone.", "en"),
        ("Служба SMS та e-mail, їхні правила", "uk"),
        ("12 %", "uk"),
    ],
)
def test_locale(text: str, locale: str) -> None:
    assert guess_locale(text) == locale


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("праця i турбота", "uk", [("i", "i")]),
        ("стaрший оператор", "uk", [("стaрший", "a")]),
        ("sеrvice desk", "en", [("sеrvice", "е")]),
        ("вежливое общенiе", "ru", [("общенiе", "i")]),
        ("вежливое общеніе", "ru", [("общеніе", "і")]),
        ("ввічливе общение, объезд", "uk", [("объезд", "ъ")]),
        ("HR-відділ, SMS-повідомлення, ISO 9001, пам’ять", "uk", []),
        ("ё) пункт", "uk", []),
        ("кабінет a) перший", "uk", []),
    ],
)
def test_mixed_words(text: str, locale: str, found: list[tuple[str, str]]) -> None:
    assert list(mixed_words(text, locale)) == found


def test_a_mixed_word_is_warned_of_and_left_as_it_is() -> None:
    result = read("1. Права", "1.1. Оперaтор має право на перерву.")
    assert warned(result, "mixed alphabet") == [2]
    assert "Оперaтор" in result.sections[0].clauses[0].text
    assert "Оперaтор" in result.warnings[-1].message


def test_another_language_than_chosen() -> None:
    result = read("1. Права", "1.1. Работник имеет право на объяснение и отдых.", locale="uk")
    assert result.locale == "uk"
    assert "another language" in [notice.kind for notice in result.warnings]
