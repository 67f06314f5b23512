"""What changed between two texts, word by word; no ORM."""

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Literal

Op = Literal["same", "del", "ins"]
Run = tuple[Op, str]

_TOKENS = re.compile(r"\s+|\w+(?:['’ʼ‑-]\w+)*|[^\w\s]")
_WORDS = re.compile(r"\w+(?:['’ʼ‑-]\w+)*")

#: Below this share of common words a change is shown as one text for another: scraps in common only confuse.
LEAST_COMMON = 0.25

#: Words an adult reads a minute in an official text (slow end of 180–240).
WORDS_A_MINUTE = 180


def runs(old: str, new: str) -> list[Run]:
    """Return the texts as runs: same + del give `old`, same + ins give `new`."""
    left, right = _TOKENS.findall(old), _TOKENS.findall(new)
    found: list[Run] = []
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    common = sum(token[0].isalnum() for tag, i1, i2, *_ in codes if tag == "equal" for token in left[i1:i2])
    most = max(sum(token[0].isalnum() for token in side) for side in (left, right))
    if most and common < LEAST_COMMON * most:
        return [run for run in (("del", old), ("ins", new)) if run[1]]  # type: ignore[misc]
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            found.append(("same", "".join(left[i1:i2])))
            continue
        if i1 < i2:
            found.append(("del", "".join(left[i1:i2])))
        if j1 < j2:
            found.append(("ins", "".join(right[j1:j2])))
    return _joined(found)


def _joined(found: Sequence[Run]) -> list[Run]:
    """Draw changes together across a lone space, so that a phrase is struck out once."""
    out: list[Run] = []
    gone = come = ""
    for place, (op, text) in enumerate(found):
        bridge = op == "same" and text.isspace() and (gone or come) and place + 1 < len(found)
        if op == "del" or bridge:
            gone += text
        if op == "ins" or bridge:
            come += text
        if op == "same" and not bridge:
            out += [run for run in (("del", gone), ("ins", come)) if run[1]]  # type: ignore[misc]
            out.append((op, text))
            gone = come = ""
    out += [run for run in (("del", gone), ("ins", come)) if run[1]]  # type: ignore[misc]
    return out


def marked_html(old: str, new: str) -> str:
    """Return the change as HTML: everything escaped, removed words in <del>, added ones in <ins>."""
    parts = []
    for op, text in runs(old, new):
        words = escape(text).replace("\n", "<br>")
        parts.append(words if op == "same" else f"<{op}>{words}</{op}>")
    return "".join(parts)


def word_count(text: str) -> int:
    return len(_WORDS.findall(text))


def minutes_to_read(words: int) -> int:
    """Return whole minutes, at least one where there is anything to read."""
    return math.ceil(words / WORDS_A_MINUTE)


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Return the fewest items of `new` that must have moved: those outside the longest common order."""
    place = {item: i for i, item in enumerate(old)}
    order = [(place[item], item) for item in new if item in place]
    # patience sorting: tails[k] is the index of the smallest end of an increasing run of length k + 1
    tails: list[int] = []
    back: list[int] = []
    for i, (value, _) in enumerate(order):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if order[tails[middle]][0] < value:
                low = middle + 1
            else:
                high = middle
        back.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [i]
    kept, at = set(), tails[-1] if tails else -1
    while at >= 0:
        kept.add(order[at][1])
        at = back[at]
    return {item for _, item in order} - kept
