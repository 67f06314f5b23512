"""Word-level differences, reading time, least moves."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from content import wording

WORDS = st.lists(st.sampled_from(["слово", "зв’язок", "and", " ", "\n", ",", "<b>", "&", "3¹", "ё"]), max_size=20)
TEXT = st.one_of(st.text(max_size=60), WORDS.map("".join))


def stripped(html: str, drop: str) -> str:
    """Read a marked text back without its `drop` runs."""
    kept = re.sub(f"<{drop}>.*?</{drop}>", "", html, flags=re.DOTALL)
    return unescape(re.sub("</?(ins|del)>", "", kept).replace("<br>", "\n"))


@given(TEXT, TEXT)
def test_runs_reproduce_both_texts(old: str, new: str) -> None:
    runs = wording.runs(old, new)
    assert "".join(text for op, text in runs if op != "ins") == old
    assert "".join(text for op, text in runs if op != "del") == new


@given(TEXT, TEXT)
def test_marked_html_reads_back_as_both_texts(old: str, new: str) -> None:
    html = wording.marked_html(old, new)
    assert stripped(html, "ins") == old
    assert stripped(html, "del") == new


def test_hostile_text_is_escaped() -> None:
    html = wording.marked_html("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    assert set(re.findall(r"<(/?\w+)", html)) <= {"ins", "/ins", "del", "/del", "br"}


def test_neighbouring_changes_are_one_change() -> None:
    assert wording.marked_html("на прохання мешканця", "на початку розмови") == (
        "на <del>прохання мешканця</del><ins>початку розмови</ins>"
    )


@given(st.permutations(list("abcdefgh")))
def test_what_did_not_move_keeps_its_order(new: list[str]) -> None:
    stayed = [item for item in new if item not in wording.moved("abcdefgh", new)]
    assert stayed == sorted(stayed)


def test_one_clause_moved_is_one_move() -> None:
    assert wording.moved("abcdef", "bcdefa") == {"a"}
    assert wording.moved("abc", "abxc") == set()


def test_minutes_are_whole_and_honest() -> None:
    assert [wording.minutes_to_read(words) for words in (0, 1, 180, 181)] == [0, 1, 1, 2]
    assert wording.word_count("Зв’язок 3.4 перервався, і все-таки") == 6
