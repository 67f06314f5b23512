"""The demo's framework, position profiles, question bank and the check of the code."""

import datetime
from typing import Any

from acknowledgements.models import CodeCheck
from competencies.models import Framework
from competencies.services import competencies_by_key, publish_framework, set_profile
from content.models import CodePage
from lms.demo.code import changed_clauses
from lms.demo.organisation import positions
from lms.demo.sources import clause_id, load
from quizzes.models import QuestionVersion, Quiz
from quizzes.services import create_question, reconfirm

CHECK_KEY = "ethics-check"
CHECK_TITLE = {
    "uk": "Перевірка розуміння Кодексу етики",
    "ru": "Проверка понимания Кодекса этики",
    "en": "Check of understanding: Code of ethics",
}
DRAWS = 6


def load_framework() -> Framework:
    """Publish the framework and give the positions their profiles."""
    data = load("framework.yaml")
    framework = publish_framework(data)
    made = positions()
    for key, levels in data["positions"].items():
        if key in made:
            set_profile(made[key], framework=framework, levels=levels)
    return framework


def _is_later(question: dict[str, Any]) -> bool:
    """Whether the question asks about what only the last edition says."""
    return bool(changed_clauses() & set(question["clauses"]))


def load_questions(code: CodePage, *, later: bool, at: datetime.datetime) -> int:
    """Write the questions of the first edition, or those the last one gave rise to; return how many."""
    known = competencies_by_key()
    chosen = [question for question in load("questions.yaml") if _is_later(question) is later]
    for question in chosen:
        options = question["options"]
        create_question(
            code_ref=code.translation_key,
            key=question["id"],
            type=question["type"],
            options=[option["id"] for option in options],
            right=[option["id"] for option in options if option["correct"]],
            texts={
                locale: {
                    "stem": stem,
                    "options": {
                        option["id"]: {"text": option["text"][locale], "feedback": option["feedback"][locale]}
                        for option in options
                    },
                    "feedback": question["feedback"][locale],
                }
                for locale, stem in question["stem"].items()
            },
            clauses=[clause_id(name) for name in question["clauses"]],
            competencies={known[key]: weight for key, weight in question["competencies"].items()},
            difficulty=question["difficulty"],
            ready=True,
            at=at,
        )
    return len(chosen)


def reconfirm_stale() -> int:
    """Let the editor confirm what the new edition put in doubt; return how many."""
    stale = list(QuestionVersion.objects.filter(status=QuestionVersion.Status.STALE).select_related("question"))
    for version in stale:
        reconfirm(version)
    return len(stale)


def make_check(code: CodePage) -> Quiz:
    """Make the quiz that the code asks for after certifying."""
    quiz = Quiz.objects.create(key=CHECK_KEY, title=CHECK_TITLE, code_ref=code.translation_key, draws=DRAWS)
    CodeCheck.objects.create(code_ref=code.translation_key, quiz=quiz)
    return quiz
