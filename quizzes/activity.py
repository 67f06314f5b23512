"""A quiz as something HR may require: it is done when it is passed."""

import math
import time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assignments.models import Assignment as Turn
from assignments.registry import ActivityKind
from assignments.registry import register as register_kind
from common.texts import localized
from people.models import Person
from quizzes.models import Attempt, Quiz
from quizzes.purposes import Purpose
from quizzes.purposes import register as register_reason
from quizzes.services import ASSIGNED

if TYPE_CHECKING:
    from assignments.models import Assignment

#: Without a time limit a question is reckoned at this many seconds.
A_QUESTION = 60

#: Lists ask for each row; all quizzes are one query, kept for this many seconds.
KEPT = 30.0
_kept: tuple[float, dict[str, Quiz]] = (0.0, {})


def minutes_of(quiz: Quiz) -> int:
    """Return what the quiz costs at most, in minutes."""
    return math.ceil((quiz.time_limit or quiz.draws * A_QUESTION) / 60)


def _quiz(ref: str) -> Quiz | None:
    """Return the quiz from what is kept; a reference that is not there looks again."""
    global _kept
    if time.monotonic() - _kept[0] > KEPT or ref not in _kept[1]:
        _kept = (time.monotonic(), {str(quiz.public_id): quiz for quiz in Quiz.objects.all()})
    return _kept[1].get(ref)


def _title(ref: str, locale: str) -> str:
    quiz = _quiz(ref)
    return localized(quiz.title, locale) if quiz else ""


def _url(assignment: "Assignment") -> str:
    return reverse("quizzes:about", args=[assignment.requirement.ref])


def _minutes(assignment: "Assignment") -> int:
    quiz = _quiz(assignment.requirement.ref)
    return minutes_of(quiz) if quiz else 0


def _choices() -> list[tuple[str, str]]:
    return [(str(quiz.public_id), str(quiz)) for quiz in Quiz.objects.filter(active=True)]


def _may_take(person: Person, ref: str) -> bool:
    """Who is required to and has not yet passed."""
    return Turn.objects.open().filter(person=person, requirement__kind=ASSIGNED, requirement__ref=ref).exists()


def _return_url(attempt: Attempt) -> str:
    return reverse("home")


def register_activity() -> None:
    register_kind(
        ActivityKind(
            key=ASSIGNED,
            label=_("Quiz"),
            icon="message-circle-question",
            title=_title,
            url=_url,
            minutes=_minutes,
            choices=_choices,
        )
    )
    register_reason(Purpose(key=ASSIGNED, may_take=_may_take, return_url=_return_url, evidence="appraisal"))
