"""What changed between any two editions."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from content import services
from content.changes import delta, minutes, pick_locale
from content.models import CodePage, Edition
from content.outline import Block
from people.models import Person
from tests.content.conftest import small_code

pytestmark = pytest.mark.django_db
Issue = Callable[..., Edition]


@pytest.fixture
def three(code: CodePage, editor: Person, issue: Issue) -> list[Edition]:
    """Editions: the first; a clause amended editorially and one added; the first clause amended in substance."""
    first = issue(code)
    heading, listen, wait = services.blocks_of(code)
    amended = replace(listen, text="Оператор слухає й не перебиває.")
    added = Block(number="1.1¹", text="Якщо зв’язок перервався, оператор передзвонює.")
    services.revise_code(code, [heading, amended, added, wait], actor=editor.user)
    second = issue(code, "86-к", substantive={listen.id: False})
    services.revise_code(code, [heading, replace(amended, text="Оператор мовчить."), added, wait], actor=editor.user)
    return [first, second, issue(code, "90-к")]


def test_from_nothing_everything_is_new(three: list[Edition]) -> None:
    found = delta(three[0], None)
    assert [change.change for change in found] == ["new"] * 3
    assert all(change.is_substantive and change.old_text is None for change in found)


def test_delta_between_neighbours(three: list[Edition]) -> None:
    amended, added = delta(three[1], three[0])
    assert (amended.change, amended.is_substantive, amended.old_text) == (
        "amended",
        False,
        "Оператор слухає, не перебиваючи.",
    )
    assert (added.change, added.is_substantive, added.number) == ("new", True, "1.1¹")
    assert added.diff_html.startswith("<ins>") and added.diff_html.endswith("</ins>")


def test_delta_over_two_editions_skips_the_middle_words(three: list[Edition]) -> None:
    amended, added = delta(three[2], three[0])
    assert (amended.text, amended.old_text, amended.is_substantive) == (
        "Оператор мовчить.",
        "Оператор слухає, не перебиваючи.",
        True,
    )
    assert added.change == "new"
    assert minutes([amended, added]) == 1


def test_delta_with_itself_is_empty(three: list[Edition]) -> None:
    assert delta(three[2], three[2]) == []
    assert minutes([]) == 0


def test_excluded_clause_shows_what_it_said(code: CodePage, editor: Person, issue: Issue) -> None:
    first = issue(code)
    heading, listen, wait = services.blocks_of(code)
    services.revise_code(code, [heading, wait], actor=editor.user)
    (change,) = delta(issue(code, "86-к"), first, locale="uk")
    assert (change.change, change.old_text, change.block_id) == ("excluded", listen.text, uuid.UUID(listen.id))
    assert "<del>" in change.diff_html


def test_words_come_in_the_language_asked_for(code: CodePage, editor: Person, issue: Issue) -> None:
    first = issue(code)
    heading, listen, wait = services.blocks_of(code)
    ids = [heading.id, listen.id, wait.id]
    services.write_code(title="Code", blocks=small_code("en", ids), actor=editor.user, locale="en", translation_of=code)
    changed = [heading, replace(listen, text="Оператор мовчить."), wait]
    services.revise_code(code, changed, actor=editor.user)
    second = issue(code, "86-к")
    (english,) = delta(second, first, locale="en")
    (ukrainian,) = delta(second, first, locale="uk")
    assert (english.text, english.old_text) == ("The operator listens without interrupting.", None)
    assert (ukrainian.text, ukrainian.old_text) == ("Оператор мовчить.", listen.text)


def test_language_is_picked_in_order() -> None:
    assert pick_locale(["uk", "ru"], "ru", "uk") == "ru"
    assert pick_locale(["uk", "ru"], "en", "uk") == "uk"
    assert pick_locale(["ru"], "en", "uk") == "ru"
    assert pick_locale([], "en") == ""
