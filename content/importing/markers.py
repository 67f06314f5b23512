"""Numbers, letters and bullets that open a line of a code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.importing.words import is_capitals

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DASHES = "-‐‑‒–—―−"
_BULLETS = "•·▪●○◦‣⁃►■□➢➤✓✔*"
_DECIMAL = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{0,6}})([{_SUPERSCRIPT}]+|-\d{{1,2}}(?=\.))?([.)]?)(\s*)")
_PARENTHESISED = re.compile(r"\(([a-zа-яёіїєґ]|\d{1,2})\)\s*", re.IGNORECASE)
_LETTER = re.compile(r"([a-zа-яёіїєґ])\)\s*", re.IGNORECASE)
_ROMAN = re.compile(r"([IVXLCІХС]{1,7})(\.|\))?(\s+)")
_WORD = re.compile(
    r"(розділ|глава|стаття|частина|раздел|статья|часть|chapter|section|article|part|§)\s*"
    r"(\d{1,3}|[IVXLCІХС]{1,7})(?!\w)\s*([.:)]|[-–—](?=\s))?\s*",
    re.IGNORECASE,
)
_DASH = re.compile(rf"[{_DASHES}]\s+|[‒–—―−](?=[^\W\d_])|-(?=[^\W\d_])")
_BULLET = re.compile(rf"[{_BULLETS}]\s+|[•▪●○◦‣►■□➢➤✓✔](?=\S)")
_LOOKALIKE = str.maketrans("ІХСі", "IXCi")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters a list may pass over without a gap: й and ё in Russian lists, ґ, є, ї and others in Ukrainian ones.
_OPTIONAL = frozenset("ёйъыьґєіїщз")


@dataclass(frozen=True, slots=True)
class Marker:
    """`style`: decimal (1.2), dot (1.), paren (1)), letter, roman, word (Розділ 1), dash or bullet."""

    style: str
    printed: str
    number: str = ""
    value: tuple[int, ...] = ()
    word: str = ""
    inserted: bool = False

    @property
    def is_list(self) -> bool:
        return self.style in ("paren", "letter", "dash", "bullet")


def read_marker(text: str, *, roman: bool = False) -> tuple[Marker | None, str]:
    """The marker at the start of a line, if any, and the text after it.

    Roman numerals are read only where the document uses them (`roman`): one alone may be an initial.
    """
    if found := _DASH.match(text):
        inner, rest = _read_ordinal(text[found.end() :], in_list=True)
        if inner and inner.style in ("letter", "paren"):
            return Marker(inner.style, found.group().strip() + " " + inner.printed, inner.number, inner.value), rest
        return Marker("dash", found.group().strip()), text[found.end() :]
    if found := _BULLET.match(text):
        return Marker("bullet", found.group().strip()), text[found.end() :]
    if found := _WORD.match(text):
        rest = text[found.end() :]
        value = int(found[2]) if found[2].isdigit() else roman_value(found[2])
        if value and (not rest or _opens(rest)) and (found[3] or not rest or found[1][0].isupper()):
            return Marker("word", found.group().strip(), found[2], (value,), found[1].lower()), rest
    if roman and (found := _ROMAN.match(text)):
        rest = text[found.end() :]
        value = roman_value(found[1])
        if value and _opens(rest) and (found[2] or rest[:40].isupper()):
            return Marker("roman", found.group().strip(), found[1], (value,)), rest
    return _read_ordinal(text)


def _read_ordinal(text: str, *, in_list: bool = False) -> tuple[Marker | None, str]:
    if found := _LETTER.match(text):
        return Marker("letter", found.group().strip(), found[1] + ")", (letter_place(found[1]),)), text[found.end() :]
    if found := _PARENTHESISED.match(text):
        printed, mark = found.group().strip(), found[1]
        if mark.isdigit():
            return Marker("paren", printed, mark + ")", (int(mark),)), text[found.end() :]
        return Marker("letter", printed, mark + ")", (letter_place(mark),)), text[found.end() :]
    found = _DECIMAL.match(text)
    if not found or (in_list and found[3] != ")"):
        return None, text
    digits, inserted, end, space = found.groups()
    parts = digits.split(".")
    rest = text[found.end() :]
    # A date (01.11.2016), a time (9.00) or an amount (3.5 %) is no number of a clause.
    if any(part.startswith("0") or int(part) > 199 for part in parts) or rest[:1] in tuple(f"{_DASHES}%/:,;)°"):
        return None, text
    if rest[:1].isdigit() or (not space and rest and not (end and (rest[0].isalpha() or rest[0] in '«"“„('))):
        return None, text
    value = tuple(int(part) for part in parts)
    if len(value) == 1 and not end and not is_capitals(rest):
        return None, text
    if len(value) > 1 and not end and not _opens(rest):
        return None, text
    style = "paren" if end == ")" else "decimal" if len(value) > 1 else "dot"
    number = digits + (inserted or "") + (")" if style == "paren" else "")
    return Marker(style, found.group().strip(), number, value, inserted=bool(inserted)), rest


def _opens(rest: str) -> bool:
    """Whether the text begins as a heading or a sentence does."""
    return bool(rest) and (rest[0].isupper() or rest[0] in '«"“„(')


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral, Cyrillic look-alikes allowed; 0 if it is not one."""
    numeral = numeral.upper().translate(_LOOKALIKE)
    if not re.fullmatch(r"C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", numeral):
        return 0
    total = 0
    for here, after in zip(numeral, numeral[1:] + " ", strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if value < _ROMAN_VALUES.get(after, 0) else value
    return total


def letter_place(letter: str) -> int:
    """A rank that grows along every alphabet the letter may belong to."""
    letter = letter.lower()
    if letter in LATIN:
        return LATIN.index(letter) + 1
    # Ukrainian letters take places between their Russian neighbours: г ґ д, е є ё ж, и і ї й.
    return _MERGED.index(letter) + 1


_MERGED = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"


def letter_gap(before: int, after: int) -> bool:
    """Whether letters that a list must not pass over lie between two places (as of `letter_place`)."""
    return any(letter not in _OPTIONAL for letter in _MERGED[before : after - 1])
