"""Certifying, understanding, and what they complete."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from acknowledgements import services
from acknowledgements.models import SignOff, Understanding
from assignments.models import Assignment
from competencies.models import Evidence
from content.models import Edition
from ledger import services as ledger
from people.models import Person
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.acknowledgements.conftest import answer_all, tick

pytestmark = pytest.mark.django_db


def certify(person: Person, edition: Edition) -> SignOff:
    text = edition.texts.get(locale="uk")
    return services.certify(person=person, edition=edition, locale="uk", text_sha256=text.sha256)


def open_check(sign_off: SignOff, house: SimpleNamespace) -> Attempt:
    return start_attempt(
        house.quiz,
        person=sign_off.person,
        purpose=services.PURPOSE,
        purpose_ref=str(sign_off.public_id),
        locale="uk",
    )


def turn(person: Person) -> Assignment:
    return Assignment.objects.filter(person=person, requirement__kind="code").order_by("-pk")[0]


def test_sign_off_names_who_what_and_when(house: SimpleNamespace, employee: Person) -> None:
    signed = certify(employee, house.first)
    text = house.first.texts.get(locale="uk")
    assert (signed.text_sha256, signed.locale, signed.since) == (text.sha256, "uk", None)
    assert signed.payload.full_name == "Терлецька Соломія Андріївна"
    assert signed.payload.post == "Оператор"
    assert signed.payload.unit == "Приймання звернень"
    assert "31-к" in signed.statement


def test_repeated_certifying_returns_the_first(house: SimpleNamespace, employee: Person) -> None:
    first = certify(employee, house.first)
    assert certify(employee, house.first).pk == first.pk
    assert SignOff.objects.count() == 1


def test_another_text_is_refused(house: SimpleNamespace, employee: Person) -> None:
    with pytest.raises(services.StaleEdition):
        services.certify(person=employee, edition=house.first, locale="uk", text_sha256="0" * 64)
    assert not SignOff.objects.exists()


def test_a_newer_edition_never_slips_under_a_signature(house: SimpleNamespace, employee: Person, amend: Any) -> None:
    amend()
    with pytest.raises(services.StaleEdition):
        certify(employee, house.first)


def test_turn_is_done_when_both_facts_are_there(
    house: SimpleNamespace, employee: Person, django_capture_on_commit_callbacks: Any
) -> None:
    signed = certify(employee, house.first)
    assert turn(employee).status == Assignment.Status.OPEN
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(open_check(signed, house), right=True)
    assert Understanding.objects.get().sign_off == signed
    done = turn(employee)
    assert done.status == Assignment.Status.COMPLETED
    assert done.source == f"sign_off:{signed.public_id}"
    assert Evidence.objects.get().score == 1


def test_failed_check_leaves_the_sign_off_and_may_be_tried_again(
    house: SimpleNamespace, employee: Person, django_capture_on_commit_callbacks: Any
) -> None:
    signed = certify(employee, house.first)
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(open_check(signed, house), right=False)
    assert SignOff.objects.filter(pk=signed.pk).exists()
    assert not Understanding.objects.exists()
    again = open_check(signed, house)
    assert again.number == 2


def test_tick_records_what_no_handler_heard(house: SimpleNamespace, employee: Person) -> None:
    signed = certify(employee, house.first)
    answer_all(open_check(signed, house), right=True)
    assert not Understanding.objects.exists(), "callbacks are not run in this test, as if the handler had died"
    tick()
    assert Understanding.objects.get().sign_off == signed
    assert turn(employee).status == Assignment.Status.COMPLETED
    tick()
    assert Understanding.objects.count() == 1


def test_turn_opened_after_signing_is_completed_by_tick(house: SimpleNamespace, employee: Person) -> None:
    signed = certify(employee, house.first)
    answer_all(open_check(signed, house), right=True)
    tick()
    Assignment.objects.filter(person=employee).update(status=Assignment.Status.OPEN, completed_at=None, source="")
    tick()
    assert turn(employee).status == Assignment.Status.COMPLETED


def test_delta_runs_from_the_own_last_signature(house: SimpleNamespace, employee: Person, amend: Any) -> None:
    certify(employee, house.first)
    amend()
    third = amend("Час очікування називають чесно, точно й одразу.", "33-к")
    assert services.last_signed(employee, third) == house.first
    signed = certify(employee, third)
    assert signed.since == house.first
    assert "changes" not in signed.statement or "33-к" in signed.statement


def test_new_edition_replaces_the_open_turn(house: SimpleNamespace, employee: Person, amend: Any) -> None:
    old = turn(employee)
    second = amend()
    old.refresh_from_db()
    assert old.status == Assignment.Status.SUPERSEDED
    assert turn(employee).cycle.edition_ref == str(second.public_id)


def test_sign_offs_cannot_be_altered_and_tampering_is_named(house: SimpleNamespace, employee: Person) -> None:
    signed = certify(employee, house.first)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignOff.objects.filter(pk=signed.pk).update(locale="ru")
    with pytest.raises(DatabaseError), transaction.atomic():
        signed.payload.delete()
    ledger.seal()
    assert not ledger.verify().findings


def test_active_seconds_count_beats_but_no_gaps(house: SimpleNamespace, employee: Person) -> None:
    services.open_reading(employee, house.first, locale="uk")
    start = timezone.now()
    for seconds in (0, 15, 30, 300, 310):
        reading = services.beat(employee, house.first, at=start + datetime.timedelta(seconds=seconds))
    assert reading.active_seconds == 40
