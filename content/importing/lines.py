"""Source lines: cleaned, numbered from 1, with the residue of word processors set apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from content.importing.model import Dropped, Notice, Piece

# Soft hyphen, zero-width space, word joiner, byte order mark, direction marks: they show nothing and break searching.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Control characters that are not white space; PostgreSQL refuses the first of them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]{0,200}\]", re.IGNORECASE)
# *word* or **words** standing free, as converters write italics and bold.
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=[^\s*])([^*]*[^\s*])(\1)(?![\w*])")
_TAB = 8


@dataclass(slots=True)
class Line:
    """One non-blank source line; `text` has its white space collapsed and its residue taken out."""

    no: int
    indent: int
    text: str
    pieces: list[Piece]
    blank_before: bool


def split_lines(source: str) -> list[str]:
    """Lines as an editor counts them: LF, CRLF and CR end a line, nothing else does."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def clean(raw: str) -> str:
    """The line in composed form (NFC) without invisible and control characters."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", raw)))


def read_lines(source: str) -> tuple[list[Line], list[Dropped], list[Notice]]:
    """Non-blank lines, the residue taken out of them, and what was noticed on the way."""
    lines: list[Line] = []
    dropped: list[Dropped] = []
    notices: list[Notice] = []
    blank = True
    for no, raw in enumerate(split_lines(source), start=1):
        text = clean(raw)
        if _INVISIBLE.search(raw):
            notices.append(Notice(no, "invisible characters"))
        if not text.strip():
            blank = True
            continue
        kept, residue = _take_residue(no, text)
        dropped.extend(residue)
        joined = " ".join("".join(piece.text for piece in kept).split())
        if not joined:
            # Only residue: the line breaks a paragraph no more than a blank one would.
            blank = True
            continue
        lines.append(Line(no, _indent(kept[0].text), joined, kept, blank))
        blank = False
    return lines, dropped, notices


def _indent(text: str) -> int:
    width = 0
    for char in text:
        if char == "\t":
            width += _TAB
        elif char.isspace():
            width += 1
        else:
            break
    return width


def _take_residue(no: int, text: str) -> tuple[list[Piece], list[Dropped]]:
    spans: list[tuple[int, int, str]] = [(*found.span(), "bookmark residue") for found in _BOOKMARK.finditer(text)]
    if "*" in text and not spans:
        for found in _EMPHASIS.finditer(text):
            spans.append((*found.span(1), "emphasis marks"))
            spans.append((*found.span(3), "emphasis marks"))
    if not spans:
        return [Piece(no, 0, text)], []
    kept: list[Piece] = []
    taken: dict[str, list[Piece]] = {}
    at = 0
    for start, end, reason in spans:
        if text[at:start].strip():
            kept.append(Piece(no, at, text[at:start]))
        taken.setdefault(reason, []).append(Piece(no, start, text[start:end]))
        at = end
    if text[at:].strip():
        kept.append(Piece(no, at, text[at:]))
    return kept, [Dropped(reason, pieces) for reason, pieces in taken.items()]
