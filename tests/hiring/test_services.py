"""Invitations go out once, open one thing, and their result is set beside the profile."""

import datetime
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone

from common.errors import DomainError
from competencies.models import Competency, Evidence
from hiring.models import Invitation, Vacancy
from hiring.services import (
    begin,
    comparison,
    decline,
    find_invitation,
    invite,
    new_link,
    open_vacancy,
    send_invitations,
    withdraw,
)
from people.models import Person, Position, User
from quizzes.models import Quiz
from quizzes.services import finish_attempt, save_answer


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def test_a_vacancy_needs_a_profile_and_a_day_ahead(quiz: Quiz, organisation: SimpleNamespace, hr: Person) -> None:
    today = timezone.localdate()
    bare = Position.objects.create(name="Without a profile")
    with pytest.raises(DomainError, match="no profile"):
        open_vacancy(actor=hr, title="x", position=bare, quiz=quiz, closes=today)
    with pytest.raises(DomainError, match="already passed"):
        open_vacancy(
            actor=hr, title="x", position=organisation.operator, quiz=quiz, closes=today - datetime.timedelta(days=1)
        )


def test_a_candidate_is_a_person_without_an_account(vacancy: Vacancy, invitation: Invitation) -> None:
    assert not User.objects.filter(person=invitation.person).exists()
    again = invite(vacancy, family_name="Інша", given_name="Назва", email="NEW@example.net")
    assert again == invitation


def test_the_letter_goes_once_with_a_link_that_only_it_knows(invitation: Invitation) -> None:
    assert [send_invitations(), send_invitations()] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["new@example.net"]
    link = next(word for word in letter.body.split() if "/invitation/" in word)
    assert find_invitation(token_of(link)) == invitation
    invitation.refresh_from_db()
    assert token_of(link) not in invitation.token_hash


def test_a_new_link_ends_the_older_one(invitation: Invitation) -> None:
    older, newer = new_link(invitation), new_link(invitation)
    assert find_invitation(token_of(older)) is None
    assert find_invitation(token_of(newer)) == invitation


@pytest.mark.parametrize("end", [withdraw, decline])
def test_what_is_ended_cannot_be_begun(invitation: Invitation, end: object) -> None:
    end(invitation)  # type: ignore[operator]
    invitation.refresh_from_db()
    with pytest.raises(DomainError, match="no longer open"):
        begin(invitation, keeps_result=False, locale="en")
    with pytest.raises(DomainError, match="no longer open"):
        new_link(invitation)


def test_the_result_stands_beside_the_profile(invitation: Invitation, profile: dict[str, Competency]) -> None:
    attempt = begin(invitation, keeps_result=False, locale="en")
    assert begin(invitation, keeps_result=True, locale="en") == attempt
    assert all(line.level is None for line in comparison(invitation))
    for item in attempt.items.select_related("version__question", "version"):
        if item.version.question.key != "q2":
            save_answer(attempt, item.order, item.version.key, at=timezone.now())
    finish_attempt(attempt)
    lines = {line.competency.key: line for line in comparison(invitation)}
    assert [(line.required, line.level, line.answers) for line in lines.values()] == [
        (3, 2.0, 2),
        (2, None, 1),
        (1, None, 0),
    ]
    assert lines["listening"].is_gap
    assert not lines["calm"].is_gap
    assert set(Evidence.objects.filter(person=invitation.person).values_list("purpose", flat=True)) == {"selection"}
    with pytest.raises(DomainError, match="every attempt"):
        begin(invitation, keeps_result=False, locale="en")


def test_a_candidate_whose_invitation_was_withdrawn_is_not_promised_a_letter(vacancy: Vacancy) -> None:
    first = invite(vacancy, family_name="Нова", given_name="Олена", email="nova@example.org")
    assert invite(vacancy, family_name="Нова", given_name="Олена", email="NOVA@example.org") == first
    withdraw(first)
    with pytest.raises(DomainError, match="no longer open"):
        invite(vacancy, family_name="Нова", given_name="Олена", email="nova@example.org")
