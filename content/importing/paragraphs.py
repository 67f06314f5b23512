"""From lines to paragraphs: markers read, broken lines joined, sample letters and approval blocks gathered."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from content.importing import words
from content.importing.approval import closes_approval, opens_approval
from content.importing.lines import Line
from content.importing.markers import Marker, read_marker
from content.importing.model import Dropped, Notice, Piece

_APPROVAL_LINE = 200
_NEAR_TITLE = 4
# No paragraph of a code is longer; joining on and on would take quadratic time.
_LONGEST = 20_000
# How far back an open bracket is looked for.
_REMARK = 600
# So many of the last lines may be signatures.
_SIGNATURES = 4


@dataclass(slots=True)
class Paragraph:
    """One piece of the body. `role`: text, example, note, approval or appendix."""

    text: str
    marker: Marker | None
    pieces: list[Piece]
    indent: int
    blank_before: bool
    role: str = "text"
    # A sample letter still takes lines: "addressee" (anything may follow), "body" (only its close).
    expects: str = ""
    last_line: str = ""

    @property
    def line(self) -> int:
        return self.pieces[0].line

    @property
    def is_plain(self) -> bool:
        return self.role == "text" and self.marker is None


@dataclass(slots=True)
class Paragraphs:
    """What `read_paragraphs` found."""

    items: list[Paragraph] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_paragraphs(lines: list[Line]) -> Paragraphs:
    """Paragraphs of the body in order; stray page chrome, page numbers and contents entries are dropped."""
    found = Paragraphs()
    roman = _uses_roman(lines)
    width = _wrap_width(lines)
    before: Line | None = None
    for place, line in enumerate(lines):
        if reason := _stray(lines, place):
            found.dropped.append(Dropped(reason, line.pieces))
            continue
        last = found.items[-1] if found.items else None
        marker, rest = read_marker(line.text, roman=roman)
        if not _add_to(found, last, line, before, marker, width):
            item = _start(line, marker, rest, near_title=place < _NEAR_TITLE)
            if item.is_plain and place >= len(lines) - _SIGNATURES and words.SIGNATURE.match(rest):
                item.role = "approval"
            found.items.append(item)
        before = line
    return found


def _start(line: Line, marker: Marker | None, rest: str, *, near_title: bool) -> Paragraph:
    item = Paragraph(rest, marker, list(line.pieces), line.indent, line.blank_before, last_line=line.text)
    if (marker is None or marker.style in ("dash", "bullet")) and words.EXAMPLE.match(rest):
        item.role = "example"
        item.expects = "addressee" if rest.endswith(":") else ""
    elif marker is None and words.QUOTE.match(rest):
        item.role = "example"
    elif marker is None and words.NOTE.match(rest):
        item.role = "note"
    elif marker is None and words.APPENDIX.match(rest):
        item.role = "appendix"
    elif marker is None and opens_approval(rest, near_title=near_title):
        item.role = "approval"
    return item


def _add_to(
    found: Paragraphs, last: Paragraph | None, line: Line, before: Line | None, marker: Marker | None, width: int
) -> bool:
    """Give the line to the paragraph before it, if it belongs there."""
    if last is None or before is None or len(last.text) > _LONGEST:
        return False
    text = line.text
    if last.role == "approval":
        if not _stays_in_approval(last, line, marker):
            return False
        _append(last, line, "\n")
        return True
    if last.expects and marker is None:
        if _stays_in_letter(last, text):
            _append(last, line, "\n")
            return True
        last.expects = ""
    if _is_unclosed(last, line):
        _append(last, line, " ")
        return True
    if marker is not None and not _cites_clause(last, before, text, marker):
        return False
    if last.marker and not last.text:
        _append(last, line, "")
        return True
    if not _continues(last, line, before, width):
        return False
    broken = before.text.endswith("-") and before.text[-2:-1].isalpha() and text[0].islower()
    if broken:
        word = before.text.split()[-1] + text.split()[0]
        found.notices.append(Notice(line.no, "broken word", {"first": str(before.no), "word": word}))
    elif line.blank_before:
        found.notices.append(Notice(line.no, "joined lines", {"first": str(before.no)}))
    _append(last, line, "" if broken else " ")
    return True


def _append(item: Paragraph, line: Line, joint: str) -> None:
    item.text += joint + line.text
    item.pieces.extend(line.pieces)
    item.last_line = line.text


def _continues(last: Paragraph, line: Line, before: Line, width: int) -> bool:
    """Whether the line goes on with the sentence that the line before it broke off."""
    text, end = line.text, before.text
    if words.EXAMPLE.match(text):
        return False
    if words.is_capitals(end) and words.is_capitals(text):
        return not line.blank_before and not opens_approval(text, near_title=False) and not words.APPENDIX.match(text)
    if words.ends_sentence(end):
        return False
    if words.starts_lower(text):
        return True
    if end.endswith(",") or words.CLAUSE_REFERENCE.search(end) or words.CONJUNCTION.search(end):
        return last.role != "example"
    # Text wrapped at a fixed width: a full line goes on with the next whatever its first letter.
    return bool(width) and not line.blank_before and len(end) >= 0.8 * width and not words.is_capitals(end)


def _is_unclosed(last: Paragraph, line: Line) -> bool:
    """A bracket or a quotation is open and the line closes it: no dash or capital there begins anything new."""
    if line.blank_before or words.ends_sentence(last.last_line) or last.role == "approval":
        return False
    end = last.text[-_REMARK:]
    return any(
        end.rfind(opening) > end.rfind(closing) and closing in line.text.partition(opening)[0]
        for opening, closing in (("(", ")"), ("«", "»"))
    )


def _cites_clause(last: Paragraph, before: Line, text: str, marker: Marker) -> bool:
    """«… відповідно до пункту / 2.3 цього Кодексу»: the number goes on with the sentence."""
    return marker.style in ("decimal", "dot") and bool(words.CLAUSE_REFERENCE.search(before.text)) and last.text != ""


def _stays_in_approval(last: Paragraph, line: Line, marker: Marker | None) -> bool:
    text = line.text
    if marker is not None or len(text) > _APPROVAL_LINE or opens_approval(text, near_title=False):
        return False
    if words.KNOWN_SECTION.match(text) or (words.ANOTHER_DOCUMENT.search(text) and words.is_capitals(text)):
        return False
    done = closes_approval(last.last_line)
    if not done or words.SIGNATURE.match(text) or words.ADDRESSEE.match(text):
        return True
    return closes_approval(text) or (not line.blank_before and len(text) <= 80 and not words.ends_sentence(text))


def _stays_in_letter(last: Paragraph, text: str) -> bool:
    if words.EXAMPLE.match(text) or words.is_capitals(text):
        return False
    if words.CLOSING.match(text) or words.ADDRESSEE.match(text):
        return True
    if last.expects == "body":
        return False
    if words.SALUTATION.match(text) or words.QUOTE.match(text):
        return True
    last.expects = "body"
    return True


def _stray(lines: list[Line], place: int) -> str:
    text = lines[place].text
    if len(text) > 250:
        return ""
    if words.PAGE_NUMBER.match(text):
        return "page number"
    if words.CONTENTS_ENTRY.match(text) and not closes_approval(text):
        return "table of contents"
    if (
        words.CONTENTS_TITLE.match(text)
        and place + 1 < len(lines)
        and words.CONTENTS_ENTRY.match(lines[place + 1].text)
    ):
        return "table of contents"
    if words.STRAY_CHROME.match(text):
        return "page chrome"
    return ""


def _uses_roman(lines: list[Line]) -> bool:
    """Roman numerals number the sections if both I and II open a line."""
    seen = set()
    for line in lines:
        marker, _rest = read_marker(line.text[:60], roman=True)
        if marker and marker.style == "roman":
            seen.add(marker.value[0])
    return {1, 2} <= seen


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the text was wrapped, or 0 if its lines are whole paragraphs."""
    broken = whole = 0
    widths: list[int] = []
    for before, line in itertools.pairwise(lines):
        if line.blank_before:
            continue
        if words.starts_lower(line.text) and not words.ends_sentence(before.text):
            broken += 1
            widths.append(len(before.text))
        else:
            whole += 1
    if broken < 4 or broken < 0.5 * whole:
        return 0
    widths.sort()
    width = widths[len(widths) * 9 // 10]
    return width if 30 <= width <= 160 else 0
