"""A code frozen: the text of every language with its digest, and each clause's change; no ORM."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from common.digest import canonical_digest
from content.blocks import Kind
from content.outline import Block
from content.wording import moved

NEW, AMENDED, EXCLUDED, MOVED, UNCHANGED = "new", "amended", "excluded", "moved", "unchanged"
SUBSTANTIVE, EDITORIAL = "substantive", "editorial"


@dataclass(frozen=True)
class Words:
    number: str
    text: str

    @property
    def text_hash(self) -> str:
        return sha256(self.text)


@dataclass(frozen=True)
class Issued:
    """A clause as the last edition has it."""

    block_id: str
    kind: str
    level: int
    excluded: bool
    words: Mapping[str, Words]
    binding_since: int


@dataclass(frozen=True)
class FrozenClause:
    """A clause as it is to be issued; `nature` is the proposed one and "" where nothing changed."""

    block_id: str
    kind: str
    level: int
    excluded: bool
    words: Mapping[str, Words]
    change: str
    nature: str
    before: Issued | None = None


@dataclass(frozen=True)
class FrozenText:
    locale: str
    title: str
    html: str
    plain: str

    @property
    def sha256(self) -> str:
        return sha256(self.plain)


@dataclass(frozen=True)
class Gap:
    """Why a translation cannot be issued with the code: the clause is missing, empty, extra, or still source text."""

    locale: str
    block_id: str
    number: str
    reason: str


@dataclass(frozen=True)
class Frozen:
    clauses: Sequence[FrozenClause]
    texts: Sequence[FrozenText]
    gaps: Sequence[Gap] = ()
    #: Languages the last edition had; () before the first.
    locales_before: Sequence[str] = field(default=())

    @property
    def digest(self) -> str:
        """One digest over every language."""
        return text_digest({text.locale: text.sha256 for text in self.texts})

    @property
    def fingerprint(self) -> str:
        """Changes with anything that issuing would freeze: what the person saw is what is issued."""
        rows = [[c.block_id, c.kind, c.level, c.excluded, c.change] for c in self.clauses]
        return canonical_digest({"texts": self.digest, "clauses": rows})

    @property
    def changed(self) -> list[FrozenClause]:
        return [clause for clause in self.clauses if clause.change != UNCHANGED]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def text_digest(hashes: Mapping[str, str]) -> str:
    """Return the digest over the SHA-256 of each language's text."""
    return canonical_digest(dict(hashes))


def plain_text(title: str, rows: Sequence[tuple[str, Words]]) -> str:
    """Return the text whose SHA-256 is kept: the title, then a line for each (kind, words), a gap before headings."""
    lines = [title]
    for kind, words in rows:
        if kind == Kind.HEADING:
            lines.append("")
        lines.append(f"{words.number} {words.text}".strip())
    return "\n".join(lines) + "\n"


def text_html(title: str, rows: Sequence[tuple[FrozenClause, Words]]) -> str:
    parts = [f"<h1>{escape(title)}</h1>"]
    for clause, words in rows:
        tag = f"h{min(clause.level + 1, 6)}" if clause.kind == Kind.HEADING else "p"
        number = f"<span>{escape(words.number)}</span> " if words.number else ""
        text = escape(words.text).replace("\n", "<br>")
        out = " data-excluded" if clause.excluded else ""
        parts.append(f'<{tag} id="c-{clause.block_id}" data-kind="{clause.kind}"{out}>{number}{text}</{tag}>')
    return "\n".join(parts)


def _is_source_text(source: str, translated: str) -> bool:
    """A translation with the source's very words was never translated, or went stale (short ones may coincide)."""
    return source == translated and len(re.findall(r"[^\W\d_]{2,}", source)) >= 3


def _may_be_empty(block: Block) -> bool:
    """Excluded clauses lose their text, and a section may have a number and no name."""
    return block.excluded or (block.is_heading and bool(block.number))


