"""A bank about three clauses, a quiz over it, and two purposes: one shows results, one hides them."""

import uuid
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from competencies.models import Competency, CompetencyGroup, Framework
from people.models import Person
from quizzes import purposes
from quizzes.models import Attempt, QuestionVersion, Quiz
from quizzes.purposes import Purpose
from quizzes.services import create_question, finish_attempt, save_answer, start_attempt

CODE = uuid.UUID("00000000-0000-4000-8000-000000000001")
CLAUSES = [uuid.UUID(f"00000000-0000-4000-8000-0000000000c{n}") for n in range(3)]


@pytest.fixture(autouse=True)
def reasons() -> Iterator[dict[str, Any]]:
    """Register “open” (results at once, practice evidence) and “hidden” (once, selection); the dict steers “open”."""
    rules: dict[str, Any] = {"may": True, "clauses": []}
    kept = dict(purposes._purposes)
    purposes.register(
        Purpose(
            key="open",
            may_take=lambda person, ref: rules["may"],
            return_url=lambda attempt: "/",
            evidence="practice",
            clauses=lambda ref: rules["clauses"],
        )
    )
    purposes.register(
        Purpose(
            key="hidden",
            may_take=lambda person, ref: True,
            return_url=lambda attempt: "/healthz",
            attempt_limit=1,
            shows_results=False,
            evidence="selection",
        )
    )
    yield rules
    purposes._purposes.clear()
    purposes._purposes.update(kept)


@pytest.fixture
def competency(db: None) -> Competency:
    framework = Framework.objects.create(key="values", name={"en": "Values"})
    group = CompetencyGroup.objects.create(framework=framework, key="skills", name={"en": "Skills"})
    return Competency.objects.create(
        framework=framework, group=group, key="listening", name={"en": "Listening"}, definition={"en": "Hears out"}
    )


def words(key: str, options: str = "abc") -> dict[str, Any]:
    return {
        "stem": f"Stem of {key}?",
        "options": {o: {"text": f"Option {o} of {key}", "feedback": f"SECRET-feedback-{key}-{o}"} for o in options},
        "feedback": f"SECRET-general-{key}",
    }


def question(key: str, **fields: Any) -> QuestionVersion:
    given: dict[str, Any] = {
        "code_ref": CODE,
        "type": "single",
        "options": ["a", "b", "c"],
        "right": ["b"],
        "texts": {"en": words(key), "uk": words(key)},
        "clauses": CLAUSES[:1],
        "ready": True,
    }
    return create_question(key=key, **{**given, **fields})


@pytest.fixture
def bank(competency: Competency) -> list[QuestionVersion]:
    """Five single choices on the three clauses by turns, and one multiple choice."""
    weights = {competency: 1.0}
    made = [question(f"q{n}", clauses=[CLAUSES[n % 3]], competencies=weights) for n in range(5)]
    made.append(question("many", type="multiple", right=["a", "c"], competencies=weights))
    return made


@pytest.fixture
def quiz(bank: list[QuestionVersion]) -> Quiz:
    return Quiz.objects.create(key="check", title={"en": "Short check", "uk": "Перевірка"}, code_ref=CODE, draws=6)


@pytest.fixture
def start(quiz: Quiz) -> Callable[..., Attempt]:
    def run(person: Person, **fields: Any) -> Attempt:
        given: dict[str, Any] = {"purpose": "open", "purpose_ref": "1", "locale": "en"}
        return start_attempt(fields.pop("quiz", quiz), person=person, **{**given, **fields})

    return run


def answer(attempt: Attempt, *, right: int | None = None) -> Attempt:
    """Answer the first `right` questions rightly (all by default), the rest wrongly, and finish."""
    for item in attempt.items.select_related("version"):
        wrong = [option for option in item.version.options if option not in item.version.key][:1]
        good = right is None or item.order <= right
        save_answer(attempt, item.order, item.version.key if good else wrong, at=timezone.now())
    return finish_attempt(attempt)


def of_item(attempt: Attempt, order: int) -> SimpleNamespace:
    """Return the right option ids and a wrong one of the attempt's question."""
    version = attempt.items.select_related("version").get(order=order).version
    wrong = next(option for option in version.options if option not in version.key)
    return SimpleNamespace(right=list(version.key), wrong=wrong)
