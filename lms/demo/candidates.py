"""The demo's vacancy: three candidates were invited, two have answered."""

import datetime
from dataclasses import dataclass

from content.models import CodePage
from hiring.models import Invitation
from hiring.services import begin, invite, open_vacancy
from lms.demo.history import answer, dice_of
from lms.demo.organisation import positions
from lms.demo.sources import Almanac
from people.models import Person
from quizzes.models import Quiz

SELECTION_KEY = "values-selection"
SELECTION_TITLE = {
    "uk": "Цінності на першій лінії",
    "ru": "Ценности на первой линии",
    "en": "Values on the front line",
}
#: Enough questions for every competency of the profile to be spoken of.
DRAWS = 18


@dataclass(frozen=True)
class Candidate:
    """`wrong`: how many answers were wrong; None has not answered yet."""

    family: str
    given: str
    patronymic: str
    email: str
    invited: int
    wrong: int | None


CANDIDATES = (
    Candidate("Голуб", "Марта", "Іванівна", "marta.holub@poshta.example", invited=6, wrong=2),
    Candidate("Савчук", "Євген", "Петрович", "y.savchuk@poshta.example", invited=5, wrong=7),
    Candidate("Лозова", "Катерина", "Олегівна", "k.lozova@poshta.example", invited=2, wrong=None),
)


def invite_candidates(code: CodePage, *, actor: Person, almanac: Almanac) -> None:
    """Open a vacancy of a front-line operator and let the candidates answer."""
    quiz = Quiz.objects.create(
        key=SELECTION_KEY, title=SELECTION_TITLE, code_ref=code.translation_key, draws=DRAWS, time_limit=40 * 60
    )
    vacancy = open_vacancy(
        actor=actor,
        title="Оператор першої лінії, друга зміна",
        position=positions()["operator"],
        quiz=quiz,
        closes=almanac.today + datetime.timedelta(days=12),
        at=almanac.morning(almanac.days_ago(8)),
    )
    for candidate in CANDIDATES:
        dice = dice_of("candidate", candidate.email)
        at = almanac.moment(almanac.days_ago(candidate.invited), dice)
        invitation = invite(
            vacancy,
            family_name=candidate.family,
            given_name=candidate.given,
            patronymic=candidate.patronymic,
            email=candidate.email,
            at=at,
        )
        # No letter leaves for an address that nobody has; HR can give a link by hand.
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=at)
        if candidate.wrong is not None:
            at += datetime.timedelta(hours=dice.randint(2, 20))
            attempt = begin(invitation, keeps_result=dice.random() < 0.5, locale="uk", at=at)
            answer(attempt, wrong=candidate.wrong, at=at, dice=dice)
