"""A reminder that somebody asks for by hand: at most one a turn and a day, beside those the clock sends."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from assignments import coverage as counts
from assignments.reminders import LATE
from notices.services import Letter, queue_many
from people.models import Department, Person

#: More people than this are reminded in the next press of the button.
MOST = 2000


@dataclass(frozen=True)
class Reminded:
    """How many people got a reminder, and how many of them have no e-mail and see it when they sign in."""

    people: int
    without_mail: int


def remind_late(*, departments: Iterable[Department] | None = None, person: Person | None = None) -> Reminded:
    """Queue a reminder of the turn that is late longest to each person; the same day again changes nothing."""
    turns = counts.overdue(departments=departments)
    if person is not None:
        turns = turns.filter(person=person)
    today = timezone.localdate()
    letters: dict[int, Letter] = {}
    without = 0
    for turn in turns[:MOST]:
        if turn.person_id in letters:
            continue
        without += not turn.person.email
        context = {
            "title": turn.requirement.title,
            "due": turn.due.isoformat(),
            "minutes": turn.minutes,
            "path": turn.url,
        }
        letters[turn.person_id] = Letter(turn.person_id, f"{turn.public_id}:asked-{today}", context)
    queue_many(kind=LATE, letters=letters.values())
    return Reminded(len(letters), without)
