"""Taking a quiz in the browser: nothing leaks, nothing is lost, nobody else gets in."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.middleware import INVITED_PERSON, INVITED_SCOPE
from people.models import Person
from quizzes.models import Attempt, QuestionVersion, Quiz
from quizzes.services import answers, finish_attempt, save_answer
from tests.quizzes.conftest import CODE, answer, of_item, question, words

Start = Callable[..., Attempt]
HTMX = {"HTTP_HX_REQUEST": "true"}


def page(attempt: Attempt, order: int) -> str:
    return reverse("quizzes:question", args=[attempt.public_id, order])


def last_answer(attempt: Attempt, order: int) -> list[str]:
    item = attempt.items.get(order=order)
    step = answers(attempt).get(item.pk)
    return step.response if step else []


@pytest.fixture
def attempt(start: Start, employee: Person) -> Attempt:
    return start(employee)


@pytest.fixture
def taker(client_as: Callable[[Person], Client], employee: Person) -> Client:
    return client_as(employee)


def test_one_question_a_page_with_its_options_in_the_drawn_order(taker: Client, attempt: Attempt) -> None:
    assert taker.get(attempt.get_absolute_url()).url == page(attempt, 1)  # type: ignore[attr-defined]
    html = taker.get(page(attempt, 2)).content.decode()
    item = attempt.items.select_related("text").get(order=2)
    assert item.text.stem in html
    assert re.findall(r'name="answer" value="(\w+)"', html) == item.option_order
    assert "Question 2 of 6" in html
    assert "No answer yet" in html


def test_the_key_never_leaves_before_the_end(taker: Client, attempt: Attempt, bank: list[QuestionVersion]) -> None:
    """Every body and header before finishing: no feedback, no key, no attribute that tells right from wrong."""
    responses = []
    for item in attempt.items.all():
        url = page(attempt, item.order)
        options = of_item(attempt, item.order)
        responses += [taker.get(url), taker.post(url, {"answer": options.wrong}, **HTMX)]
        responses += [taker.post(url, {"answer": options.right}, **HTMX), taker.post(url, {"answer": options.wrong})]
        responses.append(taker.get(url))
    base = reverse("quizzes:take", args=[attempt.public_id])
    responses += [taker.get(base), taker.get(base + "finish/"), taker.get(base + "result/")]
    for response in responses:
        told = response.content.decode() + str(response.headers)
        assert "SECRET" not in told
        assert not re.search(r"\b(key|correct|right|score)=|data-(key|right|correct|score)|is-right|is-off", told)
        assert str(attempt.seed) not in told


def test_options_look_alike_but_for_their_id_and_words(taker: Client, attempt: Attempt) -> None:
    """Strip id and words from each option's label: what is left is one and the same string."""
    html = taker.get(page(attempt, 1)).content.decode()
    labels = re.findall(r'<label class="k-answer">.*?</label>', html, re.DOTALL)
    assert len(labels) == 3
    bare = {re.sub(r'value="\w+"|>[^<]+</label>', "", label) for label in labels}
    assert len(bare) == 1


def test_the_order_of_options_tells_nothing(start: Start, bank: list[QuestionVersion], employee: Person) -> None:
    places = set()
    for number in range(12):
        attempt = start(employee, purpose_ref=f"r{number}")
        item = attempt.items.get(version=bank[0])
        places.add(item.option_order.index(bank[0].key[0]))
    assert places == {0, 1, 2}


def test_an_answer_is_saved_as_one_goes(taker: Client, attempt: Attempt) -> None:
    right = of_item(attempt, 1).right
    response = taker.post(page(attempt, 1), {"answer": right, "flag": "on"}, **HTMX)
    assert response.status_code == 200
    html = response.content.decode()
    assert re.search(r"Saved at \d\d:\d\d", html)
    assert 'hx-swap-oob="true"' in html
    assert last_answer(attempt, 1) == right
    assert attempt.items.get(order=1).flagged
    again = taker.get(page(attempt, 1)).content.decode()
    assert re.search(rf'value="{right[0]}" checked', again)
    assert "Saved at" in again


