"""The five real codes, where they are at hand: counts and line numbers, no sentence of theirs."""

import os
from collections import Counter
from pathlib import Path

import pytest

from content.importing import Clause, ParsedCode, read_code
from content.importing.account import account
from content.importing.lines import split_lines
from content.importing.model import Part
from tests.content.importing.outlines import dropped, kinds, warned

ROOT = Path(__file__).resolve().parents[3]
CODES = Path(os.environ.get("KODEKS_CODES", ROOT.parent / "shared" / "codes"))
NAMES = (
    "kyiv-contact-centre.uk",
    "lutsk-city-council.uk",
    "zaporizhzhia-contact-centre-1580.uk",
    "chuvash-employment-centre.ru",
    "maslyanino-social-service.ru",
)
pytestmark = pytest.mark.skipif(not CODES.is_dir(), reason="the real codes are not at hand (KODEKS_CODES)")


def load(name: str) -> ParsedCode:
    return read_code((CODES / f"{name}.txt").read_bytes())


def sizes(result: ParsedCode) -> list[tuple[str, str, int]]:
    """(kind, number, parts under it) of each section."""
    return [(section.kind, section.number, sum(1 for _ in section.walk()) - 1) for section in result.sections]


def at(result: ParsedCode, line: int) -> Part:
    return next(part for part in result.walk() if line in part.lines)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_in_the_report_once(name: str) -> None:
    """Told from the JSON alone: characters of each line against the characters the report gives for it."""
    result = load(name)
    source = (CODES / f"{name}.txt").read_text()
    lines = split_lines(source)
    assert account(result, source) == sum(1 for line in lines if line.strip())
    report = result.as_json()
    told: Counter[str] = Counter(report["title"])
    waiting = [*report["sections"]]
    while waiting:
        part = waiting.pop()
        told.update(part["printed"] + part.get("text", part.get("title", "")))
        waiting.extend(part["clauses"])
    for entry in report["dropped"]:
        told.update(entry["text"])
    assert {char: n for char, n in told.items() if not char.isspace()} == Counter("".join(source.split()))


@pytest.mark.parametrize("name", NAMES)
def test_language_is_the_one_in_the_name(name: str) -> None:
    assert load(name).locale == name[-2:]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u", "utf-16"])
def test_an_older_encoding_gives_the_same_outline(encoding: str) -> None:
    name = "zaporizhzhia-contact-centre-1580.uk"
    text = (CODES / f"{name}.txt").read_text()
    # KOI8-U has no typographic quotes of the kind.
    again = read_code(text.encode(encoding, errors="replace"))
    assert sizes(again) == sizes(load(name))


def test_kyiv() -> None:
    result = load("kyiv-contact-centre.uk")
    assert result.title.startswith("Кодекс етики працівників")
    assert len(result.title) == 55
    assert result.order is None
    assert sizes(result) == [("preamble", "", 2), ("section", "", 3), ("section", "", 25)]
    assert kinds(result) == {"definition": 1, "clause": 24, "heading": 5}
    values = result.sections[2].clauses
    assert [(part.lines[0], len(part.clauses)) for part in values] == [
        (13, 3),
        (18, 2),
        (22, 4),
        (28, 4),
        (33, 6),
        (41, 0),
    ]
    assert dropped(result) == [(1, "page chrome"), (45, "page chrome"), (53, "page chrome")]
    assert warned(result) == [(45, "mixed alphabet")]
    assert result.warnings[0].details["letters"] == "i"


def test_lutsk() -> None:
    result = load("lutsk-city-council.uk")
    assert result.title.startswith("ЕТИЧНИЙ КОДЕКС")
    assert len(result.title) == 66
    assert result.order is None
    assert sizes(result) == [
        *(("section", "1", 8), ("section", "2", 19), ("section", "3", 3), ("section", "4", 5)),
        *(("section", "5", 1), ("section", "6", 1), ("document", "", 6)),
    ]
    assert kinds(result) == {"definition": 5, "clause": 32, "heading": 6}
    assert [part.number for part in result.sections[1].clauses] == ["2.1", "2.2", "2.3", "2.4", "2.5"]
    assert [part.lines for part in result.sections[6].clauses[0].clauses] == [[79], [81], [83], [85]]
    assert dropped(result) == [(line, "page chrome") for line in range(1, 18, 2)]
    assert warned(result) == [(76, "second document"), (81, "lost bullet")]


