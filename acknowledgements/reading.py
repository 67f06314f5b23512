"""The edition as one person reads it: what changed since the own signature first, then everything."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from content.changes import ClauseChange, delta, minutes, pick_locale
from content.models import Clause, Edition, EditionText
from content.wording import minutes_to_read, word_count
from people.models import Person


@dataclass(frozen=True)
class Line:
    """One clause on the page; `diff_html` only where it changed since the person's signature."""

    block_id: uuid.UUID
    kind: str
    level: int
    number: str
    text: str
    is_excluded: bool
    change: ClauseChange | None = None

    @property
    def anchor(self) -> str:
        return f"c-{self.block_id}"

    @property
    def diff_html(self) -> SafeString | None:
        return self.change.diff_html if self.change else None


@dataclass
class Part:
    """A heading and what stands below it."""

    heading: Line | None
    lines: list[Line] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(1 for line in self.lines if line.change)


@dataclass(frozen=True)
class Book:
    """Everything the reading page shows."""

    edition: Edition
    text: EditionText
    since: Edition | None
    parts: list[Part]
    substantive: list[ClauseChange]
    editorial: list[ClauseChange]

    @property
    def minutes(self) -> int:
        if self.since:
            return minutes(self.substantive)
        return minutes_to_read(word_count(self.text.plain))

    def changed_parts(self) -> Iterator[Part]:
        """Yield the parts with substantive changes, and of those only the changed clauses."""
        for part in self.parts:
            lines = [line for line in part.lines if line.change and line.change.is_substantive]
            if lines:
                yield Part(part.heading, lines)


def open_book(edition: Edition, *, person: Person | None, since: Edition | None, language: str) -> Book:
    """Return the edition in the person's language (else the code's own), marked against the edition last signed."""
    texts = {text.locale: text for text in edition.texts.all()}
    locale = pick_locale(list(texts), language, edition.code.locale.language_code)
    changes = {change.block_id: change for change in delta(edition, since, locale=locale)} if since else {}
    parts = [Part(None)]
    clauses = Clause.objects.filter(edition=edition).order_by("order").prefetch_related("texts")
    for clause in clauses:
        words = next((text for text in clause.texts.all() if text.locale == locale), None)
        line = Line(
            clause.block_id,
            clause.kind,
            clause.level,
            words.number if words else "",
            words.text if words else "",
            clause.is_excluded,
            changes.get(clause.block_id),
        )
        if clause.kind == "heading":
            parts.append(Part(line))
        else:
            parts[-1].lines.append(line)
    found = sorted(changes.values(), key=lambda change: change.order)
    return Book(
        edition,
        texts[locale],
        since,
        [part for part in parts if part.heading or part.lines],
        [change for change in found if change.is_substantive],
        [change for change in found if not change.is_substantive],
    )
