"""Frameworks, evidence, levels, and who may see them."""

import datetime
import io
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.errors import DomainError
from competencies.models import CurrentLevel, Evidence, Framework
from competencies.services import (
    age_levels,
    competencies_by_key,
    profile,
    publish_framework,
    rebuild_levels,
    record_evidence,
    set_profile,
)
from people.models import Person
from tests.acknowledgements.conftest import FRAMEWORK
from tests.cast import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework(db: None) -> Framework:
    return publish_framework(FRAMEWORK)


def evidence(person: Person, key: str = "1", **fields: Any) -> Evidence:
    given: dict[str, Any] = {"source": "quiz", "score": 0.5, "observed": timezone.now()}
    listening = competencies_by_key()["listening"]
    return record_evidence(person=person, competency=listening, source_key=key, **{**given, **fields})


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return client


def test_the_same_source_counts_once(framework: Framework, employee: Person) -> None:
    first = evidence(employee, score=0.5)
    assert evidence(employee, score=0.9).pk == first.pk
    assert Evidence.objects.get().score == 0.5


def test_score_must_be_a_fraction(framework: Framework, employee: Person) -> None:
    with pytest.raises(ValueError, match="not a fraction"):
        evidence(employee, score=1.5)


def test_evidence_never_changes(framework: Framework, employee: Person) -> None:
    row = evidence(employee)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(score=1)


def test_level_needs_two_pieces_and_selection_stays_apart(framework: Framework, employee: Person) -> None:
    evidence(employee, "1", score=0.5)
    evidence(employee, "2", score=1.0, purpose="selection")
    assert profile(employee)[0].level is None
    evidence(employee, "3", score=0.5)
    line = profile(employee)[0]
    assert line.level == pytest.approx(2.0)
    assert line.count == 2


def test_gap_is_half_a_level_below_the_profile(framework: Framework, employee: Person) -> None:
    position = employee.primary_employment().position
    set_profile(position, framework=framework, levels={"listening": 3})
    evidence(employee, "1", score=0.6)
    evidence(employee, "2", score=0.6)
    line = profile(employee)[0]
    assert (line.required, line.is_gap) == (3, True)


def test_unknown_competency_in_a_profile_is_refused(framework: Framework, employee: Person) -> None:
    with pytest.raises(DomainError, match="juggling"):
        set_profile(employee.primary_employment().position, framework=framework, levels={"juggling": 3})


def test_levels_can_be_rebuilt_from_the_evidence_alone(framework: Framework, employee: Person) -> None:
    evidence(employee, "1", score=0.25)
    evidence(employee, "2", score=0.75)
    before = CurrentLevel.objects.get().level
    CurrentLevel.objects.all().delete()
    rebuild_levels()
    assert CurrentLevel.objects.get().level == pytest.approx(before, abs=0.01)


def test_levels_age(framework: Framework, employee: Person) -> None:
    now = timezone.now()
    evidence(employee, "1", score=0.0, observed=now - datetime.timedelta(days=1))
    evidence(employee, "2", score=1.0, observed=now, valid_until=now + datetime.timedelta(days=30))
    rebuild_levels(now + datetime.timedelta(days=31))
    assert CurrentLevel.objects.get().level is None


def test_the_clock_ages_levels_once_a_day(framework: Framework, employee: Person) -> None:
    now = timezone.now()
    evidence(employee, "1", score=0.0, observed=now - datetime.timedelta(days=1))
    evidence(employee, "2", score=1.0, observed=now, valid_until=now + datetime.timedelta(days=30))
    assert age_levels(now + datetime.timedelta(hours=23)) == 0
    assert age_levels(now + datetime.timedelta(days=31)) == 1
    assert CurrentLevel.objects.get().level is None
    assert age_levels(now + datetime.timedelta(days=31)) == 0


def test_who_may_see_a_profile(
    framework: Framework, employee: Person, colleague: Person, manager: Person, stranger: Person, hr: Person
) -> None:
    address = reverse("competencies:person", args=[employee.public_id])
    expected = {employee: 200, manager: 200, hr: 200, colleague: 404, stranger: 404}
    assert {person: sign_in(person).get(address).status_code for person in expected} == expected


def test_profile_page_gives_the_reasons(framework: Framework, employee: Person) -> None:
    evidence(employee, "1", score=0.5)
    evidence(employee, "2", score=0.5)
    page = sign_in(employee).get(reverse("competencies:person", args=[employee.public_id]), {"competency": "listening"})
    text = page.content.decode()
    assert "Why exactly 2.0" in text
    assert text.count("Check of understanding") == 2


def test_table_is_for_hr_and_costs_the_same_for_more_people(
    framework: Framework, employee: Person, hr: Person, django_assert_num_queries: Any
) -> None:
    evidence(employee, "1")
    evidence(employee, "2")
    assert sign_in(employee).get(reverse("competencies:matrix")).status_code == 404
    client = sign_in(hr)
    address = reverse("competencies:matrix")
    client.get(address)
    few = _count(client, address)
    department = employee.primary_employment().department
    for _number in range(6):
        EmploymentFactory.create(department=department)
    with django_assert_num_queries(few):
        client.get(address)


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_export_is_a_workbook_without_formulas(framework: Framework, employee: Person, hr: Person) -> None:
    employee.family_name = "=HYPERLINK(1)"
    employee.save()
    response = sign_in(hr).get(reverse("competencies:matrix-xlsx"))
    names = [row[0].value for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(min_row=2)]
    assert any(name.startswith("'=HYPERLINK") for name in names)
