"""Certificates are earned once, printed once, verified by anyone and revoked by HR."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from acknowledgements.services import PURPOSE
from acknowledgements.services import certify as certify_edition
from certificates.models import AwardRule, Certificate
from certificates.services import award, printed, revoke
from certificates.views import masked_name
from common.errors import DomainError
from common.guards import erasing
from common.pdf import asset_fetcher
from competencies.models import Evidence
from people.models import Person
from quizzes.services import start_attempt
from tests.acknowledgements.conftest import amend, answer_all, house, tick

__all__ = ["amend", "house"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(house: SimpleNamespace) -> AwardRule:
    made = AwardRule.objects.create(
        key="service",
        title={"en": "Serving residents", "uk": "Служіння мешканцям"},
        achievement={"en": "read the code and passed the check", "uk": "прочитала кодекс і склала перевірку"},
        competencies={"listening": 3},
        validity_days=365,
        signatory="Олена Савицька",
        signatory_post="директорка",
    )
    made.conditions.create(kind="code", ref=str(house.code.translation_key))
    return made


def do_everything(person: Person, house: SimpleNamespace, edition: Any) -> None:
    """Sign the edition and pass its check; what follows is left to the clock."""
    sha = edition.texts.get(locale="uk").sha256
    signed = certify_edition(person=person, edition=edition, locale="uk", text_sha256=sha)
    attempt = start_attempt(house.quiz, person=person, purpose=PURPOSE, purpose_ref=str(signed.public_id), locale="uk")
    answer_all(attempt, right=True)
    tick()


@pytest.fixture
def certificate(house: SimpleNamespace, rule: AwardRule, employee: Person) -> Certificate:
    do_everything(employee, house, house.first)
    return Certificate.objects.get(person=employee)


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return client


def test_nothing_is_awarded_before_the_conditions_are_met(rule: AwardRule, employee: Person) -> None:
    assert award(rule, person=employee) is None


def test_completed_work_earns_one_certificate_and_evidence(certificate: Certificate, rule: AwardRule) -> None:
    tick()
    assert award(rule, person=certificate.person) == certificate
    assert Certificate.objects.count() == 1
    assert Evidence.objects.get(source="certificate").score == 0.75
    assert certificate.payload.full_name == "Соломія Андріївна Терлецька"


def test_next_edition_earns_the_next_certificate(
    certificate: Certificate, house: SimpleNamespace, employee: Person, amend: Any
) -> None:
    second = amend()
    for version in house.versions:
        version.refresh_from_db()
    do_everything(employee, house, second)
    assert Certificate.objects.filter(person=employee).count() == 2


def test_pdf_is_archival_embeds_its_fonts_and_never_changes(certificate: Certificate) -> None:
    file = printed(certificate)
    reader = PdfReader(io.BytesIO(bytes(file.pdf)))
    assert len(reader.pages) == 1
    assert b"pdfaid:part" in bytes(reader.xmp_metadata.stream.get_data())
    text = reader.pages[0].extract_text()
    assert "Соломія Андріївна Терлецька" in " ".join(text.split())
    resources: Any = reader.pages[0]["/Resources"]
    assert resources["/Font"]
    for font in resources["/Font"].values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    assert printed(certificate).sha256 == file.sha256


def test_printing_reaches_nothing_outside_our_assets(tmp_path: Path, settings: Settings) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    own = asset_fetcher()
    assert own.fetch("asset:print/certificate.css").read().startswith(b"/*")
    inside = Path(settings.BASE_DIR, "static", "kodeks", "print", "certificate.css")
    others = (
        secret.as_uri(),
        inside.as_uri(),
        "http://127.0.0.1:9/x.png",
        "data:text/css,p{}",
        "https:print/certificate.css",
    )
    for address in (*others, "asset:../../manage.py", "asset:/../../lms/settings.py", f"asset:{secret}"):
        with pytest.raises(ValueError, match="refused"):
            own.fetch(address)


def test_name_with_markup_is_printed_as_text(house: SimpleNamespace, rule: AwardRule, employee: Person) -> None:
    employee.given_name = "<b onclick=x>Соломія</b>"
    employee.save()
    do_everything(employee, house, house.first)
    page = sign_in(employee).get(Certificate.objects.get().get_absolute_url())
    assert b"&lt;b onclick=x&gt;" in page.content
    assert b"<b onclick" not in page.content


def test_public_page_shows_no_more_than_needed(certificate: Certificate, client: Client) -> None:
    page = client.get(reverse("certificates:verify", args=[certificate.public_id]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Genuine and valid" in text
    assert "Соломія Т." in text
    assert "Терлецька" not in text
    assert certificate.person.email not in text


def test_number_finds_the_page_and_an_unknown_one_says_so(certificate: Certificate, client: Client) -> None:
    found = client.get(reverse("certificates:find"), {"number": certificate.number.lower()})
    assert found.headers["Location"] == reverse("certificates:verify", args=[certificate.public_id])
    unknown = client.get(reverse("certificates:find"), {"number": "2026-00001-XXXXXX"})
    assert "There is no such certificate" in unknown.content.decode()


def test_another_persons_certificate_answers_404(certificate: Certificate, colleague: Person, hr: Person) -> None:
    for name in ("certificates:certificate", "certificates:pdf"):
        address = reverse(name, args=[certificate.public_id])
        assert sign_in(colleague).get(address).status_code == 404
        assert sign_in(certificate.person).get(address).status_code == 200
        assert sign_in(hr).get(address).status_code == 200


def test_revoking_needs_a_reason_and_shows_on_the_public_page(
    certificate: Certificate, hr: Person, employee: Person, client: Client
) -> None:
    with pytest.raises(DomainError):
        revoke(certificate, actor=hr.user, reason="  ")
    address = reverse("certificates:revoke", args=[certificate.public_id])
    assert sign_in(employee).post(address, {"reason": "x"}).status_code == 404
    sign_in(hr).post(address, {"reason": "issued by mistake"})
    page = client.get(reverse("certificates:verify", args=[certificate.public_id])).content.decode()
    assert "revoked" in page
    assert "mistake" not in page


def test_an_erased_certificate_says_that_there_is_nothing_to_print(certificate: Certificate) -> None:
    with erasing():
        certificate.payload.delete()
    reader = sign_in(certificate.person)
    address = reverse("certificates:pdf", args=[certificate.public_id])
    assert "erased" in reader.get(address, follow=True).content.decode()


def test_list_costs_the_same_for_one_and_many(certificate: Certificate, django_assert_num_queries: Any) -> None:
    client = sign_in(certificate.person)
    address = reverse("certificates:list")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(5):
        Certificate.objects.create(
            number=f"2026-9{number}",
            rule=certificate.rule,
            person=certificate.person,
            basis=str(number),
            locale="en",
            issued_at=certificate.issued_at,
            payload_digest="0" * 64,
        )
    with django_assert_num_queries(len(one)):
        assert client.get(address).content.count(b"2026-9") >= 5


def test_masked_name() -> None:
    assert masked_name("Соломія Андріївна Терлецька") == "Соломія Т."
    assert masked_name("Сократ") == "С."
