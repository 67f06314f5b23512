"""A required quiz is a task that passing completes."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assignments.models import Assignment
from assignments.registry import activity_kind
from assignments.services import create_requirement, open_cycle
from people.models import Audience, Person
from quizzes.models import Attempt, Quiz
from tests.quizzes.conftest import answer


@pytest.fixture
def turn(quiz: Quiz, employee: Person) -> Assignment:
    today = timezone.localdate()
    due = today + datetime.timedelta(days=5)
    audience = Audience.objects.create(name="Everybody")
    requirement = create_requirement(actor=None, kind="quiz", ref=str(quiz.public_id), audience=audience, due_on=due)
    open_cycle(requirement, edition_ref=None, opens=today, due=due)
    return Assignment.objects.get(person=employee)


def test_the_task_leads_to_the_quiz_and_passing_completes_it(
    turn: Assignment, quiz: Quiz, employee: Person, client_as: Callable[[Person], Client]
) -> None:
    kind = activity_kind("quiz")
    assert (kind.title(str(quiz.public_id), "en"), kind.minutes(turn)) == ("Short check", 6)
    assert (str(quiz.public_id), "Short check") in kind.choices()
    taker = client_as(employee)
    url = kind.url(turn)
    assert "6 minutes" in taker.get(url).content.decode()
    for _twice in range(2):
        first = taker.post(url).url  # type: ignore[attr-defined]
    assert first == Attempt.objects.get().get_absolute_url()
    answer(Attempt.objects.get(), right=1)
    turn.refresh_from_db()
    assert turn.status == Assignment.Status.OPEN
    assert "17" in taker.get(url).content.decode()
    taker.post(url)
    answer(Attempt.objects.get(finished_at=None))
    turn.refresh_from_db()
    assert turn.status == Assignment.Status.COMPLETED
    assert "Begin" not in taker.get(url).content.decode()
    assert taker.post(url, follow=True).redirect_chain[-1][0] == url


def test_who_is_not_required_finds_nothing(quiz: Quiz, stranger: Person, client_as: Callable[[Person], Client]) -> None:
    assert client_as(stranger).get(reverse("quizzes:about", args=[quiz.public_id])).status_code == 404


def test_limits_are_said(turn: Assignment, quiz: Quiz, employee: Person, client_as: Callable[[Person], Client]) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(attempt_limit=1, time_limit=300)
    taker = client_as(employee)
    url = reverse("quizzes:about", args=[quiz.public_id])
    taker.post(url)
    answer(Attempt.objects.get(), right=0)
    html = taker.get(url).content.decode()
    assert "Attempts left" in html
    assert "5 minutes" in html
    assert "Begin" not in html
    assert "every attempt" in taker.post(url, follow=True).content.decode()
