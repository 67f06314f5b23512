"""A vacancy on a profile, with a quiz that speaks of two of its three competencies."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.utils import timezone

from competencies.models import Competency, CompetencyGroup, Framework, PositionRequirement
from hiring.models import Invitation, Vacancy
from hiring.services import invite, open_vacancy
from people.models import Person
from quizzes.models import Quiz
from quizzes.services import create_question

CODE = uuid.UUID("00000000-0000-4000-8000-000000000002")


@pytest.fixture
def profile(organisation: SimpleNamespace) -> dict[str, Competency]:
    """Listening needs 3, calm 2, writing 1."""
    framework = Framework.objects.create(key="values", name={"en": "Values"})
    group = CompetencyGroup.objects.create(framework=framework, key="skills", name={"en": "Skills"})
    made = {}
    for order, (key, level) in enumerate({"listening": 3, "calm": 2, "writing": 1}.items()):
        made[key] = Competency.objects.create(
            framework=framework, group=group, key=key, name={"en": key.title()}, definition={"en": key}, order=order
        )
        PositionRequirement.objects.create(position=organisation.operator, competency=made[key], level=level)
    return made


@pytest.fixture
def quiz(profile: dict[str, Competency]) -> Quiz:
    """Two questions speak of listening, one of calm, none of writing."""
    for key, competency in (("q1", "listening"), ("q2", "listening"), ("q3", "calm")):
        create_question(
            code_ref=CODE,
            key=key,
            type="single",
            options=["a", "b", "c"],
            right=["b"],
            texts={"en": {"stem": f"Stem {key}?", "options": {o: {"text": f"{key} {o}"} for o in "abc"}}},
            competencies={profile[competency]: 1.0},
            ready=True,
        )
    return Quiz.objects.create(key="selection", title={"en": "Situations"}, code_ref=CODE, draws=6, time_limit=1200)


@pytest.fixture
def vacancy(quiz: Quiz, organisation: SimpleNamespace, hr: Person) -> Vacancy:
    closes = timezone.localdate() + datetime.timedelta(days=7)
    return open_vacancy(
        actor=hr, title="Operator, first line", position=organisation.operator, quiz=quiz, closes=closes
    )


@pytest.fixture
def invitation(vacancy: Vacancy) -> Invitation:
    return invite(vacancy, family_name="Новенька", given_name="Дарина", email="new@example.net", language="en")
