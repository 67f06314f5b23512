"""What counts as a number, a letter or a bullet, and what only looks like one."""

import pytest

from content.importing.markers import letter_gap, letter_place, read_marker, roman_value


@pytest.mark.parametrize(
    ("line", "style", "number", "printed", "rest"),
    [
        ("1. Права", "dot", "1", "1.", "Права"),
        ("1.Права", "dot", "1", "1.", "Права"),
        ("2.1 Принцип", "decimal", "2.1", "2.1", "Принцип"),
        ("5.3.1.Працівник", "decimal", "5.3.1", "5.3.1.", "Працівник"),
        ("3.4¹. Вставлене", "decimal", "3.4¹", "3.4¹.", "Вставлене"),
        ("3-1. Вставлене", "dot", "3-1", "3-1.", "Вставлене"),
        ("1) слухає;", "paren", "1)", "1)", "слухає;"),
        ("(2) слухає;", "paren", "2)", "(2)", "слухає;"),
        ("а) слухає;", "letter", "а)", "а)", "слухає;"),
        ("- ґ) слухає;", "letter", "ґ)", "- ґ)", "слухає;"),
        ("– ё) слушает;", "letter", "ё)", "– ё)", "слушает;"),
        ("(b) listens;", "letter", "b)", "(b)", "listens;"),
        ("– слухає", "dash", "", "–", "слухає"),
        ("—слухає", "dash", "", "—", "слухає"),
        ("-слухає", "dash", "", "-", "слухає"),
        ("• слухає", "bullet", "", "•", "слухає"),
        ("Розділ I. Права", "word", "I", "Розділ I.", "Права"),
        ("РОЗДІЛ 2", "word", "2", "РОЗДІЛ 2", ""),
        ("Стаття 5. Права", "word", "5", "Стаття 5.", "Права"),
        ("Section 3: Rights", "word", "3", "Section 3:", "Rights"),
    ],
)
def test_markers(line: str, style: str, number: str, printed: str, rest: str) -> None:
    marker, text = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.number, marker.printed, text) == (style, number, printed, rest)


@pytest.mark.parametrize(
    "line",
    [
        "01.11.2016 набрав чинності",
        "2018 року прийнято",
        "9.00 – 18.00",
        "3.5 млн звернень",
        "15-80 цілодобово",
        "5S – система порядку",
        "-5 градусів",
        "*«Добрий день!»*",
        "І. Франка читали всі",
        "м. Світлобрід",
        "Розділ 3 цього кодексу",
        "розділи книжки",
        "Слухаємо.",
        "",
    ],
)
def test_look_alikes(line: str) -> None:
    assert read_marker(line)[0] is None


def test_roman_numerals_only_where_the_document_uses_them() -> None:
    assert read_marker("ІІ. Права")[0] is None
    marker, rest = read_marker("ІІ. Права", roman=True)
    assert marker is not None
    assert (marker.value, rest) == ((2,), "Права")


@pytest.mark.parametrize(("numeral", "value"), [("IV", 4), ("ІХ", 9), ("XL", 40), ("ХІІ", 12), ("IIII", 0), ("VX", 0)])
def test_roman_values(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


def test_letters_grow_along_both_alphabets() -> None:
    for alphabet in ("абвгґдеєжзиіїйклмн", "абвгдеёжзийклмн", "abcdef"):
        places = [letter_place(letter) for letter in alphabet]
        assert places == sorted(places)


def test_letters_that_lists_pass_over_make_no_gap() -> None:
    assert not letter_gap(letter_place("и"), letter_place("к"))
    assert not letter_gap(letter_place("г"), letter_place("д"))
    assert letter_gap(letter_place("а"), letter_place("г"))