def test_plain_posts_walk_through(taker: Client, attempt: Attempt) -> None:
    for order in range(1, 7):
        response = taker.post(page(attempt, order), {"answer": of_item(attempt, order).right, "go": "next"})
        following = page(attempt, order + 1) if order < 6 else reverse("quizzes:finish", args=[attempt.public_id])
        assert response.url == following  # type: ignore[attr-defined]
    assert taker.post(page(attempt, 3), {"answer": of_item(attempt, 3).right, "go": "back"}).url == page(attempt, 2)  # type: ignore[attr-defined]
    assert "Every question has an answer" in taker.get(response.url).content.decode()  # type: ignore[attr-defined]
    result = taker.post(response.url, follow=True)  # type: ignore[attr-defined]
    assert "The check is passed" in result.content.decode()
    assert taker.post(response.url).url.endswith("/result/")  # type: ignore[attr-defined]
    assert Attempt.objects.get().passed


def test_one_resumes_where_one_left(taker: Client, attempt: Attempt, client_as: Callable[[Person], Client]) -> None:
    taker.post(page(attempt, 1), {"answer": of_item(attempt, 1).right})
    elsewhere = client_as(attempt.person)
    assert elsewhere.get(attempt.get_absolute_url()).url == page(attempt, 2)  # type: ignore[attr-defined]


def test_two_tabs_the_later_answer_wins(taker: Client, attempt: Attempt) -> None:
    options = of_item(attempt, 1)
    taker.get(page(attempt, 1))
    taker.post(page(attempt, 1), {"answer": options.right}, **HTMX)
    taker.post(page(attempt, 1), {"answer": options.wrong}, **HTMX)
    taker.post(page(attempt, 1), {"answer": options.wrong}, **HTMX)
    assert last_answer(attempt, 1) == [options.wrong]
    assert attempt.steps.count() == 2


def test_an_answer_outlives_the_session(attempt: Attempt, client: Client, employee: Person) -> None:
    """Without script: the post leads to signing in, and signing in leads back to the answer."""
    right = of_item(attempt, 1).right
    gone = client.post(page(attempt, 1), {"answer": right, "go": "next"})
    assert gone.url == f"{reverse('account_login')}?next={page(attempt, 1)}"  # type: ignore[attr-defined]
    assert attempt.steps.count() == 0
    client.force_login(employee.user, backend="django.contrib.auth.backends.ModelBackend")
    back = client.get(page(attempt, 1)).content.decode()
    assert re.search(rf'value="{right[0]}" checked', back)
    assert "not saved yet" in back
    client.post(page(attempt, 1), {"answer": right})
    assert last_answer(attempt, 1) == right
    assert "not saved yet" not in client.get(page(attempt, 1)).content.decode()


def test_htmx_is_told_to_sign_in_in_place(attempt: Attempt, client: Client) -> None:
    response = client.post(page(attempt, 1), {"answer": of_item(attempt, 1).right}, **HTMX)
    assert response.status_code == 401
    html = response.content.decode()
    assert 'id="saved"' in html
    assert f"{reverse('account_login')}?next=" in html
    assert attempt.steps.count() == 0


def test_nobody_else_gets_in(attempt: Attempt, client_as: Callable[[Person], Client], cast: dict[str, Person]) -> None:
    base = attempt.get_absolute_url()
    for name, person in cast.items():
        other = client_as(person)
        for url in (base, page(attempt, 1), base + "finish/", base + "result/"):
            assert other.get(url).status_code == 404, (name, url)
        for url in (page(attempt, 1), base + "finish/", base + "again/"):
            assert other.post(url, {"answer": "x"}).status_code == 404, (name, url)
    attempt.refresh_from_db()
    assert attempt.finished_at is None
    assert attempt.steps.count() == 0


@pytest.fixture
def cast(colleague: Person, manager: Person, hr: Person, editor: Person, auditor: Person) -> dict[str, Person]:
    return {"colleague": colleague, "manager": manager, "hr": hr, "editor": editor, "auditor": auditor}


def test_an_invited_session_reaches_its_own_attempt_only(
    start: Start, client: Client, candidate: Person, employee: Person
) -> None:
    mine = start(candidate, purpose="hidden", purpose_ref="11111111-1111-4111-8111-111111111111")
    session = client.session
    session[INVITED_PERSON] = str(candidate.public_id)
    session[INVITED_SCOPE] = "invitation:22222222-2222-4222-8222-222222222222"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert client.get(page(mine, 1)).status_code == 404
    assert client.get(page(start(employee), 1)).status_code == 404


