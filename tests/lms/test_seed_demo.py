"""The demo: loaded once, looked at from every room; harmless the second time, refused where it must not go."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from acknowledgements.models import SignOff
from assignments.models import Assignment
from certificates.models import Certificate
from common.clock import run_step, tick_steps
from competencies.models import CurrentLevel, Evidence
from content.changes import delta
from content.models import Edition
from hiring.models import Invitation
from ledger.models import Entry
from ledger.services import verify
from lms.demo.sign_ins import CAST, demo_sign_ins
from lms.demo.sources import FRESH_DAYS, USUAL_AGE, Almanac, load
from people.models import Person, User
from quizzes.models import Attempt, QuestionVersion
from scenarios.models import Playthrough
from tests.cast import PersonFactory

STATES = Assignment.Status


def seed() -> str:
    said = StringIO()
    call_command("seed_demo", stdout=said)
    return said.getvalue()


def test_the_demo_tells_its_story(db: None) -> None:
    seed()
    _people_can_sign_in()
    _the_code_has_two_editions_in_three_languages()
    _the_bank_is_ready()
    _most_have_signed_and_some_are_late()
    _the_heroine_has_something_of_everything()
    _there_is_a_year_of_work()
    _two_candidates_stand_beside_the_profile()
    _nothing_lies_ahead()
    _the_log_is_whole()
    _the_clock_finds_little_to_do()
    entries, people = Entry.objects.count(), Person.objects.count()
    assert "already" in seed()
    assert (Entry.objects.count(), Person.objects.count()) == (entries, people)


def heroine() -> Person:
    return Person.objects.get(user__username="0107")


def _people_can_sign_in() -> None:
    assert Person.objects.filter(employments__isnull=False).count() == len(load("organisation.yaml")["people"])
    rows = demo_sign_ins()
    assert {row.role for row in rows} == set(CAST)
    for row in rows:
        assert len(row.password) >= 10
        assert authenticate(None, username=row.login, password=row.password)
    assert User.objects.filter(is_active=False).count() == 2
    assert User.objects.get(username="0003").groups.filter(name="hr").exists()


def _the_code_has_two_editions_in_three_languages() -> None:
    first, second = Edition.objects.order_by("number")
    assert (first.status, second.status) == ("superseded", "issued")
    for edition in (first, second):
        assert sorted(edition.texts.values_list("locale", flat=True)) == ["en", "ru", "uk"]
        assert edition.acts.get().date == timezone.localdate(edition.issued_at)
        assert edition.clauses.count() >= 40
    changes = delta(second, first, locale="uk")
    assert [change.number for change in changes if change.is_substantive] == ["2.3", "3.4", "3.4¹"]


def _the_bank_is_ready() -> None:
    ready = QuestionVersion.objects.ready()
    assert ready.count() == len(load("questions.yaml")) >= 30
    assert not QuestionVersion.objects.filter(status="stale").exists()
    second = Edition.objects.get(number=2)
    changed = [clause.block_id for clause in second.clauses.filter(nature="substantive")]
    asked = ready.about(changed)
    assert asked.count() >= 3
    assert all(version.created_at > second.issued_at for version in asked)


def _most_have_signed_and_some_are_late() -> None:
    second = Edition.objects.get(number=2)
    turns = Assignment.objects.filter(cycle__edition_ref=str(second.public_id))
    share = turns.completed().count() / turns.count()
    assert 0.7 < share < 0.85
    assert SignOff.objects.filter(edition=second, understanding=None).count() == 2
    assert 2 <= Assignment.objects.overdue().count() <= 6
    assert not Assignment.objects.overdue().filter(requirement__kind="code").exists()


def _the_heroine_has_something_of_everything() -> None:
    person, today = heroine(), timezone.localdate()
    mine = Assignment.objects.filter(person=person)
    step = mine.next_step(person)
    assert step.requirement.kind == "code"
    assert step.due == today + datetime.timedelta(days=5)
    assert Counter(mine.values_list("requirement__kind", "status")) == {
        ("code", STATES.COMPLETED): 1,
        ("code", STATES.OPEN): 1,
        ("scenario", STATES.COMPLETED): 1,
        ("scenario", STATES.OPEN): 1,
    }
    assert Certificate.objects.get(person=person).is_valid
    assert Playthrough.objects.get(person=person, mode="practice").finished


def _there_is_a_year_of_work() -> None:
    attempts = Attempt.objects.filter(purpose="acknowledgement")
    assert attempts.filter(passed=False).exists()
    assert attempts.filter(number__gt=1, passed=True).exists()
    assert set(Playthrough.objects.values_list("version__scenario__key", flat=True)) == {
        "third-call",
        "angry-man",
        "acceptable-refusal",
    }
    assert Playthrough.objects.filter(mode="assessed", score__lt=0.7).exists()
    assert Certificate.objects.count() > 30
    assert CurrentLevel.objects.exclude(level=None).count() > 300
    months = {
        moment.strftime("%Y-%m") for moment in Assignment.objects.completed().values_list("completed_at", flat=True)
    }
    assert len(months) >= 6


def _two_candidates_stand_beside_the_profile() -> None:
    attempts = Attempt.objects.filter(purpose="selection").finished()
    assert attempts.count() == 2
    assert Invitation.objects.filter(informed_at=None).count() == 1
    assert not Evidence.objects.filter(person__in=attempts.values("person"), purpose="appraisal").exists()


def _nothing_lies_ahead() -> None:
    now = timezone.now()
    assert not Assignment.objects.filter(completed_at__gt=now).exists()
    assert not SignOff.objects.filter(signed_at__gt=now).exists()
    assert not Playthrough.objects.filter(finished__gt=now).exists()
    for sign_off in SignOff.objects.select_related("edition"):
        assert sign_off.signed_at > sign_off.edition.issued_at


def _the_log_is_whole() -> None:
    report = verify()
    assert report.ok, report.findings[:5]
    assert report.leaves == report.entries > 1000


def _the_clock_finds_little_to_do() -> None:
    for step in tick_steps():
        result = run_step(step)
        assert not result.error
        assert result.count == 0, step.name


def test_production_refuses_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(CommandError, match="production"):
        seed()
    assert not Person.objects.exists()
    assert demo_sign_ins() == []


def test_a_house_with_people_refuses_it(db: None) -> None:
    PersonFactory.create()
    with pytest.raises(CommandError, match="people already"):
        seed()
    assert Person.objects.count() == 1
    assert demo_sign_ins() == []


@pytest.mark.parametrize(
    ("age", "shifted"),
    [
        (0, 0),
        (FRESH_DAYS, 0),
        (FRESH_DAYS + 1, FRESH_DAYS + 1 - USUAL_AGE),
        (400, 400 - USUAL_AGE),
        (-30, -30 - USUAL_AGE),
    ],
)
def test_dates_are_kept_while_the_second_edition_is_news(age: int, shifted: int) -> None:
    effective = load("code.yaml")["editions"][-1]["effective"]
    day = effective + datetime.timedelta(days=age)
    now = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    assert Almanac.of(now).shift.days == shifted
