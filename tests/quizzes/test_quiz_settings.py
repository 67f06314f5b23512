"""Editors make a quiz out of a bank and say where it is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acknowledgements.models import CodeCheck
from content import services as content
from content.models import CodePage
from content.outline import Block
from people.models import Person
from quizzes.models import Quiz


@pytest.fixture
def code(editor: Person) -> CodePage:
    return content.write_code(
        title="Code", blocks=[Block(number="1", text="The operator listens.")], actor=editor.user, locale="en"
    )


@pytest.fixture
def desk(editor: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(editor)


def typed(**changes: Any) -> dict[str, Any]:
    given = {"title_uk": "Перевірка", "title_en": "Check", "draws": "4", "pass_percent": "75", "active": "on"}
    return given | changes


def test_a_quiz_is_made_and_becomes_the_codes_check(desk: Client, code: CodePage) -> None:
    url = reverse("questions:new-quiz", args=[code.translation_key])
    assert desk.post(url, typed(minutes="10", use_check="on")).url == reverse("questions:quizzes")  # type: ignore[attr-defined]
    quiz = Quiz.objects.get()
    assert (quiz.title, quiz.draws, quiz.pass_mark) == ({"uk": "Перевірка", "en": "Check"}, 4, 0.75)
    assert (quiz.time_limit, quiz.attempt_limit, quiz.active) == (600, None, True)
    assert CodeCheck.objects.get(code_ref=code.translation_key).quiz == quiz
    assert "Check" in desk.get(reverse("questions:quizzes")).content.decode()


def test_another_quiz_takes_the_place_and_switching_off_empties_it(desk: Client, code: CodePage) -> None:
    url = reverse("questions:new-quiz", args=[code.translation_key])
    for _n in range(2):
        desk.post(url, typed(use_check="on"))
    first, second = Quiz.objects.order_by("pk")
    assert CodeCheck.objects.get().quiz == second
    edit = reverse("questions:quiz", args=[second.public_id])
    assert desk.get(edit).context["form"].initial["use_check"] is True
    desk.post(reverse("questions:quiz", args=[first.public_id]), typed())
    assert CodeCheck.objects.get().quiz == second
    desk.post(edit, typed(attempts="3"))
    assert not CodeCheck.objects.exists()
    second.refresh_from_db()
    assert (second.attempt_limit, second.time_limit) == (3, None)


@pytest.mark.parametrize("changes", [{"title_uk": ""}, {"draws": "0"}, {"pass_percent": "101"}, {"minutes": "x"}])
def test_what_cannot_be_is_refused(desk: Client, code: CodePage, changes: dict[str, Any]) -> None:
    response = desk.post(reverse("questions:new-quiz", args=[code.translation_key]), typed(**changes))
    assert response.status_code == 422
    assert not Quiz.objects.exists()


def test_only_editors_set_up_quizzes(code: CodePage, hr: Person, client_as: Callable[[Person], Client]) -> None:
    other = client_as(hr)
    for url in (reverse("questions:quizzes"), reverse("questions:new-quiz", args=[code.translation_key])):
        assert other.get(url).status_code in (302, 404)
        assert other.post(url, typed()).status_code in (302, 404, 405)
    assert not Quiz.objects.exists()
