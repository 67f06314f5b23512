"""The edition as one person reads it: what changed in substance since the own signature, apart from mere wording."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.book import Book, Part, open_book
from content.changes import ClauseChange, minutes
from content.models import Edition


@dataclass(frozen=True)
class PersonalBook:
    """A book marked against `since`, the edition the person signed last (None: a first reading)."""

    book: Book
    since: Edition | None

    @property
    def substantive(self) -> Sequence[ClauseChange]:
        return [change for change in self.book.changes if change.is_substantive]

    @property
    def editorial(self) -> Sequence[ClauseChange]:
        return [change for change in self.book.changes if not change.is_substantive]

    @property
    def minutes(self) -> int:
        """Whole minutes for what must be read: the changes in substance, or everything at a first reading."""
        return minutes(self.substantive) if self.since else self.book.minutes

    @property
    def substantive_parts(self) -> list[Part]:
        """The parts with only the clauses changed in substance."""
        shown = [
            Part(part.heading, [line for line in part.lines if line.change and line.change.is_substantive])
            for part in self.book.parts
        ]
        return [part for part in shown if part.lines]


def personal_book(edition: Edition, *, since: Edition | None, locale: str | None = None) -> PersonalBook:
    """Return the edition in the person's language (the request's by default), else in the code's own."""
    return PersonalBook(open_book(edition, since=since, locale=locale), since)
