"""Certificates are awarded once, printed once and revoked with a reason."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assignments.models import Assignment
from certificates.models import AwardRule, Certificate, CertificateFile, CertificatePayload, Revocation
from certificates.qr import qr_path
from common.digest import canonical_digest
from common.errors import DomainError
from common.pdf import print_pdf
from common.texts import localized
from competencies.models import TOP_LEVEL, Purpose
from competencies.services import competencies_by_key, record_evidence
from ledger.services import append
from people.models import Person, User
from people.names import spoken_name


def _completed(person: Person, rule: AwardRule) -> list[Assignment] | None:
    """Return the newest completed assignment for each condition, or None when one is missing."""
    found = []
    for condition in rule.conditions.all():
        done = (
            Assignment.objects.filter(
                person=person,
                requirement__kind=condition.kind,
                requirement__ref=condition.ref,
            )
            .completed()
            .select_related("cycle")
            .order_by("-completed_at")
            .first()
        )
        if done is None:
            return None
        found.append(done)
    return found or None


def _basis(assignments: list[Assignment]) -> str:
    """Return what names the turn: the edition signed, else the cycle of the first condition."""
    for assignment in assignments:
        if assignment.cycle.edition_ref:
            return str(assignment.cycle.edition_ref)
    return str(assignments[0].cycle.public_id)


#: Letters of a number's last group: none that is taken for another when read aloud or from paper.
_SAFE_LETTERS = "ACEHKMPTXY3479"


def _next_number(year: int) -> str:
    """Return the year's next number; its last group is random, so that numbers cannot be guessed one by one."""
    numbers = Certificate.objects.filter(number__startswith=f"{year}-").order_by("-number")
    last = numbers.values_list("number", flat=True).first()
    check = "".join(secrets.choice(_SAFE_LETTERS) for _letter in range(6))
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:05d}-{check}"


@transaction.atomic
def award(rule: AwardRule, *, person: Person, at: datetime.datetime | None = None) -> Certificate | None:
    """Issue the rule's certificate when every condition is met; a repeat returns the first one. None when not met."""
    # The rule's row is the lock: two completions at once would draw the same number.
    rule = AwardRule.objects.select_for_update().get(pk=rule.pk)
    assignments = _completed(person, rule)
    if not rule.active or assignments is None:
        return None
    basis = _basis(assignments)
    if issued := Certificate.objects.filter(rule=rule, person=person, basis=basis).first():
        return issued
    at = at or max(assignment.completed_at for assignment in assignments if assignment.completed_at)
    competencies = competencies_by_key()
    locale = person.language
    with translation.override(locale):
        payload = {
            "salt": secrets.token_hex(32),
            "full_name": spoken_name(person),
            "title": localized(rule.title, locale),
            "achievement": localized(rule.achievement, locale),
            "organisation": settings.ORGANISATION_NAME or "Kodeks",
            "signatory": rule.signatory,
            "signatory_post": rule.signatory_post,
            "skills": [
                {"name": localized(competencies[key].name, locale), "level": level}
                for key, level in rule.competencies.items()
                if key in competencies
            ],
        }
    local_day = timezone.localtime(at).date()
    certificate = Certificate.objects.create(
        number=_next_number(local_day.year),
        rule=rule,
        person=person,
        basis=basis,
        locale=locale,
        issued_at=at,
        valid_until=local_day + datetime.timedelta(days=rule.validity_days) if rule.validity_days else None,
        payload_digest=canonical_digest(payload),
    )
    CertificatePayload.objects.create(certificate=certificate, **payload)
    append(kind="certificate", subject=str(certificate.public_id), digest=canonical_digest(certificate.facts()))
    for key, level in rule.competencies.items():
        if key in competencies:
            record_evidence(
                person=person,
                competency=competencies[key],
                source="certificate",
                source_key=str(certificate.public_id),
                score=level / TOP_LEVEL,
                observed=at,
                purpose=Purpose.APPRAISAL,
            )
    return certificate


def award_for(assignment: Assignment) -> list[Certificate]:
    """Award every rule that names the assignment's activity and is now met."""
    rules = AwardRule.objects.filter(
        active=True, conditions__kind=assignment.requirement.kind, conditions__ref=assignment.requirement.ref
    ).distinct()
    return [issued for rule in rules if (issued := award(rule, person=assignment.person))]


def pending_awards() -> "QuerySet[Assignment]":
    """Return completed assignments that have met a rule in full while its certificate is not there yet."""
    due = Q(pk__in=[])
    for rule in AwardRule.objects.filter(active=True).prefetch_related("conditions"):
        named, met = Q(pk__in=[]), Q()
        for condition in rule.conditions.all():
            activity = {"requirement__kind": condition.kind, "requirement__ref": condition.ref}
            named |= Q(**activity)
            met &= Q(Exists(Assignment.objects.completed().filter(person=OuterRef("person"), **activity)))
        held = Certificate.objects.filter(rule=rule, person=OuterRef("person"), issued_at__gte=OuterRef("completed_at"))
        due |= named & met & ~Q(Exists(held))
    return Assignment.objects.completed().filter(due)


def settle_award(assignment_id: int) -> list[Certificate]:
    """Award what the completed assignment has earned; used by the handler and by the clock."""
    return award_for(Assignment.objects.select_related("requirement", "person").get(pk=assignment_id))


def verification_url(certificate: Certificate) -> str:
    """Return the absolute address that the QR code carries."""
    return settings.BASE_URL.rstrip("/") + reverse("certificates:verify", args=[certificate.public_id])


@transaction.atomic
def printed(certificate: Certificate) -> CertificateFile:
    """Return the PDF/A-2b of the certificate, printed on first use and kept. Raises DomainError after an erasure."""
    # Two first downloads at once must end in the same bytes: the certificate's row is the lock.
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if kept := CertificateFile.objects.filter(certificate=certificate).first():
        return kept
    payload = CertificatePayload.objects.filter(certificate=certificate).first()
    if payload is None:
        raise DomainError(_("The personal data of this certificate were erased; there is nothing to print."))
    url = verification_url(certificate)
    with translation.override(certificate.locale):
        html = render_to_string(
            "certificates/print.html",
            {"certificate": certificate, "payload": payload, "url": url, "qr": qr_path(url), "levels": range(4)},
        )
    pdf = print_pdf(html)
    return CertificateFile.objects.create(certificate=certificate, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())


@transaction.atomic
def revoke(certificate: Certificate, *, actor: User, reason: str) -> Revocation:
    """Take the certificate back; the public page says that it is revoked, never why."""
    if not reason.strip():
        raise DomainError(_("Say why the certificate is revoked."))
    revocation, created = Revocation.objects.get_or_create(
        certificate=certificate, defaults={"reason": reason.strip(), "revoked_by": actor}
    )
    if created:
        append(
            kind="revocation",
            subject=str(certificate.public_id),
            digest=canonical_digest({"certificate": certificate.public_id, "reason": revocation.reason}),
        )
    return revocation
