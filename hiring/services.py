"""Candidates are invited, informed and let in to one thing only; their result is set beside the profile."""

import datetime
import secrets
import zoneinfo
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from common.errors import DomainError
from competencies.models import TOP_LEVEL, Competency, Evidence, PositionRequirement, Purpose
from hiring.models import Invitation, Vacancy
from people.models import Person, Position
from people.names import vocative
from quizzes.models import Attempt, QuestionCompetency, Quiz
from quizzes.services import start_attempt

#: The purpose of a candidate's attempt; its reference is the invitation's public id.
PURPOSE = "selection"

#: Answers that speak of a competency below which no level is shown.
LEAST_ANSWERS = 2

MAIL_BATCH = 200


def token_hash(token: str) -> str:
    """Return the trace of a link's token; keyed, so that a stolen table opens nothing."""
    return salted_hmac("hiring.invitation", token, algorithm="sha256").hexdigest()


@transaction.atomic
def open_vacancy(
    *,
    actor: Person | None,
    title: str,
    position: Position,
    quiz: Quiz,
    closes: datetime.date,
    at: datetime.datetime | None = None,
) -> Vacancy:
    """Open a vacancy on the position's profile. Raises DomainError without a profile or with a day that has passed."""
    if closes < timezone.localdate():
        raise DomainError(_("The last day has already passed. Choose a later one."))
    if not PositionRequirement.objects.filter(position=position).exists():
        raise DomainError(_("This position has no profile of competencies yet, so there is nothing to compare with."))
    return Vacancy.objects.create(
        title=title.strip(),
        position=position,
        quiz=quiz,
        closes=closes,
        opened_by=actor,
        opened_at=at or timezone.now(),
    )


@transaction.atomic
def invite(
    vacancy: Vacancy,
    *,
    family_name: str,
    given_name: str,
    patronymic: str = "",
    email: str = "",
    language: str = "uk",
    at: datetime.datetime | None = None,
) -> Invitation:
    """Invite a candidate; the same address again returns the invitation that is there, while it is open."""
    # Two clicks at once must not make two people of one candidate.
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if not vacancy.is_open:
        raise DomainError(_("The vacancy is closed; nobody can be invited any more."))
    if email and (known := vacancy.invitations.filter(person__email__iexact=email).first()):
        # Taken back or declined: no letter would go, so nobody may be told that one will.
        if not known.is_usable:
            raise DomainError(_("This invitation is no longer open."))
        return known
    person = Person.objects.create(
        family_name=family_name.strip(),
        given_name=given_name.strip(),
        patronymic=patronymic.strip(),
        email=email.strip(),
        language=language,
    )
    # Until the end of the last day, where the organisation is.
    end = datetime.datetime.combine(
        vacancy.closes, datetime.time(23, 59, 59), tzinfo=zoneinfo.ZoneInfo(settings.TIME_ZONE)
    )
    return Invitation.objects.create(vacancy=vacancy, person=person, expires_at=end, invited_at=at or timezone.now())


@transaction.atomic
def new_link(invitation: Invitation) -> str:
    """Return the absolute address of a fresh link; it is known to the caller only, and ends the older one."""
    if not invitation.is_usable:
        raise DomainError(_("This invitation is no longer open."))
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=token_hash(token))
    return settings.BASE_URL.rstrip("/") + reverse("hiring:redeem", args=[token])


def send_invitations() -> int:
    """Send the letters that wait and return how many went; run by `tick`, never inside a request."""
    sent = 0
    for invitation in Invitation.objects.to_send(timezone.now())[:MAIL_BATCH]:
        person = invitation.person
        with translation.override(person.language):
            link = new_link(invitation)
            context = {"address": vocative(person, person.language), "invitation": invitation, "link": link}
            context["organisation"] = settings.ORGANISATION_NAME
            body = render_to_string("hiring/mail/invitation.txt", context)
            subject = _("Invitation to an assessment: %(vacancy)s") % {"vacancy": invitation.vacancy.title}
            try:
                send_mail(" ".join(subject.split()), body, None, [person.email])
            except (OSError, SMTPException):
                continue  # the mail server is away: the row waits for the next tick
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())
        sent += 1
    return sent


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that the link opens, usable or not; looking changes nothing."""
    found = Invitation.objects.select_related("person", "vacancy__position", "vacancy__quiz")
    return found.filter(token_hash=token_hash(token)).first()


@transaction.atomic
def begin(invitation: Invitation, *, keeps_result: bool, locale: str, at: datetime.datetime | None = None) -> Attempt:
    """Note that the candidate was informed and return the attempt, the open one when there is one."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_usable:
        raise DomainError(_("This invitation is no longer open."))
    if invitation.informed_at is None:
        invitation.informed_at = at or timezone.now()
        invitation.keeps_result = keeps_result
        invitation.save(update_fields=["informed_at", "keeps_result"])
    return start_attempt(
        invitation.vacancy.quiz,
        person=invitation.person,
        purpose=PURPOSE,
        purpose_ref=str(invitation.public_id),
        locale=locale,
        at=at,
    )


def attempt_of(invitation: Invitation) -> Attempt | None:
    """Return the candidate's attempt."""
    return Attempt.objects.filter(purpose=PURPOSE, purpose_ref=str(invitation.public_id)).first()


@transaction.atomic
def decline(invitation: Invitation) -> None:
    """Note that the candidate does not take part; a finished assessment stays."""
    Invitation.objects.filter(pk=invitation.pk, declined_at=None).update(declined_at=timezone.now())


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """Take the invitation back; the link says so from now on."""
    Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


@dataclass(frozen=True)
class Comparison:
    """One competency of the profile: required level, level shown 0–4 (None: too little evidence), answers behind it."""

    competency: Competency
    required: int
    level: float | None
    answers: int

    @property
    def is_gap(self) -> bool:
        return self.level is not None and self.level <= self.required - 0.5


def comparison(invitation: Invitation) -> list[Comparison]:
    """Return the candidate's selection evidence beside the position's profile. People decide; this only counts."""
    attempt = attempt_of(invitation)
    profile = PositionRequirement.objects.filter(position=invitation.vacancy.position)
    lines = list(profile.select_related("competency").order_by("competency__order"))
    scores: dict[int, float] = {}
    answers: dict[int, int] = {}
    if attempt and attempt.finished_at:
        evidence = Evidence.objects.filter(purpose=Purpose.SELECTION, source="quiz", source_key=str(attempt.public_id))
        scores = dict(evidence.values_list("competency_id", "score"))
        bound = QuestionCompetency.objects.filter(version__items__attempt=attempt)
        for competency in bound.values_list("competency_id", flat=True):
            answers[competency] = answers.get(competency, 0) + 1
    return [
        Comparison(
            line.competency,
            line.level,
            scores[line.competency_id] * TOP_LEVEL
            if answers.get(line.competency_id, 0) >= LEAST_ANSWERS and line.competency_id in scores
            else None,
            answers.get(line.competency_id, 0),
        )
        for line in lines
    ]
