"""The language of a text by its letters, and words in which two alphabets are mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_RUSSIAN = frozenset("ыэъёЫЭЪЁ")
# A lone Latin letter that looks like a Cyrillic word of one letter.
_LONE = frozenset("aoceixyAOCEIXY")


def guess_locale(text: str) -> str:
    """uk, ru or en, by letters that only one of them has; a text without letters counts as Ukrainian."""
    latin = cyrillic = ukrainian = russian = 0
    for char in text:
        if char.isascii():
            latin += char.isalpha()
        elif "\u0400" <= char <= "\u04ff":
            cyrillic += 1
            ukrainian += char in _UKRAINIAN
            russian += char in _RUSSIAN
    if latin > cyrillic:
        return "en"
    return "ru" if russian > ukrainian else "uk"


def mixed_words(text: str, locale: str) -> Iterator[tuple[str, str]]:
    """(word, the letters that do not belong) for each word with letters of two alphabets.

    In a Cyrillic text a letter of the other Cyrillic language inside a word counts too (ы in Ukrainian, і in Russian),
    and so does a lone Latin letter between Cyrillic words.
    """
    alien = {"uk": _RUSSIAN, "ru": _UKRAINIAN}.get(locale, frozenset())
    words = list(_WORD.finditer(text))
    for place, found in enumerate(words):
        word = found[0]
        latin = [char for char in word if char.isascii() and char.isalpha()]
        cyrillic = [char for char in word if "\u0400" <= char <= "\u04ff"]
        if latin and cyrillic:
            yield word, _distinct(latin if len(latin) <= len(cyrillic) else cyrillic)
        elif len(word) > 1 and any(char in alien for char in cyrillic):
            yield word, _distinct([char for char in cyrillic if char in alien])
        elif word in _LONE and 0 < place < len(words) - 1:
            neighbours = words[place - 1], words[place + 1]
            if all("\u0400" <= near[0][0] <= "\u04ff" for near in neighbours) and _spaced(text, found):
                yield word, word


def _spaced(text: str, found: re.Match[str]) -> bool:
    return text[found.start() - 1] == " " and text[found.end() : found.end() + 1] == " "


def _distinct(letters: list[str]) -> str:
    return "".join(dict.fromkeys(letters))
