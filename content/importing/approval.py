"""Blocks that say who drafted, agreed or approved a code, and the order they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from content.importing.model import Order

_KEYWORDS = (
    r"затверджено|затверджую|затверджений|схвалено|прийнято|введено в дію|"
    r"утвержд[её]но|утверждаю|утвержд[её]н|одобрено|принято|введено в действие|"
    r"approved|adopted|погоджено|узгоджено|согласовано|agreed|"
    r"розробив|розробила|розробили|розроблено|розробник|разработал|разработала|разработано|разработчик|"
    r"drafted|prepared by|ознайомлені|ознакомлены"
)
_KEYWORD = re.compile(rf"^[(\s]*({_KEYWORDS})\b", re.IGNORECASE)
_APPENDIX_OF_ORDER = re.compile(
    r"^(додаток|приложение|appendix|annex)(\s+(№\s*)?\d{1,3})?\s*"
    r"($|((до|к|to)\s+(наказ|приказ|розпоряджен|распоряжен|рішен|решени|постанов|постановл|протокол|order|decision)))",
    re.IGNORECASE,
)
# Only these approve; an agreement's date is not the order's.
_APPROVING = re.compile(
    r"^\W*(затв|утвержд|схвал|одобр|прийня|приня|введено|approved|adopted|додаток|приложение|appendix|annex)", re.I
)
_NUMBER = re.compile(r"(?:№|\bN[o°º]?\.?(?=[\s\d]))\s*([\w][\w/.\-–]*)", re.IGNORECASE)
_MONTHS = (
    ("січ", "янв", "jan"),
    ("лют", "фев", "feb"),
    ("берез", "мар", "mar"),
    ("квіт", "апр", "apr"),
    ("трав", "май", "мая", "may"),
    ("черв", "июн", "jun"),
    ("лип", "июл", "jul"),
    ("серп", "авг", "aug"),
    ("верес", "сент", "sep"),
    ("жовт", "окт", "oct"),
    ("листопад", "нояб", "nov"),
    ("груд", "дек", "dec"),
)
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_ISO = re.compile(rf"(?<!\d){_YEAR}-(\d{{1,2}})-(\d{{1,2}})(?!\d)")
_DIGITS = re.compile(rf"(?<!\d)[«\"“„]?\s*(\d{{1,2}})\s*[»\"”“]?[\s./-]+(\d{{1,2}})[\s./-]+{_YEAR}")
_WORDS = re.compile(rf"(?<!\d)[«\"“„]?\s*(\d{{1,2}})\s*[»\"”“]?\s*([^\W\d_]{{3,12}})\.?\s*,?\s*{_YEAR}")
_AMERICAN = re.compile(rf"\b([A-Za-z]{{3,9}})\s+(\d{{1,2}}),?\s+{_YEAR}")


def opens_approval(text: str, *, near_title: bool) -> bool:
    """Whether a block of approval begins here.

    Near the title a sentence may («Затверджено наказом …»); in the body only a line of capitals or the word alone does,
    for «Погоджено з профспілкою …» is an ordinary clause there.
    """
    if near_title and _APPENDIX_OF_ORDER.match(text):
        return True
    found = _KEYWORD.match(text)
    if not found:
        return False
    word, rest = found[1], text[found.end() :].strip()
    return near_title or word.isupper() or not rest.strip(":.)")


def has_date(text: str) -> bool:
    return find_date(text) is not None


def closes_approval(text: str) -> bool:
    """A line with the order's date or number, after which the block may end."""
    return has_date(text) or find_number(text) is not None


def find_order(blocks: Iterable[str]) -> Order | None:
    """The number and date of the approving act among approval blocks; agreements and drafters are passed over."""
    for block in blocks:
        if not _APPROVING.match(block):
            continue
        number, day = find_number(block), find_date(block)
        if number or day:
            return Order(number, day)
    return None


def find_number(text: str) -> str | None:
    """«№_______03/01-11____» → "03/01-11"; a number without a digit («б/н») is none."""
    for found in _NUMBER.finditer(_unruled(text)):
        number = found[1].strip(".-–")
        if any(char.isdigit() for char in number):
            return number
    return None


def find_date(text: str) -> date | None:
    """The first date, however it is spelt: «_01_» __листопада__2016, 01.11.2016, «13» января 2025 г., 2016-11-01."""
    text = _unruled(text)
    for found in _ISO.finditer(text):
        if day := _date(found[1], found[2], found[3]):
            return day
    for found in _DIGITS.finditer(text):
        if day := _date(found[3], found[2], found[1]):
            return day
    for found in _WORDS.finditer(text):
        if (month := _month(found[2])) and (day := _date(found[3], month, found[1])):
            return day
    for found in _AMERICAN.finditer(text):
        if (month := _month(found[1])) and (day := _date(found[3], month, found[2])):
            return day
    return None


def _unruled(text: str) -> str:
    """The text without the underscores of a form filled in by hand."""
    return " ".join(text[:2000].replace("_", " ").split())


def _month(word: str) -> int | None:
    word = word.lower()
    for number, stems in enumerate(_MONTHS, start=1):
        if any(word.startswith(stem) for stem in stems):
            return number
    return None


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
