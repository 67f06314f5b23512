"""What stands before and after a code in its file: page chrome, approval blocks, the title."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.importing import words
from content.importing.approval import closes_approval, opens_approval
from content.importing.lines import Line, clean
from content.importing.markers import read_marker
from content.importing.model import Dropped, Piece

_FRONT_LINES = 80
_TAIL_LINES = 30
_SENTENCE = 70
_TITLE_LENGTH = 400
# A title has so many lines above the one that names the kind of document.
_TITLE_LINES = 2
# So many separate lines before a title are a menu of the page, not the heading of a document.
_MENU = 3


@dataclass(slots=True)
class Front:
    """The parts before the body; `body` is the index of its first line."""

    title: str = ""
    title_pieces: list[Piece] = field(default_factory=list)
    approvals: list[list[Line]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    body: int = 0


def read_front(lines: list[Line]) -> Front:
    """Split what precedes the body into title, approval blocks, notes and page chrome."""
    front = Front()
    stop = _body_start(lines)
    span = _title_span(lines, stop)
    if span is None:
        span = _fallback_title(lines, stop)
    if span is None:
        crumb = next((place for place in range(stop) if words.BREADCRUMB.match(lines[place].text)), None)
        if crumb is not None:
            _split_crumb(front, lines[crumb])
            front.body = crumb + 1
            _sort_out(front, lines[:crumb])
        else:
            # Without a title nothing tells a menu from the text: only what is certain goes.
            front.body = _chrome_run(lines, stop)
            _sort_out(front, lines[: front.body])
        return front
    first, last = span
    front.title = " ".join(line.text for line in lines[first:last])
    front.title_pieces = [piece for line in lines[first:last] for piece in line.pieces]
    front.body = last
    _sort_out(front, lines[:first])
    return front


def read_tail(lines: list[Line]) -> tuple[int, list[Dropped]]:
    """The number of lines that belong to the code, and the page chrome after them."""
    anchor = None
    for place in range(max(0, len(lines) - _TAIL_LINES), len(lines)):
        text = lines[place].text
        if anchor is None and len(text) <= 200 and words.STRAY_CHROME.match(text):
            anchor = place
        elif anchor is not None and (len(text) > 100 or (text[-1] in ".;:" and not words.is_known_chrome(text))):
            # Text of the code goes on after it: a stray link inside the text, dropped there as a line of its own.
            anchor = None
    if anchor is None:
        return len(lines), []
    return anchor, [Dropped("page chrome", line.pieces) for line in lines[anchor:]]


def _body_start(lines: list[Line]) -> int:
    """Index of the first line that can only be the code's own text."""
    for place, line in enumerate(lines[:_FRONT_LINES]):
        text = line.text
        if opens_approval(text, near_title=True):
            continue
        if words.KNOWN_SECTION.match(text):
            return place
        marker, rest = read_marker(text, roman=True)
        if marker and marker.style in ("decimal", "dot", "word", "roman") and any(char.isalpha() for char in rest):
            return place
        if len(text) >= _SENTENCE and text[-1] in ".:;" and not words.BREADCRUMB.match(text):
            return place
    return min(len(lines), _FRONT_LINES)


def _title_span(lines: list[Line], stop: int) -> tuple[int, int] | None:
    """The last block before the body that names a kind of document."""
    for place in range(stop - 1, -1, -1):
        text = lines[place].text
        if (
            not words.DOCUMENT_TITLE.match(text)
            or words.BREADCRUMB.match(text)
            or opens_approval(text, near_title=True)
        ):
            continue
        if len(text) > 250 or text[-1] in ".;:" or read_marker(text)[0] or words.DEFINING_DASH.search(text):
            continue
        first = place
        while (
            first > max(0, place - _TITLE_LINES)
            and not lines[first].blank_before
            and not _ends_block(lines[first - 1].text)
            and not _in_approval(lines, first - 1)
            and words.is_capitals(lines[first].text) <= words.is_capitals(lines[first - 1].text)
        ):
            first -= 1
        last = place + 1
        while last < stop and _continues_title(lines[last], lines[last - 1]):
            last += 1
        if last < len(lines) and not lines[last].blank_before and words.starts_lower(lines[last].text):
            continue  # a sentence that goes on
        if sum(len(line.text) for line in lines[first:last]) <= _TITLE_LENGTH:
            return first, last
    return None


