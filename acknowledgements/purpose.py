"""The purpose “acknowledgement”: the check of understanding after a sign-off."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from acknowledgements.models import SignOff
from acknowledgements.services import PURPOSE
from content.changes import delta_size
from people.models import Person
from quizzes.models import Attempt
from quizzes.purposes import Purpose, register


def _may_take(person: Person, sign_off_id: str) -> bool:
    """Who has certified and not yet passed."""
    return SignOff.objects.filter(public_id=sign_off_id, person=person, understanding=None).exists()


def _clauses(sign_off_id: str) -> Sequence[UUID]:
    """For a later edition, the clauses changed since the own last signature."""
    sign_off = SignOff.objects.select_related("edition", "since").get(public_id=sign_off_id)
    if sign_off.since is None:
        return ()
    return delta_size(sign_off.edition, sign_off.since).substantive


def _return_url(attempt: Attempt) -> str:
    return reverse("acknowledgements:receipt", args=[attempt.purpose_ref])


def register_purpose() -> None:
    register(Purpose(key=PURPOSE, may_take=_may_take, return_url=_return_url, evidence="appraisal", clauses=_clauses))
