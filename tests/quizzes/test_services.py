"""Attempts start once, keep every answer, close on time and leave evidence that cannot be altered."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from common.clock import run_step, tick_steps
from common.errors import DomainError
from common.guards import lift_guards
from competencies.models import Competency, Evidence
from ledger.models import Entry
from ledger.services import seal, verify
from people.models import Person
from quizzes.models import Attempt, AttemptItem, QuestionText, QuestionVersion, Quiz, QuizSlot, Step
from quizzes.services import (
    GRACE,
    AttemptClosedError,
    answers,
    create_question,
    finish_attempt,
    flag_item,
    mark_ready,
    mark_stale,
    reconfirm,
    retire,
    save_answer,
)
from quizzes.signals import attempt_finished
from tests.quizzes.conftest import CLAUSES, CODE, answer, of_item, question, words

Start = Callable[..., Attempt]


def now() -> datetime.datetime:
    return timezone.now()


def test_a_question_needs_a_fitting_key_and_all_words(competency: Competency) -> None:
    with pytest.raises(DomainError, match="exactly one"):
        question("two", right=["a", "b"])
    with pytest.raises(DomainError, match="lacks words"):
        question("short", texts={"en": words("short", "ab")})
    with pytest.raises(DomainError, match="at least one language"):
        question("mute", texts={})
    assert not QuestionVersion.objects.exists()


def test_option_ids_are_its_own_and_not_the_authors(bank: list[QuestionVersion]) -> None:
    ids = [option for version in bank for option in version.options]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set("abc")
    assert bank[0].key == [bank[0].options[1]]


def test_a_new_version_retires_the_ready_one(bank: list[QuestionVersion]) -> None:
    again = question("q0", right=["c"])
    assert again.number == 2
    bank[0].refresh_from_db()
    assert bank[0].status == QuestionVersion.Status.RETIRED


def test_drafts_stale_and_retired_questions_are_not_drawn(
    bank: list[QuestionVersion], start: Start, employee: Person
) -> None:
    draft = question("draft", ready=False)
    retire(bank[1])
    assert mark_stale(code_ref=CODE, clauses=[CLAUSES[2]]) == 1
    drawn = set(start(employee).items.values_list("version__question__key", flat=True))
    assert drawn == {"q0", "q3", "q4", "many"}
    mark_ready(draft)
    renewed = reconfirm(QuestionVersion.objects.get(pk=bank[2].pk))
    assert (renewed.number, renewed.status) == (2, "ready")
    drawn = set(start(employee, purpose_ref="2").items.values_list("version__question__key", flat=True))
    assert drawn == {"q0", "q2", "q3", "q4", "many", "draft"}


def test_questions_on_changed_clauses_come_first(
    quiz: Quiz, start: Start, employee: Person, reasons: dict[str, Any]
) -> None:
    reasons["clauses"] = [CLAUSES[1]]
    Quiz.objects.filter(pk=quiz.pk).update(draws=3)
    keys = list(start(employee).items.values_list("version__question__key", flat=True))
    assert set(keys[:2]) == {"q1", "q4"}
    assert len(keys) == 3


def test_fixed_slots_are_kept_in_order(quiz: Quiz, bank: list[QuestionVersion], start: Start, employee: Person) -> None:
    for order, place in enumerate((4, 2), start=1):
        QuizSlot.objects.create(quiz=quiz, order=order, question=bank[place].question)
    assert list(start(employee).items.values_list("version__question__key", flat=True)) == ["q4", "q2"]


def test_an_empty_bank_says_so(db: None, start: Start, employee: Person) -> None:
    QuestionVersion.objects.update(status="retired")
    with pytest.raises(DomainError, match="no ready questions"):
        start(employee)


def test_the_words_are_those_of_the_locale_or_the_next_best(start: Start, employee: Person, bank: Any) -> None:
    QuestionText.objects.create(
        version=bank[0], locale="en", revision=2, **{**words("mended"), "options": bank[0].texts.first().options}
    )
    items = start(employee, locale="en").items
    assert items.get(version=bank[0]).text.stem == "Stem of mended?"
    assert {item.text.locale for item in start(employee, purpose_ref="2", locale="ru").items.all()} == {"uk"}


def test_starting_again_resumes(start: Start, employee: Person, colleague: Person) -> None:
    first = start(employee)
    assert start(employee) == first
    assert start(colleague) != first
    assert first.items.count() == 6


def test_limits_of_the_purpose_and_the_quiz_hold(quiz: Quiz, start: Start, employee: Person) -> None:
    finish_attempt(start(employee, purpose="hidden"))
    with pytest.raises(DomainError, match="every attempt"):
        start(employee, purpose="hidden")
    Quiz.objects.filter(pk=quiz.pk).update(attempt_limit=2)
    for number in (1, 2):
        assert finish_attempt(start(employee)).number == number
    with pytest.raises(DomainError, match="every attempt"):
        start(employee)


def test_the_purpose_decides_who_may(start: Start, employee: Person, quiz: Quiz, reasons: dict[str, Any]) -> None:
    reasons["may"] = False
    with pytest.raises(DomainError, match="not open for you"):
        start(employee)
    reasons["may"] = True
    Quiz.objects.filter(pk=quiz.pk).update(active=False)
    with pytest.raises(DomainError, match="not open for you"):
        start(employee)


def test_the_later_answer_wins_and_a_repeat_adds_nothing(start: Start, employee: Person) -> None:
    attempt = start(employee)
    options = of_item(attempt, 1)
    first = save_answer(attempt, 1, [options.wrong], at=now())
    assert save_answer(attempt, 1, [options.wrong], at=now()) == first
    save_answer(attempt, 1, options.right, at=now())
    save_answer(attempt, 1, ["nonsense"], at=now())
    last = save_answer(attempt, 1, options.right, at=now())
    assert [step.sequence for step in attempt.steps.all()] == [1, 2, 3, 4]
    assert list(answers(attempt).values()) == [last]


def test_deadline_and_grace(quiz: Quiz, start: Start, employee: Person) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(time_limit=600)
    attempt = start(employee)
    deadline = attempt.started_at + datetime.timedelta(seconds=600)
    assert attempt.deadline == deadline
    assert save_answer(attempt, 1, of_item(attempt, 1).right, at=deadline + GRACE)
    with pytest.raises(AttemptClosedError, match="time is over"):
        save_answer(attempt, 2, of_item(attempt, 2).right, at=deadline + GRACE + datetime.timedelta(seconds=1))
    assert attempt.steps.count() == 1


def test_the_clock_finishes_what_nobody_came_back_to(quiz: Quiz, start: Start, employee: Person) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(time_limit=600)
    past = now() - datetime.timedelta(hours=1)
    attempt = start(employee, at=past)
    still = start(employee, purpose_ref="2")
    save_answer(attempt, 1, of_item(attempt, 1).right, at=past)
    step = next(step for step in tick_steps() if step.name == "quizzes.overdue")
    assert [run_step(step).count, run_step(step).count] == [1, 0]
    attempt.refresh_from_db()
    still.refresh_from_db()
    assert (attempt.finished_at, still.finished_at) == (attempt.deadline, None)
    assert attempt.score == pytest.approx(1 / 6)


def test_finishing_scores_once(start: Start, employee: Person, django_capture_on_commit_callbacks: Any) -> None:
    heard: list[int] = []
    listen = lambda sender, attempt_id, **kwargs: heard.append(attempt_id)  # noqa: E731
    attempt_finished.connect(listen)
    attempt = start(employee)
    with django_capture_on_commit_callbacks(execute=True):
        done = answer(attempt, right=4)
    assert done.score == pytest.approx(4 / 6)
    assert done.passed is False
    with django_capture_on_commit_callbacks(execute=True):
        assert finish_attempt(attempt).finished_at == done.finished_at
    assert heard == [attempt.pk]
    with pytest.raises(AttemptClosedError, match="already finished"):
        save_answer(attempt, 1, of_item(attempt, 1).right, at=now())
    flag_item(attempt, 1, flagged=True)
    assert not attempt.items.get(order=1).flagged


def test_evidence_carries_the_purpose(start: Start, employee: Person, competency: Competency) -> None:
    answer(start(employee), right=3)
    answer(start(employee, purpose="hidden"))
    found = {row.purpose: row.score for row in Evidence.objects.filter(person=employee, competency=competency)}
    assert found == {"practice": pytest.approx(0.5), "selection": pytest.approx(1.0)}


def test_a_weight_counts_in_its_competency(quiz: Quiz, start: Start, employee: Person, competency: Competency) -> None:
    QuestionVersion.objects.update(status="retired")
    question("heavy", competencies={competency: 3.0})
    question("light", competencies={competency: 1.0})
    attempt = start(employee)
    heavy = attempt.items.get(version__question__key="heavy")
    save_answer(attempt, heavy.order, heavy.version.key, at=now())
    assert finish_attempt(attempt).score == pytest.approx(0.5)
    assert Evidence.objects.get().score == pytest.approx(0.75)


@pytest.mark.parametrize("model", [QuestionVersion, QuestionText, Step, Attempt, AttemptItem])
def test_what_was_asked_and_answered_cannot_be_altered(start: Start, employee: Person, model: Any) -> None:
    answer(start(employee))
    row = model.objects.order_by("pk").first()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete(using="default")
    column = {"Step": "arrived_at", "Attempt": "started_at", "AttemptItem": "option_order"}.get(model.__name__, "id")
    value = {"arrived_at": now(), "started_at": now(), "option_order": []}.get(column, 10**9)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{column: value})


def test_tampering_with_a_step_is_named(start: Start, employee: Person) -> None:
    attempt = answer(start(employee), right=1)
    seal()
    assert verify().ok
    assert Entry.objects.filter(kind="attempt", subject=str(attempt.public_id)).count() == 1
    with lift_guards(), connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_step SET response = '[]' WHERE attempt_id = %s AND sequence = 2", [attempt.pk])
    report = verify()
    assert not report.ok
    assert str(attempt.public_id) in str(report)


def test_create_question_keeps_the_moment(competency: Competency) -> None:
    moment = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    made = create_question(
        code_ref=CODE,
        key="early",
        type="single",
        options=["a", "b"],
        right=["a"],
        texts={"en": words("early", "ab")},
        at=moment,
    )
    assert made.created_at == moment
    assert made.status == "draft"