def _continues_title(line: Line, before: Line) -> bool:
    if opens_approval(line.text, near_title=True) or words.is_known_chrome(line.text) or line.text[-1] in ".;:":
        return False
    return not line.blank_before or (line.text[0].islower() and words.is_open_ended(before.text))


def _ends_block(text: str) -> bool:
    return closes_approval(text) or words.is_known_chrome(text) or words.BREADCRUMB.match(text) is not None


def _in_approval(lines: list[Line], place: int) -> bool:
    """Whether the line belongs to an approval block: back to the gap or to the order's date there is its keyword."""
    while place >= 0:
        if opens_approval(lines[place].text, near_title=True):
            return True
        if lines[place].blank_before or (place and closes_approval(lines[place - 1].text)):
            return False
        place -= 1
    return False


def _fallback_title(lines: list[Line], stop: int) -> tuple[int, int] | None:
    """With no document named: the block right before the body, if there is one and no breadcrumb gives the title."""
    if stop == 0 or stop >= min(len(lines), _FRONT_LINES):
        return None
    if any(words.BREADCRUMB.match(line.text) for line in lines[:stop]):
        return None
    first = stop - 1
    while first > 0 and not lines[first].blank_before:
        first -= 1
    block = lines[first:stop]
    if sum(len(line.text) for line in block) > 250 or len(block) > 4:
        return None
    if any(_ends_block(line.text) or opens_approval(line.text, near_title=True) for line in block):
        return None
    if read_marker(block[0].text)[0] or words.starts_lower(block[0].text) or block[-1].text[-1] in ".;:,":
        return None
    return (first, stop) if not _in_approval(lines, first) else None


def _chrome_run(lines: list[Line], stop: int) -> int:
    """How many lines at the very beginning are certain chrome."""
    place = 0
    while place < stop and (words.CHROME.match(lines[place].text) or words.is_phones(lines[place].text)):
        place += 1
    return place


def _split_crumb(front: Front, line: Line) -> None:
    """«Головна → Кодекс етики …» without another title: the last step of the path is the title."""
    whole = "".join(piece.text for piece in line.pieces)
    found = words.BREADCRUMB.match(line.text)
    assert found is not None  # the caller matched it
    wanted = len("".join(found[0].split()))
    at = seen = 0
    while seen < wanted:
        seen += not whole[at].isspace()
        at += 1
    head, rest = _cut(line.pieces, at)
    front.dropped.append(Dropped("page chrome", head))
    front.title = line.text[found.end() :].strip()
    front.title_pieces = rest


def _cut(pieces: list[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    head: list[Piece] = []
    rest: list[Piece] = []
    for piece in pieces:
        here = max(0, min(at, len(piece.text)))
        if here:
            head.append(Piece(piece.line, piece.start, piece.text[:here]))
        if here < len(piece.text):
            rest.append(Piece(piece.line, piece.start + here, piece.text[here:]))
        at -= here
    return head, rest


def _sort_out(front: Front, lines: list[Line]) -> None:
    """Lines before the title: approval blocks are kept, the page's own lines go, a few others stay as notes."""
    title = _plain(front.title)
    loose: list[Line] = []
    chrome = False
    block: list[Line] | None = None
    for line in lines:
        if title and _plain(line.text) == title:
            front.dropped.append(Dropped("repeated title", line.pieces))
        elif words.BREADCRUMB.match(line.text) or (words.is_known_chrome(line.text) and not closes_approval(line.text)):
            chrome = True
            front.dropped.append(Dropped("page chrome", line.pieces))
        elif opens_approval(line.text, near_title=True):
            block = [line]
            front.approvals.append(block)
        elif block is not None:
            block.append(line)
        else:
            loose.append(line)
    if chrome or len(loose) >= _MENU:
        front.dropped.extend(Dropped("page chrome", line.pieces) for line in loose)
    else:
        front.notes.extend(loose)
    front.dropped.sort(key=lambda dropped: (dropped.line, dropped.pieces[0].start))


def _plain(text: str) -> str:
    return "".join(char for char in clean(text).casefold() if char.isalnum())