def _gaps(source: str, pages: Mapping[str, Sequence[Block]]) -> list[Gap]:
    gaps = []
    wanted = {block.id: block for block in pages[source]}
    for locale, blocks in pages.items():
        if locale == source:
            gaps += [Gap(locale, b.id, b.number, "empty") for b in blocks if not b.text and not _may_be_empty(b)]
            continue
        have = {block.id: block for block in blocks}
        for block in pages[source]:
            twin = have.get(block.id)
            if block.excluded:
                continue
            if twin is None or (not twin.text and block.text):
                gaps.append(Gap(locale, block.id, block.number, "missing"))
            elif _is_source_text(block.text, twin.text):
                gaps.append(Gap(locale, block.id, block.number, "untranslated"))
        gaps += [Gap(locale, b.id, b.number, "extra") for b in blocks if b.id not in wanted and not b.excluded]
    return gaps


def _change(clause: FrozenClause, was_moved: bool) -> tuple[str, str]:
    before = clause.before
    if before is None:
        return NEW, SUBSTANTIVE
    if clause.excluded:
        return (UNCHANGED, "") if before.excluded else (EXCLUDED, SUBSTANTIVE)
    if before.excluded:
        return NEW, SUBSTANTIVE
    common = clause.words.keys() & before.words.keys()
    if any(clause.words[locale].text != before.words[locale].text for locale in common):
        return AMENDED, SUBSTANTIVE
    if clause.kind != before.kind or any(clause.words[c].number != before.words[c].number for c in common):
        return AMENDED, EDITORIAL
    if was_moved or clause.level != before.level:
        return MOVED, EDITORIAL
    return UNCHANGED, ""


def freeze(
    source: str,
    titles: Mapping[str, str],
    pages: Mapping[str, Sequence[Block]],
    last: Sequence[Issued] = (),
    excluded_word: Callable[[str], str] = lambda locale: "",
) -> Frozen:
    """Return what issuing the pages now would freeze.

    `source` is the language whose outline counts; `last` are the clauses of the last edition in order. A clause
    that was issued and is gone from the outline is kept in its place, excluded: its number is never given away.
    """
    locales = [source, *(locale for locale in pages if locale != source)]
    issued = {clause.block_id: clause for clause in last}
    texts = {locale: {block.id: block for block in pages[locale]} for locale in locales}
    order = [block.id for block in pages[source]]
    for place, clause in enumerate(last):
        if clause.block_id not in texts[source]:
            after = last[place - 1].block_id if place else None
            order.insert(order.index(after) + 1 if after in order else 0, clause.block_id)
    shifted = moved([clause.block_id for clause in last], order)
    clauses = []
    for block_id in order:
        block, before = texts[source].get(block_id), issued.get(block_id)
        excluded = block is None or block.excluded
        words = {}
        for locale in locales:
            twin = texts[locale].get(block_id)
            number = block.number if block else ""
            if twin is not None and twin.number:
                number = twin.number
            if block is None and before is not None and before.words:
                number = (before.words.get(locale) or next(iter(before.words.values()))).number
            if excluded and before is not None and before.excluded and locale in before.words:
                words[locale] = before.words[locale]
                continue
            words[locale] = Words(number, excluded_word(locale) if excluded else twin.text if twin else "")
        kind, level = (block.kind, block.level) if block else (before.kind, before.level) if before else ("clause", 2)
        draft = FrozenClause(block_id, kind, level, excluded, words, "", "", before)
        change, nature = _change(draft, block_id in shifted)
        clauses.append(FrozenClause(block_id, kind, level, excluded, words, change, nature, before))
    frozen = [
        FrozenText(
            locale,
            titles[locale],
            text_html(titles[locale], [(c, c.words[locale]) for c in clauses]),
            plain_text(titles[locale], [(c.kind, c.words[locale]) for c in clauses]),
        )
        for locale in locales
    ]
    before_locales = sorted({locale for clause in last for locale in clause.words})
    return Frozen(clauses, frozen, _gaps(source, {c: pages[c] for c in locales}), before_locales)
