"""An edition as a reading page shows it: parts, lines and their anchors in one language."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from content.blocks import Kind
from content.changes import ClauseChange, delta, minutes, pick_locale
from content.models import ApprovalAct, Edition, EditionText
from content.wording import minutes_to_read, word_count


@dataclass(frozen=True)
class Line:
    """One clause on the page; `number_anchor` is its permalink by number, "" where the number is not its own."""

    block_id: uuid.UUID
    kind: str
    level: int
    number: str
    text: str
    is_excluded: bool
    number_anchor: str = ""
    change: ClauseChange | None = None

    @property
    def anchor(self) -> str:
        return f"c-{self.block_id}"

    @property
    def diff_html(self) -> SafeString | None:
        return self.change.diff_html if self.change else None


@dataclass
class Part:
    """A heading and what stands below it, up to the next heading."""

    heading: Line | None
    lines: list[Line] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(1 for line in self.lines if line.change)


@dataclass(frozen=True)
class Book:
    edition: Edition
    text: EditionText
    act: ApprovalAct | None
    locales: Sequence[str]
    parts: Sequence[Part]
    clauses: int
    #: Clauses that differ from the edition compared with.
    changes: Sequence[ClauseChange] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes to read it; of a comparison, to read what changed."""
        return minutes(self.changes) if self.changes else minutes_to_read(word_count(self.text.plain))

    @property
    def changed_parts(self) -> list[Part]:
        shown = [Part(part.heading, [line for line in part.lines if line.change]) for part in self.parts]
        return [part for part in shown if part.lines or (part.heading and part.heading.change)]


def open_book(edition: Edition, *, since: Edition | None = None, locale: str | None = None) -> Book:
    """Return the edition in the wanted language (the request's by default), marked against `since` if given.

    Queries: texts, acts, clauses, their words, and those of `delta`; the same for 5 clauses and 500.
    """
    texts = {text.locale: text for text in edition.texts.defer("html")}
    shown = pick_locale(list(texts), locale, edition.code.locale.language_code)
    found = delta(edition, since, locale=shown) if since else []
    changes = {change.block_id: change for change in found}
    parts, numbers, clauses = [Part(None)], set(), 0
    for clause in edition.clauses.order_by("order").prefetch_related("texts"):
        words = next((text for text in clause.texts.all() if text.locale == shown), None)
        number = words.number if words else ""
        anchor = "" if not number or number in numbers else "n" + "-".join(number.split())
        numbers.add(number)
        line = Line(
            clause.block_id,
            clause.kind,
            clause.level,
            number,
            words.text if words else "",
            clause.is_excluded,
            anchor,
            changes.get(clause.block_id),
        )
        if clause.kind == Kind.HEADING:
            parts.append(Part(line))
        else:
            parts[-1].lines.append(line)
            clauses += not clause.is_excluded
    return Book(
        edition,
        texts[shown],
        edition.acts.first(),
        sorted(texts),
        [part for part in parts if part.heading or part.lines],
        clauses,
        found,
    )
