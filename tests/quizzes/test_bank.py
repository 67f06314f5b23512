"""Editors write, look, mark ready, mend words and reconfirm; nobody else comes near the keys."""

import dataclasses
import datetime
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.models import Competency
from content import services as content
from content.outline import Block, new_id
from people.models import Person
from quizzes import bank, purposes
from quizzes.models import Attempt, QuestionVersion, Quiz
from quizzes.services import create_question, start_attempt
from quizzes.staleness import mark_all_changed
from quizzes.statistics import LEAST_ANSWERS, facility
from tests.cast import PersonFactory
from tests.quizzes.conftest import answer, words

LIST = reverse("questions:list")


@pytest.fixture
def code(editor: Person, competency: Competency) -> SimpleNamespace:
    """An issued code of a heading and two clauses, and a ready question on the first clause."""
    ids = [new_id() for _ in range(3)]

    def blocks(first: str) -> list[Block]:
        return [
            Block(id=ids[0], kind="heading", level=1, number="1", text="Purpose"),
            Block(id=ids[1], number="1.1", text=first),
            Block(id=ids[2], number="1.2", text="Waiting time is told honestly."),
        ]

    page = content.write_code(title="Code", blocks=blocks("The operator listens."), actor=editor.user, locale="en")

    def issue(number: str, **fields: Any) -> Any:
        day = datetime.date(2026, 2, 3)
        return content.issue_edition(
            page, actor=editor.user, act_kind="order", act_number=number, act_date=day, effective=day, **fields
        )

    issue("1")

    def amend() -> Any:
        content.revise_code(page, blocks("The operator listens and never interrupts."), actor=editor.user)
        return issue("2")

    version = create_question(
        code_ref=page.translation_key,
        key="first",
        type="single",
        options=["a", "b", "c"],
        right=["b"],
        texts={"en": words("first"), "uk": words("перше")},
        clauses=[uuid.UUID(ids[1])],
        competencies={competency: 1.0},
        ready=True,
    )
    return SimpleNamespace(ref=page.translation_key, clauses=ids[1:], amend=amend, version=version)