def test_zaporizhzhia() -> None:
    result = load("zaporizhzhia-contact-centre-1580.uk")
    assert result.title.startswith("ПОЛОЖЕННЯ про")
    assert result.order is not None
    assert result.order.as_json() == {"number": "03/01-11", "date": "2016-11-01"}
    assert sizes(result) == [
        *(("approval", "", 1), ("section", "1", 10), ("section", "2", 17), ("section", "3", 15)),
        *(("section", "4", 9), ("section", "5", 11), ("section", "6", 3), ("approval", "", 2)),
    ]
    assert [section.printed for section in result.sections[1:7]] == ["1."] * 6
    assert kinds(result) == {"approval": 3, "clause": 65}
    assert {line: at(result, line).number for line in (48, 49, 59, 69, 75, 85, 98)} == {
        48: "2.2.1",
        49: "2.2.2",
        59: "2.2.12",
        69: "3.1.1",
        75: "3.2",
        85: "3.3",
        98: "4.1.8",
    }
    assert len(at(result, 59).clauses) == 3
    assert dropped(result) == [*((line, "page chrome") for line in (1, 2, 3, 4, 5, 7)), (9, "repeated title")]
    assert warned(result) == [(line, "restarted numbering") for line in (42, 49, 66, 75, 89, 102, 117)]


def test_chuvash() -> None:
    result = load("chuvash-employment-centre.ru")
    assert len(result.title.split()) == 2
    assert result.order is None
    assert sizes(result) == [
        *(("section", "1", 12), ("section", "2", 5), ("section", "3", 37)),
        *(("section", "4", 91), ("section", "5", 6), ("section", "6", 2)),
    ]
    assert kinds(result) == {"clause": 137, "heading": 5, "example": 11}
    assert [part.number for part in at(result, 121).clauses][:18] == [f"{letter})" for letter in "абвгдеёжзиклмнопрс"]
    samples = [part.lines for part in result.walk() if isinstance(part, Clause) and part.kind == "example"]
    assert [239, 241, 243] in samples
    assert [245, 247, 249, 251] in samples
    assert dropped(result) == [(line, "emphasis marks") for line in (183, 195, 199, 209, 217, 287)]
    assert warned(result) == [(line, "joined lines") for line in (37, 115, 189, 285)]


def test_maslyanino() -> None:
    result = load("maslyanino-social-service.ru")
    assert result.title.startswith("Кодекс клиентоцентричности")
    assert len(result.title) == 96
    assert result.order is not None
    assert result.order.as_json() == {"number": "23", "date": "2025-01-13"}
    assert sizes(result) == [
        *(("approval", "", 1), ("section", "1", 12), ("section", "2", 3), ("section", "3", 8)),
        *(("section", "4", 37), ("section", "5", 89), ("section", "6", 6), ("section", "7", 29)),
        *(("section", "8", 8), ("section", "9", 31), ("section", "10", 1), ("section", "11", 4)),
    ]
    assert kinds(result) == {"approval": 1, "clause": 197, "definition": 4, "heading": 16, "example": 11}
    untitled = [section.number for section in result.sections if section.number and not section.title]
    assert untitled == ["2", "3", "7", "9", "10", "11"]
    assert [len(section.title.split()) for section in result.sections if section.number in ("5", "6")] == [4, 4]
    assert dropped(result) == [(11, "bookmark residue"), (38, "bookmark residue"), (100, "bookmark residue")]
    assert warned(result) == [(line, "lost heading") for line in (26, 29, 77, 179, 187, 226, 259, 260)]
