"""The flat blocks that a code is stored in."""

from content.importing import flatten
from tests.content.importing.outlines import read


def test_levels_and_kinds() -> None:
    result = read(
        "ЗАТВЕРДЖЕНО",
        "наказ від 01.02.2024 № 5",
        "",
        "КОДЕКС ЕТИКИ",
        "",
        "1. Права",
        "1.1. Працівник:",
        "а) слухає:",
        "– уважно;",
        "– до кінця;",
        "б) дякує.",
        "2.1. Повага – це увага до людини.",
    )
    assert [(block["level"], block["kind"], block["number"]) for block in flatten(result)] == [
        (2, "approval", ""),
        (1, "heading", "1"),
        (2, "clause", "1.1"),
        (3, "clause", "а)"),
        (4, "clause", ""),
        (4, "clause", ""),
        (3, "clause", "б)"),
        (1, "heading", "2"),
        (2, "definition", "2.1"),
    ]
    assert flatten(result)[7]["text"] == ""


def test_depth_ends_at_the_fourth_level() -> None:
    result = read("1. Права", "1.1. А:", "1.1.1. Б:", "1.1.1.1. В:", "1.1.1.1.1. Ґ.")
    assert [block["level"] for block in flatten(result)] == [1, 2, 3, 4, 4]


def test_every_text_is_there_once() -> None:
    result = read(
        "КОДЕКС", "", "1. Права", "1.1. Працівник:", "– слухає;", "– дякує.", "", "ПОГОДЖЕНО:", "Голова І. І. Мороз"
    )
    assert [block["text"] for block in flatten(result)] == [part.content for part in result.walk() if part.pieces]
