"""The purpose “selection”: a candidate's one attempt, whose result goes to the commission."""

from django.urls import reverse

from hiring.models import Invitation
from hiring.services import PURPOSE
from people.models import Person
from quizzes.models import Attempt
from quizzes.purposes import Purpose, register


def _may_take(person: Person, invitation_id: str) -> bool:
    invitation = Invitation.objects.filter(public_id=invitation_id, person=person).first()
    return invitation is not None and invitation.is_usable and invitation.informed_at is not None


def _return_url(attempt: Attempt) -> str:
    return reverse("hiring:thanks")


def register_purpose() -> None:
    register(
        Purpose(
            key=PURPOSE,
            may_take=_may_take,
            return_url=_return_url,
            attempt_limit=1,
            shows_results=False,
            evidence="selection",
        )
    )
