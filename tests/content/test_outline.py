"""Moves among the blocks of an outline."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import outline
from content.outline import Block

LEVELS = st.integers(1, 3)
KINDS = st.sampled_from(["heading", "clause", "clause", "example"])
BLOCKS = st.lists(st.builds(Block, text=st.text(max_size=8), kind=KINDS, level=LEVELS), max_size=25)


def ids(blocks: list[Block]) -> list[str]:
    return [block.id for block in blocks]


@given(BLOCKS)
def test_stream_form_gives_the_blocks_back(blocks: list[Block]) -> None:
    trimmed = [replace(block, text=block.text.strip()) for block in blocks]
    assert outline.from_stream(outline.to_stream(trimmed)) == trimmed


@given(BLOCKS)
def test_sections_hold_every_block_once_and_in_order(blocks: list[Block]) -> None:
    assert [block for section in outline.sections(blocks) for block in section.blocks] == blocks


@given(BLOCKS, st.data(), st.sampled_from([-1, 1]))
def test_moves_lose_and_double_nothing(blocks: list[Block], data: st.DataObject, step: int) -> None:
    sections = outline.sections(blocks)
    target = data.draw(st.sampled_from([section.id for section in sections] or [outline.PREAMBLE]))
    picked = data.draw(st.lists(st.sampled_from(ids(blocks)), unique=True)) if blocks else []
    some = picked[0] if picked else outline.new_id()
    for moved in (
        outline.shift_section(blocks, target, step),
        outline.shift_block(blocks, some, step),
        outline.move_to_section(blocks, picked, target),
    ):
        assert sorted(moved, key=lambda block: block.id) == sorted(blocks, key=lambda block: block.id)


@given(BLOCKS, st.data())
def test_section_goes_down_and_comes_back(blocks: list[Block], data: st.DataObject) -> None:
    sections = [section for section in outline.sections(blocks) if section.heading]
    if not sections:
        return
    chosen = data.draw(st.sampled_from(sections)).id
    down = outline.shift_section(blocks, chosen, 1)
    if down != blocks:
        assert outline.shift_section(down, chosen, -1) == blocks


@given(BLOCKS, BLOCKS, st.data())
def test_merge_keeps_everyone_s_rows(common: list[Block], extra: list[Block], data: st.DataObject) -> None:
    mine = [replace(block, text=block.text + "!") for block in common] + extra[:3]
    latest = data.draw(st.permutations(common)) + extra[3:]
    pairs = outline.merge(mine, latest)
    assert [theirs for _own, theirs in pairs if theirs] == latest
    assert sorted(ids([own for own, _theirs in pairs if own])) == sorted(ids(mine))


def test_merge_puts_a_new_row_after_the_one_it_followed() -> None:
    first, second, fresh = Block(text="a"), Block(text="b"), Block(text="new")
    pairs = outline.merge([first, fresh, second], [second, first])
    assert [(own or theirs).text for own, theirs in pairs] == ["b", "a", "new"]  # type: ignore[union-attr]


def test_issued_clause_is_excluded_rather_than_removed() -> None:
    issued, fresh = Block(text="a", number="1"), Block(text="b")
    left = outline.remove([issued, fresh], [issued.id, fresh.id], [issued.id])
    assert left == [replace(issued, excluded=True)]


def test_section_takes_its_deeper_sections_along() -> None:
    one, inner, two = (
        Block(kind="heading", level=1, text="1"),
        Block(kind="heading", level=2, text="1.1"),
        Block(kind="heading", level=1, text="2"),
    )
    assert outline.shift_section([one, inner, two], one.id, 1) == [two, one, inner]
    assert outline.shift_section([one, inner, two], inner.id, 1) == [one, inner, two]


@pytest.mark.parametrize("change", [{"text": "z"}, {"number": "9"}, {"level": 3}, {"kind": "note"}, {"excluded": True}])
def test_fingerprint_sees_every_field(change: dict[str, object]) -> None:
    block = Block(text="a", number="1")
    assert outline.fingerprint([block]) != outline.fingerprint([replace(block, **change)])  # type: ignore[arg-type]