def typed(code: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    """Return what an editor types for a single choice of three options in one language."""
    given = {
        "type": "single",
        "difficulty": "2",
        "clauses": [code.clauses[0]],
        "competencies": ["listening"],
        "right": ["b"],
        "stem_en": "Who speaks first?",
        "feedback_en": "The clause says so.",
        **{f"text_{letter}_en": f"Answer {letter}" for letter in "abc"},
        "why_b_en": "Yes",
    }
    return given | changes


@pytest.fixture
def desk(editor: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(editor)


def test_a_question_is_written_looked_at_and_made_ready(desk: Client, code: SimpleNamespace) -> None:
    response = desk.post(reverse("questions:new", args=[code.ref]), typed(code), follow=True)
    html = response.content.decode()
    made = QuestionVersion.objects.order_by("-pk")[0]
    assert (made.status, made.type, len(made.options), made.clauses.count()) == ("draft", "single", 3, 1)
    assert made.key == [made.options[1]]
    assert "Who speaks first?" in html
    assert "Mark ready" in html
    url = reverse("questions:change", args=[made.question.public_id, "ready"])
    for _twice in range(2):
        desk.post(url)
    made.refresh_from_db()
    assert made.status == "ready"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"right": []}, "Mark exactly one option"),
        ({"type": "multiple"}, "Mark at least two options"),
        ({"stem_en": ""}, "lacks words"),
        ({"text_a_uk": "Лише один"}, "lacks words"),
        ({"clauses": []}, "This field is required"),
        ({"clauses": [str(uuid.uuid4())]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_is_typed_is_kept(
    desk: Client, code: SimpleNamespace, changes: dict[str, Any], said: str
) -> None:
    response = desk.post(reverse("questions:new", args=[code.ref]), typed(code, **changes))
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert "Answer b" in html
    assert QuestionVersion.objects.count() == 1


def test_a_change_is_a_new_draft_and_the_old_one_stays_in_use(desk: Client, code: SimpleNamespace) -> None:
    public_id = code.version.question.public_id
    form = desk.get(reverse("questions:edit", args=[public_id])).content.decode()
    assert "Option b of first" in form
    desk.post(reverse("questions:edit", args=[public_id]), typed(code))
    versions = code.version.question.versions
    assert {v.number: v.status for v in versions.all()} == {1: "ready", 2: "draft"}
    assert "version 1 is in use" in desk.get(reverse("questions:question", args=[public_id])).content.decode()
    desk.post(reverse("questions:change", args=[public_id, "ready"]))
    assert {v.number: v.status for v in versions.all()} == {1: "retired", 2: "ready"}


def test_a_slip_is_mended_in_one_language_without_a_new_version(desk: Client, code: SimpleNamespace) -> None:
    url = reverse("questions:edit", args=[code.version.question.public_id])
    old = words("first")
    same = {f"text_{o}_en": old["options"][o]["text"] for o in "abc"}
    same |= {f"why_{o}_en": old["options"][o]["feedback"] for o in "abc"}
    mended = typed(code, **same, stem_en="Stem, mended?", feedback_en=old["feedback"], wording_only="on")
    for _twice in range(2):
        assert desk.post(url, mended).status_code == 302
    assert code.version.question.versions.count() == 1
    assert list(code.version.texts.filter(locale="en").values_list("revision", "stem")) == [
        (2, "Stem, mended?"),
        (1, "Stem of first?"),
    ]
    assert code.version.texts.filter(locale="uk").count() == 1
    assert desk.post(url, mended | {"right": ["a"]}).status_code == 422
    assert desk.post(url, mended | {"text_d_en": "One more"}).status_code == 422
    assert bank.words_of(code.version, "en").stem == "Stem, mended?"  # type: ignore[union-attr]


def test_an_amended_clause_makes_its_question_wait(desk: Client, code: SimpleNamespace) -> None:
    code.amend()
    mark_all_changed()
    code.version.refresh_from_db()
    assert code.version.status == "stale"
    html = desk.get(LIST).content.decode()
    assert "1 question waits to be reconfirmed" in html
    desk.post(reverse("questions:change", args=[code.version.question.public_id, "reconfirm"]))
    assert mark_all_changed() == 0
    assert {v.number: v.status for v in code.version.question.versions.all()} == {1: "retired", 2: "ready"}


def test_filters_narrow_the_list(desk: Client, code: SimpleNamespace) -> None:
    create_question(
        code_ref=code.ref,
        key="many",
        type="multiple",
        options=["a", "b", "c"],
        right=["a", "b"],
        texts={"en": words("many")},
        clauses=[uuid.UUID(code.clauses[1])],
    )

    def stems(**query: str) -> set[str]:
        return {line["words"].stem for line in desk.get(LIST, query).context["lines"]}

    assert stems() == {"Stem of first?", "Stem of many?"}
    assert stems(status="draft") == stems(type="multiple") == stems(clause=code.clauses[1]) == {"Stem of many?"}
    assert stems(status="ready", type="multiple") == set()
    assert stems(clause="nonsense", code="nonsense") == {"Stem of first?", "Stem of many?"}


def test_only_editors_come_near_the_keys(
    code: SimpleNamespace,
    client_as: Callable[[Person], Client],
    employee: Person,
    manager: Person,
    hr: Person,
    auditor: Person,
) -> None:
    public_id = code.version.question.public_id
    for person in (employee, manager, hr, auditor):
        other = client_as(person)
        for url in (LIST, reverse("questions:question", args=[public_id]), reverse("questions:edit", args=[public_id])):
            response = other.get(url)
            assert response.status_code in (302, 404), url
            assert "SECRET" not in response.content.decode()
        assert other.post(reverse("questions:change", args=[public_id, "retire"])).status_code in (302, 404)
    code.version.refresh_from_db()
    assert code.version.status == "ready"


def test_the_list_asks_as_often_for_many_as_for_few(desk: Client, code: SimpleNamespace) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.get(LIST)
        return len(caught)

    count()
    few = count()
    for number in range(15):
        create_question(
            code_ref=code.ref,
            key=f"more{number}",
            type="single",
            options=["a", "b", "c"],
            right=["a"],
            texts={"en": words(f"more{number}")},
            clauses=[uuid.UUID(code.clauses[0])],
        )
    assert count() == few


def test_shares_need_enough_answers_and_leave_candidates_out(code: SimpleNamespace) -> None:
    quiz = Quiz.objects.create(key="check", title={"en": "Check"}, code_ref=code.ref, draws=1)

    def take(*, right: int, purpose: str = "open") -> Attempt:
        attempt = start_attempt(quiz, person=PersonFactory.create(), purpose=purpose, purpose_ref="1", locale="en")
        return answer(attempt, right=right)

    for _n in range(LEAST_ANSWERS - 1):
        take(right=0)
    assert facility([code.version])[code.version.pk].share is None
    take(right=1)
    known = facility([code.version])[code.version.pk]
    assert (known.answers, known.share) == (LEAST_ANSWERS, pytest.approx(0.1))
    purposes.register(dataclasses.replace(purposes.purpose_of("hidden"), key="selection"))
    take(right=1, purpose="selection")
    assert facility([code.version])[code.version.pk] == known
