"""What the demo's people did and when: events in the order of time, each through the services of its room.

Chance is seeded by staff numbers, so that the same day tells the same story.
"""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from acknowledgements.models import CodeCheck, SignOff
from acknowledgements.services import PURPOSE, beat, certify, open_reading, record_understanding
from assignments.models import Assignment
from certificates.models import AwardRule
from certificates.services import award
from content.models import Edition
from lms.demo.roleplays import play
from lms.demo.sources import Almanac
from people.models import Employment, Person, User
from quizzes.models import Attempt
from quizzes.services import finish_attempt, save_answer, start_attempt
from scenarios.models import Scenario

HEROINE = "0107"
#: Half a minute of reading a beat.
BEATS = (5, 11)


def dice_of(*names: object) -> random.Random:
    return random.Random(":".join(map(str, names)))  # noqa: S311 - a story, not a secret


@dataclass
class History:
    """Plans events, then lets them happen in the order of time."""

    almanac: Almanac
    rule: AwardRule
    _events: list[tuple[datetime.datetime, int, Callable[[], None]]] = field(default_factory=list)
    _seen: dict[int, datetime.datetime] = field(default_factory=dict)

    def plan(self, at: datetime.datetime, event: Callable[[], None]) -> None:
        self._events.append((at, len(self._events), event))

    def happen(self) -> int:
        """Run the planned events; return how many."""
        events = sorted(self._events, key=lambda event: event[:2])
        self._events.clear()
        for _at, _order, event in events:
            event()
        return len(events)

    # What people do ----------------------------------------------------------------------------------------

    def plan_sign_off(self, post: Employment, edition: Edition, at: datetime.datetime, *, passes: bool = True) -> None:
        self.plan(at, lambda: self._sign(post, edition, at, passes=passes))

    def _sign(self, post: Employment, edition: Edition, at: datetime.datetime, *, passes: bool) -> None:
        person, dice = post.person, dice_of("sign", post.staff_number, edition.number)
        locale = person.language
        text = edition.texts.get(locale=locale)
        beats = dice.randint(*BEATS)
        opened = at - datetime.timedelta(seconds=30 * beats + 20)
        open_reading(person, edition, locale=locale, at=opened)
        for number in range(beats):
            beat(person, edition, at=opened + datetime.timedelta(seconds=30 * number))
        sign_off = certify(person=person, edition=edition, locale=locale, text_sha256=text.sha256, at=at)
        self._check(sign_off, skill_of(post), at, dice, passes=passes)
        if passes:
            award(self.rule, person=person)
        self._note(person, at)

    def _check(
        self, sign_off: SignOff, skill: float, at: datetime.datetime, dice: random.Random, *, passes: bool
    ) -> None:
        quiz = CodeCheck.objects.select_related("quiz").get(code_ref=sign_off.edition.code_key).quiz
        for number in range(1, 5):
            at += datetime.timedelta(minutes=dice.randint(2, 9) if number == 1 else dice.randint(40, 300))
            at = min(at, self.almanac.now - datetime.timedelta(minutes=10))
            attempt = start_attempt(
                quiz,
                person=sign_off.person,
                purpose=PURPOSE,
                purpose_ref=str(sign_off.public_id),
                locale=sign_off.locale,
                at=at,
            )
            wrong = sum(dice.random() > skill for _item in range(quiz.draws)) if number < 3 else 0
            attempt = answer(attempt, wrong=wrong if passes else max(wrong, 2), at=at, dice=dice)
            if not passes:
                return
            if attempt.passed:
                record_understanding(attempt)
                return

    def plan_play(
        self, post: Employment, scenario: Scenario, at: datetime.datetime, *, turn: Assignment | None = None
    ) -> None:
        self.plan(at, lambda: self._play(post, scenario, at, turn))

    def _play(self, post: Employment, scenario: Scenario, at: datetime.datetime, turn: Assignment | None) -> None:
        mark = str(turn.public_id) if turn else ""
        dice = dice_of("play", post.staff_number, scenario.key, bool(turn))
        play(scenario, person=post.person, at=at, skill=skill_of(post) - 0.1, dice=dice, turn=mark)
        if turn:
            award(self.rule, person=post.person)
        self._note(post.person, at)

    def _note(self, person: Person, at: datetime.datetime) -> None:
        self._seen[person.pk] = max(at, self._seen.get(person.pk, at))

    def remember_visits(self) -> None:
        """Note when each was last here."""
        users = list(User.objects.filter(person__in=self._seen))
        for user in users:
            assert user.person_id is not None
            user.last_login = self._seen[user.person_id]
        User.objects.bulk_update(users, ["last_login"])


def skill_of(post: Employment) -> float:
    """Return how likely the person is right, a fraction: 0.68–0.97, everyone their own."""
    return 0.93 if post.staff_number == HEROINE else dice_of("skill", post.staff_number).uniform(0.68, 0.97)


def answer(attempt: Attempt, *, wrong: int, at: datetime.datetime, dice: random.Random) -> Attempt:
    """Answer every question, `wrong` of them wrongly, and finish."""
    items = list(attempt.items.select_related("version").order_by("order"))
    failed = set(dice.sample(range(len(items)), min(wrong, len(items))))
    for place, item in enumerate(items):
        at += datetime.timedelta(seconds=dice.randint(14, 55))
        version = item.version
        response = list(version.key)
        if place in failed:
            # One wrong option for one right: nothing is earned, whatever the type of the question.
            others = [option for option in version.options if option not in version.key]
            response = ([*version.key[:1]] if len(version.key) > 1 else []) + [dice.choice(others)]
        save_answer(attempt, item.order, response, at=at)
    return finish_attempt(attempt, at=at + datetime.timedelta(seconds=5))
