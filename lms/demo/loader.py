"""Loads the demo in the order of its story: people, code, what is required, a year of work, the second edition."""

import datetime

from django.db import transaction
from django.utils import timezone, translation

from assignments.models import Assignment, Requirement
from assignments.reminders import remind
from assignments.services import enrol_newcomers
from common.errors import DomainError
from content.models import CodePage, Edition
from courses.services import publish_course
from ledger.services import seal
from lms.demo import bank, candidates, code, organisation, requirements, roleplays
from lms.demo.history import HEROINE, History, dice_of
from lms.demo.requirements import ROLE_PLAYS, RolePlayRule
from lms.demo.sources import Almanac, load
from notices.models import Notice
from people.models import Employment, Person, User
from scenarios.models import Scenario

#: Of a hundred people so many have signed the second edition by now.
SIGNED_PERCENT = 80
#: So many of those who signed have still to pass the check.
UNCHECKED = 2
#: Who has not done a role-play, beside newcomers: rule's place in ROLE_PLAYS → how many.
UNPLAYED = {3: 3, 4: 7}


def load_demo() -> None:
    """Fill the empty database; all of it or nothing. The log is sealed afterwards."""
    almanac = Almanac.of(timezone.now())
    with translation.override(organisation.LOCALE), transaction.atomic():
        _tell(almanac)
    seal()


def _tell(almanac: Almanac) -> None:
    first, second = load("code.yaml")["editions"]
    issued = almanac.date(second["act"]["date"])
    organisation.hire(almanac, until=issued)
    editor, hr = User.objects.get(username="0021"), organisation.person("0003")
    bank.load_framework()
    page = code.write(actor=editor)
    started = almanac.morning(almanac.date(first["act"]["date"]))
    bank.load_questions(page, later=False, at=started - datetime.timedelta(days=2))
    bank.make_check(page)
    scenarios = roleplays.publish(page, actor=editor, at=almanac.morning(almanac.days_ago(360)))
    publish_course(load("courses/plain-answers.yaml"))
    requirements.require_code(page, actor=hr, almanac=almanac)
    history = History(almanac, requirements.make_award_rule(page, scenarios["third-call"]))
    edition = code.issue(page, 1, actor=editor, almanac=almanac)
    _sign_first(history, edition, almanac, until=issued)
    turns = []
    for place, rule in enumerate(ROLE_PLAYS):
        scenario = scenarios[rule.scenario]
        made = requirements.require_role_play(rule, scenario, actor=hr, almanac=almanac)
        turns.append((place, rule, made, scenario))
    for place, rule, made, scenario in turns:
        _play(history, place, rule, made, scenario, almanac)
    _practise(history, scenarios, almanac)
    history.plan(almanac.morning(issued), lambda: _second_edition(history, page, editor, almanac))
    # The second edition plans its own sign-offs when it is issued: they happen in the second round.
    history.happen()
    history.happen()
    history.remember_visits()
    candidates.invite_candidates(page, actor=hr, almanac=almanac)
    _remind(almanac)


def _turns(requirement: Requirement) -> list[Assignment]:
    return list(
        Assignment.objects.open()
        .filter(requirement=requirement)
        .select_related("employment__person", "requirement")
        .order_by("employment__staff_number")
    )


def _sign_first(history: History, edition: Edition, almanac: Almanac, *, until: datetime.date) -> None:
    """Most sign within their two weeks, a few late; who came just before the next edition waits for that one."""
    effective = edition.effective
    opened = timezone.localdate(edition.issued_at)
    for post in Employment.objects.select_related("person").order_by("staff_number"):
        dice = dice_of("first", post.staff_number)
        starts = max(opened, post.hired)
        days = round(dice.triangular(1, (effective - opened).days + 12, 6))
        if dice.random() < 0.08:
            days += 9
        at = almanac.moment(starts + datetime.timedelta(days=days), dice)
        last = post.left or until
        if timezone.localdate(at) < min(last, until):
            history.plan_sign_off(post, edition, at)


def _play(
    history: History, place: int, rule: RolePlayRule, made: Requirement, scenario: Scenario, almanac: Almanac
) -> None:
    turns = _turns(made)
    dice = dice_of("unplayed", place)
    others = [turn.employment.staff_number for turn in turns if turn.employment.staff_number != HEROINE]
    unplayed = set(dice.sample(others, UNPLAYED.get(place, 0)))
    if place == len(ROLE_PLAYS) - 1:
        unplayed.add(HEROINE)
    opens, due = almanac.days_ago(rule.opened), almanac.days_ago(rule.due)
    for turn in turns:
        post = turn.employment
        dice = dice_of("when", post.staff_number, rule.scenario, place)
        starts = max(opens, post.hired)
        span = max(2, min((due - opens).days, (almanac.today - opens).days))
        day = starts + datetime.timedelta(days=round(dice.triangular(1, span + 3, span * 0.6)))
        is_newcomer = post.hired > almanac.days_ago(40)
        if post.staff_number in unplayed or is_newcomer or day >= min(post.left or almanac.today, almanac.today):
            continue
        history.plan_play(post, scenario, almanac.moment(day, dice), turn=turn)


def _practise(history: History, scenarios: dict[str, Scenario], almanac: Almanac) -> None:
    """Some try a conversation for themselves; it counts for nothing but them."""
    intake = Employment.objects.current(almanac.today).select_related("person").order_by("staff_number")
    for post in intake.filter(department=organisation.departments()["intake"]):
        dice = dice_of("practice", post.staff_number)
        if post.staff_number == HEROINE:
            history.plan_play(post, scenarios["acceptable-refusal"], almanac.moment(almanac.days_ago(4), dice))
        elif dice.random() < 0.4:
            day = almanac.days_ago(dice.randint(3, 200))
            if day > post.hired:
                history.plan_play(post, scenarios[dice.choice(roleplays.KEYS)], almanac.moment(day, dice))


def _second_edition(history: History, page: CodePage, editor: User, almanac: Almanac) -> None:
    edition = code.issue(page, 2, actor=editor, almanac=almanac)
    issued = timezone.localdate(edition.issued_at)
    bank.reconfirm_stale()
    bank.load_questions(page, later=True, at=edition.issued_at + datetime.timedelta(hours=3))
    organisation.hire(almanac, after=issued)
    enrol_newcomers(almanac.today)
    turns = list(
        Assignment.objects.open()
        .filter(cycle__edition_ref=str(edition.public_id))
        .select_related("employment__person")
        .order_by("employment__staff_number")
    )
    dice = dice_of("second edition")
    posts = [turn.employment for turn in turns if turn.employment.staff_number != HEROINE]
    signed = dice.sample(posts, len(turns) * SIGNED_PERCENT // 100)
    days = (almanac.today - issued).days
    for number, post in enumerate(signed):
        after = dice.triangular(1, max(days, 2), max(days - 6, 1))
        starts = max(issued, post.hired + datetime.timedelta(days=1))
        day = min(starts + datetime.timedelta(days=round(after)), almanac.today)
        history.plan_sign_off(post, edition, almanac.moment(day, dice), passes=number >= UNCHECKED)


def _remind(almanac: Almanac) -> None:
    """Put the reminders of the day into the inboxes; no letter leaves for addresses that nobody has."""
    remind(almanac.today)
    Notice.objects.filter(sent_at=None).update(sent_at=almanac.now)


def refuse_unless_empty(*, production: bool) -> None:
    """Raise DomainError where the demo must not go."""
    if production:
        raise DomainError("The demo, with its known passwords, is refused under production settings.")
    if Person.objects.exists():
        raise DomainError("The database has people already. The demo goes into an empty one only.")