def test_an_unknown_question_is_404(taker: Client, attempt: Attempt) -> None:
    for order in (0, 7, 999):
        assert taker.get(page(attempt, order)).status_code == 404
        assert taker.post(page(attempt, order), {"answer": "x"}).status_code == 404


def test_time_is_shown_and_a_late_answer_refused(quiz: Quiz, start: Start, taker: Client, employee: Person) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(time_limit=600)
    running = start(employee)
    html = taker.get(page(running, 1)).content.decode()
    left = re.search(r'data-seconds-left="(\d+)"', html)
    assert left
    assert 590 <= int(left[1]) <= 600
    assert "up to 60 seconds late" in html
    over = start(employee, purpose_ref="2", at=timezone.now() - datetime.timedelta(minutes=30))
    response = taker.post(page(over, 1), {"answer": of_item(over, 1).right}, **HTMX)
    assert response.status_code == 409
    assert "The time is over" in response.content.decode()
    over.refresh_from_db()
    assert over.finished_at == over.deadline
    assert taker.get(page(over, 1)).url.endswith("/result/")  # type: ignore[attr-defined]


def test_the_result_shows_key_and_explanation_once_finished(taker: Client, attempt: Attempt) -> None:
    answer(attempt, right=2)
    html = taker.get(reverse("quizzes:result", args=[attempt.public_id])).content.decode()
    assert html.count("SECRET-general") == 6
    assert "2 answers of 6 are fully right" in html
    assert "Try again" in html
    response = taker.post(reverse("quizzes:retry", args=[attempt.public_id]))
    assert Attempt.objects.get(finished_at=None).get_absolute_url() == response.url  # type: ignore[attr-defined]


def test_hidden_results_stay_hidden(start: Start, taker: Client, employee: Person) -> None:
    done = answer(start(employee, purpose="hidden"))
    response = taker.get(reverse("quizzes:result", args=[done.public_id]))
    assert response.url == "/healthz"  # type: ignore[attr-defined]
    assert "SECRET" not in response.content.decode()


def test_words_of_questions_are_escaped(quiz: Quiz, start: Start, taker: Client, employee: Person) -> None:
    QuestionVersion.objects.update(status="retired")
    evil = "<script>alert(1)</script>"
    text = words("evil") | {"stem": evil, "feedback": evil}
    text["options"]["a"] = {"text": evil, "feedback": evil}
    question("evil", texts={"en": text})
    running = start(employee)
    pages = [taker.get(page(running, 1)).content.decode()]
    finish_attempt(running)
    pages.append(taker.get(reverse("quizzes:result", args=[running.public_id])).content.decode())
    assert all(evil not in html and "&lt;script&gt;" in html for html in pages)


def test_queries_do_not_grow_with_the_questions(
    quiz: Quiz, start: Start, taker: Client, employee: Person, django_assert_num_queries: Any
) -> None:
    def count(draws: int, ref: str) -> list[int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        Quiz.objects.filter(pk=quiz.pk).update(draws=draws)
        attempt = start(employee, purpose_ref=ref)
        assert attempt.items.count() == draws
        for order in range(1, draws + 1):
            save_answer(attempt, order, of_item(attempt, order).right, at=timezone.now())
        found = []
        for send in (
            lambda: taker.get(page(attempt, 2)),
            lambda: taker.post(page(attempt, 2), {"answer": of_item(attempt, 2).wrong}, **HTMX),
            lambda: taker.get(attempt.get_absolute_url()),
            lambda: taker.get(reverse("quizzes:finish", args=[attempt.public_id])),
        ):
            with CaptureQueriesContext(connection) as caught:
                send()
            found.append(len(caught))
        finish_attempt(attempt)
        with CaptureQueriesContext(connection) as caught:
            taker.get(reverse("quizzes:result", args=[attempt.public_id]))
        return [*found, len(caught)]

    for number in range(36):
        question(f"more{number}", code_ref=CODE)
    count(5, "warm")
    assert count(5, "few") == count(40, "many")
