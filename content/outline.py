"""The outline of a code as values: blocks, sections, and moves among them; no ORM."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from common.digest import canonical_digest
from content.blocks import MAX_LEVEL, Kind

#: The section of what stands before the first heading.
PREAMBLE = "start"


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Block:
    """One clause in work; `id` stays with it wherever it moves."""

    text: str = ""
    number: str = ""
    kind: str = Kind.CLAUSE.value
    level: int = 2
    excluded: bool = False
    id: str = field(default_factory=new_id)

    @property
    def is_heading(self) -> bool:
        return self.kind == Kind.HEADING


@dataclass(frozen=True)
class Section:
    """A heading with what follows it up to the next heading; the preamble has no heading."""

    id: str
    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def clauses(self) -> int:
        return sum(not block.is_heading for block in self.blocks)

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 1


def block_of(fields: Mapping[str, Any]) -> Block:
    """Return a block from loose fields (kind, level, number, text; id and excluded if given)."""
    kind = str(fields.get("kind") or Kind.CLAUSE)
    level = int(fields.get("level") or (1 if kind == Kind.HEADING else 2))
    return Block(
        id=str(fields.get("id") or new_id()),
        kind=kind if kind in Kind.values else Kind.CLAUSE.value,
        level=min(max(level, 1), MAX_LEVEL),
        number=str(fields.get("number") or "").strip()[:32],
        text=str(fields.get("text") or "").strip(),
        excluded=bool(fields.get("excluded", False)),
    )


def from_stream(raw: Iterable[Mapping[str, Any]]) -> list[Block]:
    """Return the blocks of a stream as Wagtail stores it."""
    return [block_of({**item["value"], "kind": item["type"], "id": item.get("id")}) for item in raw]


def to_stream(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return the stream as Wagtail stores it; ids are kept."""
    return [
        {
            "type": str(block.kind),
            "id": block.id,
            "value": {"number": block.number, "level": block.level, "text": block.text, "excluded": block.excluded},
        }
        for block in blocks
    ]


