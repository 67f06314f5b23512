"""The cover of a code: what changed since one's own signature, or the first words for a newcomer."""

import dataclasses
import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from acknowledgements.services import certify
from assignments.models import Assignment
from assignments.services import create_requirement, open_cycle
from content.models import Edition
from content.outline import Block
from content.services import blocks_of, issue_edition, revise_code, write_code
from lms.cover import cover_of
from people.models import Audience, Person


@pytest.fixture
def code(editor: Person) -> Any:
    blocks = [Block(text="We name ourselves when asked.", number="1.1"), Block(text="We listen.", number="1.2")]
    return write_code(title="Code of ethics", blocks=blocks, actor=editor.user, locale="uk")


def issue(code: Any, editor: Person, number: str) -> Edition:
    today = timezone.localdate()
    return issue_edition(code, actor=editor.user, act_kind="order", act_number=number, act_date=today, effective=today)


def require(code: Any, edition: Edition) -> None:
    today = timezone.localdate()
    everybody = Audience.objects.create(name="All")
    rule = create_requirement(actor=None, kind="code", ref=code.code_ref, audience=everybody, due_days=9)
    due = today + datetime.timedelta(days=9)
    open_cycle(rule, edition_ref=str(edition.public_id), opens=today, due=due)


def turn_of(person: Person) -> Assignment:
    return Assignment.objects.open().select_related("requirement", "cycle").get(person=person)


def test_newcomer_sees_the_first_clauses(code: Any, editor: Person, employee: Person) -> None:
    require(code, issue(code, editor, "1"))
    cover = cover_of(turn_of(employee), employee)
    assert "Code of ethics" in cover.heading
    assert [excerpt.number for excerpt in cover.excerpts] == ["1.1", "1.2"]


def test_who_signed_before_sees_only_what_changed(code: Any, editor: Person, employee: Person) -> None:
    first = issue(code, editor, "1")
    certify(person=employee, edition=first, locale="uk", text_sha256=first.texts.get(locale="uk").sha256)
    blocks = blocks_of(code)
    changed = [dataclasses.replace(blocks[0], text="We name ourselves at once."), *blocks[1:]]
    revise_code(code, changed, actor=editor.user)
    require(code, issue(code, editor, "2"))
    cover = cover_of(turn_of(employee), employee)
    assert cover.heading == "1 clause of the code has changed"
    assert [excerpt.number for excerpt in cover.excerpts] == ["1.1"]
    assert "<ins>" in cover.excerpts[0].html
    assert "<del>" in cover.excerpts[0].html
    with translation.override("uk"):
        assert cover_of(turn_of(employee), employee).edition == 2
