"""The importer's front door: text or bytes in, an accounted-for outline of a code out."""

from __future__ import annotations

from content.importing.account import account
from content.importing.approval import find_order
from content.importing.decode import decode
from content.importing.errors import NoClausesError
from content.importing.front import read_front, read_tail
from content.importing.letters import guess_locale, mixed_words
from content.importing.lines import clean, read_lines, split_lines
from content.importing.model import Clause, Notice, ParsedCode
from content.importing.outline import Outline
from content.importing.paragraphs import read_paragraphs


def read_code(data: bytes, *, locale: str | None = None) -> ParsedCode:
    """A code from the bytes of a plain-text file.

    Raises a DomainError for what is no text, is too large, is in an unknown encoding, or holds no clause.
    """
    decoded = decode(data)
    result = parse(decoded.text, locale=locale)
    result.encoding = decoded.encoding
    if decoded.confidence < 1:
        result.warnings.insert(0, Notice(1, "guessed encoding", {"encoding": decoded.encoding}))
    if not result.clause_count:
        raise NoClausesError
    return result


def parse(source: str, *, locale: str | None = None) -> ParsedCode:
    """A code from its text, whatever the text is; the time it takes grows with the length.

    Every non-blank line is accounted for exactly once and in order, or AccountError is raised.
    """
    lines, dropped, notices = read_lines(source)
    found_locale = guess_locale(source)
    if locale and locale != found_locale:
        notices.append(Notice(1, "another language", {"found": found_locale, "chosen": locale}))
    locale = locale or found_locale
    for no, raw in enumerate(split_lines(source), start=1):
        for word, letters in mixed_words(clean(raw), locale):
            notices.append(Notice(no, "mixed alphabet", {"word": word, "letters": letters}))

    end, tail = read_tail(lines)
    front = read_front(lines[:end])
    body = read_paragraphs(lines[front.body : end])
    if not front.title and lines:
        notices.append(Notice(lines[0].no, "no title"))
    outline = Outline(notices)
    before_title = [("note", [line]) for line in front.notes] + [("approval", block) for block in front.approvals]
    for kind, block in sorted(before_title, key=lambda entry: entry[1][0].no):
        text = "\n".join(line.text for line in block)
        pieces = [piece for line in block for piece in line.pieces]
        (outline.approval if kind == "approval" else outline.note)(text, pieces)
    sections = outline.build(body.items)

    result = ParsedCode(
        title=front.title,
        locale=locale,
        order=find_order(_approvals(sections)),
        sections=sections,
        dropped=sorted([*dropped, *front.dropped, *body.dropped, *tail], key=lambda entry: entry.line),
        warnings=sorted([*notices, *body.notices], key=lambda notice: notice.line),
        title_pieces=front.title_pieces,
    )
    account(result, source)
    return result


def _approvals(sections: list) -> list[str]:
    return [
        part.text
        for section in sections
        for part in section.walk()
        if isinstance(part, Clause) and part.kind == "approval"
    ]
