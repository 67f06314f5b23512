"""An issued code with a bank and a check, required of everyone."""

import datetime
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from acknowledgements.models import CodeCheck
from assignments.services import create_requirement, open_cycle
from common.clock import run_step, tick_steps
from competencies.services import competencies_by_key, publish_framework
from content import services as content
from content.outline import Block, new_id
from people.models import Audience, Person
from quizzes.models import Attempt, Quiz
from quizzes.services import answers, create_question, finish_attempt, save_answer

FRAMEWORK: dict[str, Any] = {
    "key": "values",
    "name": {"en": "Values"},
    "levels": [{"value": value, "name": {"en": str(value)}} for value in range(5)],
    "groups": [{"key": "skills", "name": {"en": "Skills"}}],
    "competencies": [
        {
            "key": "listening",
            "group": "skills",
            "name": {"en": "Listening"},
            "definition": {"en": "Hears people out"},
            "indicators": {2: {"en": "Hears most of it"}, 3: {"en": "Hears it all"}},
        }
    ],
}


def question(code_ref: Any, key: str, clause: str, **fields: Any) -> Any:
    given: dict[str, Any] = {
        "type": "single",
        "options": ["a", "b", "c"],
        "right": ["b"],
        "texts": {
            "uk": {
                "stem": f"Питання {key}?",
                "options": {o: {"text": f"{key} {o}", "feedback": f"чому {o}"} for o in "abc"},
                "feedback": "бо так",
            }
        },
        "clauses": [uuid.UUID(clause)],
        "competencies": {competencies_by_key()["listening"]: 1.0},
        "ready": True,
    }
    return create_question(code_ref=code_ref, key=key, **{**given, **fields})


def answer_all(attempt: Attempt, *, right: bool) -> Attempt:
    """Answer every question and finish."""
    for item in attempt.items.select_related("version"):
        chosen = item.version.key if right else [o for o in item.version.options if o not in item.version.key][:1]
        save_answer(attempt, item.order, chosen, at=timezone.now())
    assert len(answers(attempt)) == attempt.items.count()
    return finish_attempt(attempt)


def tick() -> None:
    """Let time bring what it brings; nothing may fail."""
    for step in tick_steps():
        result = run_step(step)
        assert not result.error, f"{result.name}: {result.error}"


@pytest.fixture
def house(organisation: SimpleNamespace, editor: Person, employee: Person) -> SimpleNamespace:
    """A code of two clauses issued as edition 1, its check, and a requirement of everyone due in ten days."""
    publish_framework(FRAMEWORK)
    ids = [new_id() for _ in range(3)]
    blocks = [
        Block(id=ids[0], kind="heading", level=1, number="1", text="Мета"),
        Block(id=ids[1], number="1.1", text="Оператор слухає, не перебиваючи."),
        Block(id=ids[2], number="1.2", text="Час очікування називають чесно."),
    ]
    code = content.write_code(title="Кодекс етики", blocks=blocks, actor=editor.user, locale="uk")
    first = content.issue_edition(
        code,
        actor=editor.user,
        act_kind="order",
        act_number="31-к",
        act_date=datetime.date(2026, 2, 3),
        effective=datetime.date(2026, 2, 10),
    )
    ref = code.translation_key
    versions = [question(ref, "q1", ids[1]), question(ref, "q2", ids[2])]
    quiz = Quiz.objects.create(key="check", title={"en": "Check"}, code_ref=ref, draws=2)
    CodeCheck.objects.create(code_ref=ref, quiz=quiz)
    audience = Audience.objects.create(name="Everyone")
    today = timezone.localdate()
    requirement = create_requirement(actor=None, kind="code", ref=str(ref), audience=audience, due_days=10)
    open_cycle(requirement, edition_ref=str(first.public_id), opens=today, due=today + datetime.timedelta(days=10))
    return SimpleNamespace(
        code=code,
        blocks=blocks,
        ids=ids,
        first=first,
        quiz=quiz,
        versions=versions,
        requirement=requirement,
        organisation=organisation,
    )


@pytest.fixture
def amend(house: SimpleNamespace, editor: Person) -> Any:
    """Issue the next edition with other words in clause 1.2."""

    def run(text: str = "Час очікування називають чесно і точно.", number: str = "32-к", **fields: Any) -> Any:
        house.blocks[2] = Block(id=house.ids[2], number="1.2", text=text)
        content.revise_code(house.code, house.blocks, actor=editor.user)
        return content.issue_edition(
            house.code,
            actor=editor.user,
            act_kind="order",
            act_number=number,
            act_date=datetime.date(2026, 3, 3),
            effective=datetime.date(2026, 3, 10),
            **fields,
        )

    return run
