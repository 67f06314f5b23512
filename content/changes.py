"""What changed between any two editions of a code, clause by clause and word by word."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from content.models import Clause, ClauseText, Edition
from content.wording import marked_html, minutes_to_read, moved, word_count


@dataclass(frozen=True)
class ClauseChange:
    """One clause that differs; `old_text` is None where the older edition has no such clause."""

    block_id: uuid.UUID
    kind: str
    level: int
    order: int
    change: str
    is_substantive: bool
    number: str
    text: str
    old_number: str = ""
    old_text: str | None = None

    @property
    def words(self) -> int:
        return word_count(self.text)

    @property
    def diff_html(self) -> SafeString:
        """The text with its marks: escaped, removed words in <del>, added ones in <ins>."""
        if self.change == Clause.Change.MOVED:
            return mark_safe(marked_html(self.text, self.text))  # noqa: S308 - escaped word by word
        return mark_safe(marked_html(self.old_text or "", self.text))  # noqa: S308 - escaped word by word


def pick_locale(have: Sequence[str], wanted: str | None = None, first: str = "") -> str:
    """Return the language to show: the wanted one (the request's by default), else the code's own, else any."""
    language = (wanted or get_language() or "")[:2]
    if language in have:
        return language
    return first if first in have else sorted(have)[0] if have else ""


def minutes(changes: Sequence[ClauseChange]) -> int:
    """Return whole minutes it takes to read the changes, at 180 words a minute."""
    return minutes_to_read(sum(change.words for change in changes))


@dataclass(frozen=True)
class _Row:
    clause: Clause
    texts: Mapping[str, ClauseText]


def _rows(edition: Edition) -> dict[uuid.UUID, _Row]:
    clauses = edition.clauses.order_by("order").select_related("binding_since").prefetch_related("texts")
    return {c.block_id: _Row(c, {t.locale: t for t in c.texts.all()}) for c in clauses}


def _kind_of_change(new: _Row, old: _Row | None, shifted: bool) -> str:
    change = Clause.Change
    if old is None or (old.clause.is_excluded and not new.clause.is_excluded):
        return change.UNCHANGED if old is None and new.clause.is_excluded else change.NEW
    if new.clause.is_excluded:
        return change.UNCHANGED if old.clause.is_excluded else change.EXCLUDED
    common = new.texts.keys() & old.texts.keys()
    same = all(
        (new.texts[c].text_hash, new.texts[c].number) == (old.texts[c].text_hash, old.texts[c].number) for c in common
    )
    if not same or new.clause.kind != old.clause.kind:
        return change.AMENDED
    return change.MOVED if shifted or new.clause.level != old.clause.level else change.UNCHANGED


def delta(edition: Edition, since: Edition | None, *, locale: str | None = None) -> list[ClauseChange]:
    """Return the clauses of `edition` that differ from `since`, in order; None means from nothing: all are new.

    `locale` is the language of the words (the request's by default). A change is substantive when the clause
    became binding after `since`. Five queries, however many clauses.
    """
    new, old = _rows(edition), _rows(since) if since else {}
    shifted = moved([str(key) for key in old], [str(key) for key in new])
    have = sorted({text for row in new.values() for text in row.texts})
    shown = pick_locale(have, locale)
    found = []
    for block_id, row in new.items():
        before = old.get(block_id)
        change = _kind_of_change(row, before, str(block_id) in shifted)
        if change == Clause.Change.UNCHANGED:
            continue
        text = row.texts.get(shown) or next(iter(row.texts.values()))
        was = before.texts.get(text.locale) if before and not before.clause.is_excluded else None
        found.append(
            ClauseChange(
                block_id=block_id,
                kind=row.clause.kind,
                level=row.clause.level,
                order=row.clause.order,
                change=change,
                is_substantive=since is None or row.clause.binding_since.number > since.number,
                number=text.number,
                text=text.text,
                old_number=was.number if was else "",
                old_text=was.text if was else None,
            )
        )
    return found


@dataclass(frozen=True)
class DeltaSize:
    """How much changed: clauses in all, the ids of those changed in substance, the minutes to read the latter."""

    clauses: int
    substantive: tuple[uuid.UUID, ...]
    minutes: int


def delta_size(edition: Edition, since: Edition, *, locale: str | None = None) -> DeltaSize:
    """Return the size of the delta; editions never change, so that one pair is worked out once a process."""
    return _delta_size(edition.public_id, since.public_id, (locale or get_language() or "")[:2])


@lru_cache(maxsize=256)
def _delta_size(edition: uuid.UUID, since: uuid.UUID, locale: str) -> DeltaSize:
    editions = Edition.objects.in_bulk([edition, since], field_name="public_id")
    found = delta(editions[edition], editions[since], locale=locale)
    substantive = [change for change in found if change.is_substantive]
    return DeltaSize(len(found), tuple(change.block_id for change in substantive), minutes(substantive))
