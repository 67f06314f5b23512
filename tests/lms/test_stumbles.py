"""Where people stumble: counted by clause, candidates left out, few answers left out."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from content.outline import Block
from content.services import issue_edition, write_code
from hiring.services import PURPOSE as SELECTION
from lms.desk.stumbles import LEAST, stumbles
from people.models import Person
from quizzes.models import Attempt, AttemptItem, QuestionVersion, Quiz
from quizzes.services import create_question


@pytest.fixture
def clause(editor: Person) -> Any:
    block = Block(text="We name ourselves.", number="2.3")
    page = write_code(title="Code", blocks=[block], actor=editor.user, locale="uk")
    today = timezone.localdate()
    edition = issue_edition(page, actor=editor.user, act_kind="order", act_number="1", act_date=today, effective=today)
    return edition.clauses.get()


@pytest.fixture
def version(clause: Any) -> QuestionVersion:
    return create_question(
        key="q",
        code_ref=clause.edition.code_key,
        type="single",
        options=["a", "b"],
        right=["b"],
        texts={"en": {"stem": "?", "options": {o: {"text": o, "feedback": ""} for o in "ab"}, "feedback": ""}},
        clauses=[clause.block_id],
        ready=True,
    )


def answer(version: QuestionVersion, person: Person, score: float, *, purpose: str = "open", days_ago: int = 1) -> None:
    quiz = Quiz.objects.get_or_create(key="quiz", defaults={"title": {"en": "Quiz"}, "code_ref": uuid.uuid4()})[0]
    at = timezone.now() - datetime.timedelta(days=days_ago)
    attempt = Attempt.objects.create(
        quiz=quiz,
        person=person,
        purpose=purpose,
        purpose_ref=str(uuid.uuid4()),
        number=1,
        locale="en",
        seed="0",
        started_at=at,
        finished_at=at,
        score=score,
    )
    text = version.texts.get()
    AttemptItem.objects.create(
        attempt=attempt, order=0, version=version, text=text, option_order=["a", "b"], score=score
    )


def test_the_share_of_wrong_answers_stands_with_its_clause(version: QuestionVersion, employee: Person) -> None:
    for score in (1, 0, 0, 0.5, 1, 1):
        answer(version, employee, score)
    [row] = stumbles()
    assert (row.number, row.text, row.wrong, row.asked, row.share) == ("2.3", "We name ourselves.", 3, 6, 0.5)


@pytest.mark.parametrize("how", [{"purpose": SELECTION}, {"days_ago": 100}])
def test_candidates_and_old_answers_are_left_out(
    how: dict[str, Any], version: QuestionVersion, employee: Person
) -> None:
    for _number in range(LEAST):
        answer(version, employee, 0, **how)
    assert stumbles() == []


def test_few_answers_say_nothing(version: QuestionVersion, employee: Person) -> None:
    for _number in range(LEAST - 1):
        answer(version, employee, 0)
    assert stumbles() == []
    answer(version, employee, 0)
    assert [row.wrong for row in stumbles()] == [LEAST]
