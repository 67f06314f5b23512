"""HR invites; the candidate is informed, let in to one thing, and reaches nothing else."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiring.models import Invitation, Vacancy
from hiring.services import begin, invite, new_link, withdraw
from people.models import Person
from quizzes.models import Attempt, Quiz
from quizzes.services import finish_attempt, save_answer, start_attempt

PAGES_OF_HR = ("hiring:candidate", "hiring:link")


@pytest.fixture
def link(invitation: Invitation) -> str:
    """The path of the candidate's link."""
    return "/" + new_link(invitation).split("/", 3)[3]


@pytest.fixture
def desk(hr: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(hr)


def let_in(client: Client, link: str) -> Attempt:
    response = client.post(link, {"informed": "on"})
    assert response.status_code == 302
    return Attempt.objects.get(public_id=re.search(r"[0-9a-f-]{36}", response.url)[0])  # type: ignore[index, attr-defined]


def test_hr_opens_a_vacancy_and_invites(desk: Client, quiz: Quiz, organisation: object) -> None:
    closes = (timezone.localdate() + datetime.timedelta(days=3)).isoformat()
    position = organisation.operator.pk  # type: ignore[attr-defined]
    fields = {"title": "Operator", "position": position, "quiz": quiz.pk, "closes": closes}
    page = desk.post(reverse("hiring:new-vacancy"), fields, follow=True)
    assert "Nobody is invited yet" in page.content.decode()
    vacancy = Vacancy.objects.get()
    person = {"family_name": "Перша", "given_name": "Олена", "language": "uk"}
    shown = desk.post(vacancy.get_absolute_url(), person, follow=True)
    invitation = Invitation.objects.get()
    url = reverse("hiring:link", args=[invitation.public_id])
    assert shown.redirect_chain[-1][0] == url
    assert "/hiring/invitation/" in shown.content.decode()
    assert "/hiring/invitation/" not in desk.get(url).content.decode()
    assert "Перша" in desk.get(vacancy.get_absolute_url()).content.decode()
    assert desk.post(vacancy.get_absolute_url(), {"family_name": ""}).context["form"].errors


def test_looking_at_the_link_uses_nothing_up(client: Client, link: str) -> None:
    for _twice in range(2):
        html = client.get(link).content.decode()
    assert "welcome" in html
    assert "People. The program counts points and screens nobody out." in html
    assert not Attempt.objects.exists()
    assert "invited_scope" not in client.session


def test_consent_comes_first(client: Client, link: str) -> None:
    assert "Tick this to begin" in client.post(link, {}).content.decode()
    assert not Attempt.objects.exists()


def test_the_candidate_takes_the_quiz_without_an_account(client: Client, link: str, invitation: Invitation) -> None:
    before = client.session.session_key
    attempt = let_in(client, link)
    assert client.session.session_key != before
    for item in attempt.items.select_related("version"):
        url = reverse("quizzes:question", args=[attempt.public_id, item.order])
        html = client.get(url).content.decode()
        assert item.text.stem in html
        assert client.post(url, {"answer": item.version.key, "go": "next"}).status_code == 302
    done = client.post(reverse("quizzes:finish", args=[attempt.public_id]), follow=True)
    assert done.redirect_chain[-1][0] == reverse("hiring:thanks")
    assert client.get(link).url == reverse("hiring:thanks")  # type: ignore[attr-defined]
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_an_invited_session_reaches_nothing_else(
    client: Client, link: str, vacancy: Vacancy, employee: Person, quiz: Quiz
) -> None:
    let_in(client, link)
    other = begin(
        invite(vacancy, family_name="Друга", given_name="Ольга", language="en"), keeps_result=False, locale="en"
    )
    assert client.get(reverse("quizzes:question", args=[other.public_id, 1])).status_code == 404
    own = start_attempt_elsewhere(quiz, Attempt.objects.exclude(pk=other.pk).get().person)
    assert client.get(reverse("quizzes:question", args=[own.public_id, 1])).status_code == 404
    for url in (
        "/",
        "/desk/",
        "/people/",
        "/hiring/",
        "/competencies/",
        "/codes/",
        "/cms/",
        "/inbox/",
        "/requirements/",
    ):
        response = client.get(url)
        assert response.status_code in (302, 404), url
        if response.status_code == 302:
            assert "login" in response.url, url  # type: ignore[attr-defined]


def start_attempt_elsewhere(quiz: Quiz, person: Person) -> Attempt:
    """The same person's attempt for another reason: outside the scope of the invitation."""
    from quizzes import purposes

    kept = dict(purposes._purposes)
    rules = purposes.Purpose(key="other", may_take=lambda person, ref: True, return_url=lambda attempt: "/")
    purposes.register(rules)
    try:
        return start_attempt(quiz, person=person, purpose="other", purpose_ref="1", locale="en")
    finally:
        purposes._purposes.clear()
        purposes._purposes.update(kept)


def test_a_withdrawn_invitation_closes_the_door_at_once(client: Client, link: str, invitation: Invitation) -> None:
    attempt = let_in(client, link)
    withdraw(invitation)
    assert client.get(reverse("quizzes:question", args=[attempt.public_id, 1])).status_code == 404
    page = client.get(link)
    assert page.status_code == 410
    assert "withdrawn the invitation" in page.content.decode()


def test_closed_links_say_why(client: Client, link: str, invitation: Invitation) -> None:
    assert client.get(reverse("hiring:redeem", args=["nonsense"])).status_code == 404
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    page = client.get(link)
    assert page.status_code == 410
    assert "What you had saved is kept" in page.content.decode()


def test_declining_is_noted(client: Client, link: str, invitation: Invitation) -> None:
    assert client.post(link, {"decline": "1"}).status_code == 200
    assert "You declined the invitation" in client.get(link).content.decode()
    assert client.post(link, {"informed": "on"}).status_code == 410
    assert not Attempt.objects.exists()


def test_a_lost_session_leads_back_to_the_link(client: Client, link: str) -> None:
    attempt = let_in(client, link)
    url = reverse("quizzes:question", args=[attempt.public_id, 1])
    stranger = Client()
    for response in (stranger.get(url), stranger.post(url, {"answer": "x"}, HTTP_HX_REQUEST="true")):
        assert response.status_code == 401
        assert "login" not in response.content.decode()
    assert let_in(stranger, link) == attempt
    assert stranger.get(url).status_code == 200


def test_hr_sees_the_result_beside_the_profile(desk: Client, invitation: Invitation) -> None:
    url = reverse("hiring:candidate", args=[invitation.public_id])
    assert "No result yet" in desk.get(url).content.decode()
    attempt = begin(invitation, keeps_result=False, locale="en")
    for item in attempt.items.select_related("version"):
        save_answer(attempt, item.order, item.version.key, at=timezone.now())
    finish_attempt(attempt)
    html = desk.get(url).content.decode()
    assert "meets the profile" in html
    assert html.count("too little evidence") == 2


def test_only_hr_sees_candidates(
    client_as: Callable[[Person], Client],
    invitation: Invitation,
    vacancy: Vacancy,
    employee: Person,
    manager: Person,
    editor: Person,
    auditor: Person,
) -> None:
    urls = [reverse("hiring:vacancies"), reverse("hiring:new-vacancy"), vacancy.get_absolute_url()]
    urls += [reverse(name, args=[invitation.public_id]) for name in PAGES_OF_HR]
    for person in (employee, manager, editor, auditor):
        other = client_as(person)
        assert {other.get(url).status_code for url in urls} == {404}
        assert other.post(reverse("hiring:withdraw", args=[invitation.public_id])).status_code == 404