def fingerprint(blocks: Sequence[Block]) -> str:
    """Return a digest that changes when any of the blocks, or their order, changes."""
    return canonical_digest({"blocks": to_stream(blocks)})


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Split the outline at its headings; an empty preamble is left out."""
    starts = [place for place, block in enumerate(blocks) if block.is_heading]
    found = []
    head = tuple(blocks[: starts[0]] if starts else blocks)
    if head:
        found.append(Section(PREAMBLE, None, head))
    for start, end in zip(starts, [*starts, len(blocks)][1:], strict=True):
        found.append(Section(blocks[start].id, blocks[start], tuple(blocks[start:end])))
    return found


def section_of(blocks: Sequence[Block], section_id: str) -> Section | None:
    return next((section for section in sections(blocks) if section.id == section_id), None)


def run_of(blocks: Sequence[Block], ids: Sequence[str]) -> list[Block] | None:
    """Return the blocks of these ids if they still stand together in this order, else None."""
    if not ids:
        return []
    start = next((i for i, block in enumerate(blocks) if block.id == ids[0]), len(blocks))
    found = list(blocks[start : start + len(ids)])
    return found if [block.id for block in found] == list(ids) else None


def around(blocks: Sequence[Block], ids: Sequence[str]) -> list[Block]:
    """Return what now stands where these blocks were: from the first to the last of those still in one section."""
    wanted = set(ids)
    for section in sections(blocks):
        places = [i for i, block in enumerate(section.blocks) if block.id in wanted]
        if places:
            return list(section.blocks[places[0] : places[-1] + 1])
    return []


def replace_run(blocks: Sequence[Block], old_ids: Sequence[str], new: Sequence[Block]) -> list[Block]:
    """Put `new` in the place of the blocks `old_ids`, wherever the first of them stands now."""
    gone = set(old_ids)
    place = next((i for i, block in enumerate(blocks) if block.id in gone), len(blocks))
    head = [block for block in blocks[:place] if block.id not in gone]
    tail = [block for block in blocks[place:] if block.id not in gone]
    return [*head, *new, *tail]


def move_to_section(blocks: Sequence[Block], ids: Iterable[str], section_id: str) -> list[Block]:
    """Move the clauses to the end of the section, in their order; headings do not move this way."""
    wanted = {block.id for block in blocks if block.id in set(ids) and not block.is_heading}
    taken = [block for block in blocks if block.id in wanted]
    rest = [block for block in blocks if block.id not in wanted]
    target = section_of(rest, section_id)
    if target is None:
        return [*taken, *rest] if section_id == PREAMBLE else list(blocks)
    if not target.blocks:
        return [*taken, *rest]
    end = rest.index(target.blocks[-1]) + 1
    return [*rest[:end], *taken, *rest[end:]]


def shift_block(blocks: Sequence[Block], block_id: str, step: int) -> list[Block]:
    """Move one block a place up (-1) or down (1); at the edge nothing changes."""
    moved = list(blocks)
    place = next((i for i, block in enumerate(moved) if block.id == block_id), None)
    if place is None or not 0 <= place + step < len(moved):
        return moved
    moved[place], moved[place + step] = moved[place + step], moved[place]
    return moved


def _family(found: Sequence[Section], place: int) -> int:
    """Return where the section with its deeper sections ends."""
    end = place + 1
    while end < len(found) and found[end].level > found[place].level:
        end += 1
    return end


def shift_section(blocks: Sequence[Block], section_id: str, step: int) -> list[Block]:
    """Move a section with its deeper sections past its neighbour of the same level, up (-1) or down (1)."""
    found = sections(blocks)
    place = next((i for i, section in enumerate(found) if section.id == section_id and section.heading), None)
    if place is None:
        return list(blocks)
    end = _family(found, place)
    if step > 0:
        if end >= len(found) or found[end].level != found[place].level:
            return list(blocks)
        order = [*found[:place], *found[end : _family(found, end)], *found[place:end], *found[_family(found, end) :]]
    else:
        before = place - 1
        while before >= 0 and found[before].heading and found[before].level > found[place].level:
            before -= 1
        if before < 0 or not found[before].heading or found[before].level != found[place].level:
            return list(blocks)
        order = [*found[:before], *found[place:end], *found[before:place], *found[end:]]
    return [block for section in order for block in section.blocks]


def remove(blocks: Sequence[Block], ids: Iterable[str], issued: Iterable[str]) -> list[Block]:
    """Take blocks out; one that was ever issued stays with its number, marked excluded."""
    wanted, kept = set(ids), set(issued)
    out = []
    for block in blocks:
        if block.id not in wanted:
            out.append(block)
        elif block.id in kept:
            out.append(replace(block, excluded=True))
    return out


def insert_after(blocks: Sequence[Block], block_id: str, new: Block) -> list[Block]:
    """Put the block after another; at the end where that one is gone."""
    place = next((i + 1 for i, block in enumerate(blocks) if block.id == block_id), len(blocks))
    return [*blocks[:place], new, *blocks[place:]]


def merge(mine: Sequence[Block], latest: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """Pair the person's rows with those saved meanwhile: (mine, theirs), in the latest order.

    A row only one side has stays: nobody's text is lost. Mine-only rows follow the row they followed.
    """
    theirs = {block.id: block for block in latest}
    own = {block.id: block for block in mine}
    pairs: list[tuple[Block | None, Block | None]] = [(own.get(block.id), block) for block in latest]
    before: str | None = None
    for block in mine:
        if block.id not in theirs:
            place = next((i + 1 for i, (m, t) in enumerate(pairs) if before in {m and m.id, t and t.id}), 0)
            pairs.insert(place if before else 0, (block, None))
        before = block.id
    return pairs
