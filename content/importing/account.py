"""Proof that an imported code holds every line of its source exactly once and in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from content.importing.lines import clean, split_lines
from content.importing.model import ParsedCode, Piece


class AccountError(AssertionError):
    """The importer lost, doubled or displaced text: a bug, never the fault of the source."""


def account(result: ParsedCode, source: str) -> int:
    """Check the result against its source and return the number of lines accounted for.

    White space, invisible and control characters do not count, everything else does: the pieces of title, sections and
    dropped text must tile each non-blank line, each of the three in the order of the source, and what a part shows
    (its printed number and its text) must be just what its pieces say.
    """
    due = {no: squeezed for no, raw in enumerate(split_lines(source), start=1) if (squeezed := _squeeze(clean(raw)))}
    streams = (
        _in_order("title", result.title_pieces),
        _in_order("sections", (piece for part in result.walk() for piece in part.pieces)),
        _in_order("dropped", (piece for dropped in result.dropped for piece in dropped.pieces)),
    )
    _same("title", result.title, result.title_pieces)
    for part in result.walk():
        _same(f"part {part.number or part.printed!r}", part.printed + part.content, part.pieces)
    for dropped in result.dropped:
        _same("dropped", dropped.text, dropped.pieces)
    found: dict[int, list[Piece]] = {}
    for piece in (piece for stream in streams for piece in stream):
        found.setdefault(piece.line, []).append(piece)
    for no in due.keys() | found.keys():
        pieces = sorted(found.get(no, []), key=lambda piece: piece.start)
        if "".join(_squeeze(piece.text) for piece in pieces) != due.get(no, ""):
            raise AccountError(f"line {no} is not accounted for exactly once")
    return len(due)


def _in_order(name: str, pieces: Iterable[Piece]) -> list[Piece]:
    listed = list(pieces)
    for before, after in itertools.pairwise(listed):
        # Emphasis marks lie on both sides of other dropped text, so within a line only what is kept has an order.
        if after.line < before.line or (name != "dropped" and (after.line, after.start) <= (before.line, before.start)):
            raise AccountError(f"{name}: line {after.line} comes after line {before.line}")
    return listed


def _same(name: str, shown: str, pieces: list[Piece]) -> None:
    if _squeeze(shown) != "".join(_squeeze(piece.text) for piece in pieces):
        raise AccountError(f"{name} does not say what its source says")


def _squeeze(text: str) -> str:
    return "".join(text.split())
