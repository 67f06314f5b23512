"""Reading is noted, familiarisation certified, understanding recorded."""

import datetime
import secrets
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import CodeCheck, Reading, SignOff, SignOffPayload, Understanding
from acknowledgements.statements import statement
from assignments import services as assignments
from assignments.models import Assignment
from common.digest import canonical_digest
from common.errors import DomainError
from common.expressions import uuid_hex
from content.models import Edition, EditionText
from ledger.services import append
from people.models import Person
from people.names import full_name
from quizzes.models import Attempt

#: The purpose of an attempt at the check of a code; its reference is the sign-off's public id.
PURPOSE = "acknowledgement"

#: A page reports activity every 15 s; a gap longer than this is not counted as reading (seconds).
LONGEST_BEAT = 30


class StaleEdition(DomainError):
    """The text on the screen is no longer the one to sign."""


def last_signed(person: Person, edition: Edition) -> Edition | None:
    """Return the newest edition of the same code that the person signed before this one."""
    sign_off = (
        SignOff.objects.of_code(edition.code_key)
        .filter(person=person, edition__number__lt=edition.number)
        .select_related("edition")
        .order_by("-edition__number")
        .first()
    )
    return sign_off.edition if sign_off else None


def open_reading(person: Person, edition: Edition, *, locale: str, at: datetime.datetime | None = None) -> Reading:
    """Note that the person opened the edition; the first opening stays."""
    reading, _created = Reading.objects.get_or_create(
        person=person, edition=edition, defaults={"locale": locale, "opened_at": at or timezone.now()}
    )
    return reading


@transaction.atomic
def beat(person: Person, edition: Edition, *, at: datetime.datetime | None = None) -> Reading:
    """Count the time since the last beat as active reading; the server's clock measures, a hidden tab sends none."""
    at = at or timezone.now()
    # Two tabs beat at once: without the lock both would add the same seconds.
    reading = Reading.objects.select_for_update().get(person=person, edition=edition)
    since = reading.last_beat_at
    if since and at > since:
        seconds = (at - since).total_seconds()
        if seconds <= LONGEST_BEAT:
            reading.active_seconds += round(seconds)
    reading.last_beat_at = at
    reading.save(update_fields=["active_seconds", "last_beat_at"])
    return reading


def check_of(edition: Edition) -> CodeCheck | None:
    """Return the check that the edition's code asks for."""
    return CodeCheck.objects.filter(code_ref=edition.code_key).select_related("quiz").first()


@transaction.atomic
def certify(
    *, person: Person, edition: Edition, locale: str, text_sha256: str, at: datetime.datetime | None = None
) -> SignOff:
    """Record that the person was shown exactly this text and certified it; a repeat returns the first row.

    Raises StaleEdition when a newer edition was issued meanwhile or the text is not the edition's.
    """
    at = at or timezone.now()
    if signed := SignOff.objects.filter(person=person, edition=edition).first():
        return signed
    # An edition issued between showing and signing must not slip under the signature: the row is read under a lock
    # that issuing takes too, and the text on the screen is named by its hash.
    newest = Edition.objects.select_for_update().of_code(edition.code_key).newest().first()
    if newest is None or newest.pk != edition.pk:
        raise StaleEdition(
            _("A newer edition was issued while you were reading. Nothing was signed; please read the new text.")
        )
    text = EditionText.objects.select_related("edition__code").filter(edition=edition, locale=locale).first()
    if text is None or text.sha256 != text_sha256:
        raise StaleEdition(
            _("The text on your screen is not the text of this edition. Nothing was signed; please open it again.")
        )
    employment = person.primary_employment(timezone.localdate(at))
    if employment is None:
        raise DomainError(_("Only people who hold a post certify familiarisation."))
    since = last_signed(person, edition)
    payload = {
        "salt": secrets.token_hex(32),
        "full_name": full_name(person),
        "staff_number": employment.staff_number,
        "post": employment.position.name,
        "unit": employment.department.name,
    }
    reading = Reading.objects.filter(person=person, edition=edition).first()
    sign_off, created = SignOff.objects.get_or_create(
        person=person,
        edition=edition,
        defaults={
            "since": since,
            "locale": locale,
            "text_sha256": text.sha256,
            "statement": statement(text, edition.acts.first(), first_reading=since is None),
            "active_seconds": reading.active_seconds if reading else 0,
            "payload_digest": canonical_digest(payload),
            "department": employment.department,
            "position": employment.position,
            "signed_at": at,
        },
    )
    if created:
        SignOffPayload.objects.create(sign_off=sign_off, **payload)
        append(kind="sign_off", subject=str(sign_off.public_id), digest=canonical_digest(sign_off.facts()))
        if check_of(edition) is None:
            _complete(sign_off, at)
    return sign_off


def _complete(sign_off: SignOff, at: datetime.datetime) -> None:
    assignments.complete(
        kind="code",
        ref=str(sign_off.edition.code_key),
        person=sign_off.person,
        at=at,
        source=f"sign_off:{sign_off.public_id}",
        edition_ref=str(sign_off.edition.public_id),
    )


@transaction.atomic
def record_understanding(attempt: Attempt) -> Understanding | None:
    """Record that a passed check completes its sign-off; anything but a passed check changes nothing."""
    if attempt.purpose != PURPOSE or not attempt.passed or attempt.finished_at is None:
        return None
    sign_off = SignOff.objects.filter(public_id=uuid.UUID(attempt.purpose_ref), person=attempt.person).first()
    if sign_off is None:
        return None
    understanding, created = Understanding.objects.get_or_create(
        sign_off=sign_off,
        defaults={"attempt": attempt, "score": attempt.score or 0.0, "passed_at": attempt.finished_at},
    )
    if created:
        append(
            kind="understanding",
            subject=str(understanding.public_id),
            digest=canonical_digest(understanding.facts()),
        )
        _complete(sign_off, attempt.finished_at)
    return understanding


def settle_understanding(sign_off_id: int) -> None:
    """Record the passed check of a sign-off that no handler heard of."""
    sign_off = SignOff.objects.get(pk=sign_off_id)
    attempt = Attempt.objects.filter(
        purpose=PURPOSE, purpose_ref=str(sign_off.public_id), passed=True, finished_at__isnull=False
    ).first()
    if attempt:
        record_understanding(attempt)


def pending_completions() -> QuerySet[Assignment]:
    """Return open turns of people who have signed (and understood, where asked) the very edition already."""
    done = SignOff.objects.alias(edition_ref=uuid_hex("edition__public_id")).filter(
        person=OuterRef("person"), edition_ref=uuid_hex(OuterRef("cycle__edition_ref"))
    )
    checked = CodeCheck.objects.alias(ref=uuid_hex("code_ref")).filter(ref=uuid_hex(OuterRef("requirement__ref")))
    return (
        Assignment.objects.open()
        .filter(requirement__kind="code")
        .filter(Exists(done.filter(understanding__isnull=False)) | (Exists(done) & ~Exists(checked)))
    )


def settle_completion(assignment_id: int) -> None:
    """Complete a turn that was opened after its person had signed."""
    assignment = Assignment.objects.select_related("cycle", "person").get(pk=assignment_id)
    sign_off = (
        SignOff.objects.filter(person=assignment.person, edition__public_id=assignment.cycle.edition_ref)
        .select_related("edition", "person", "understanding")
        .get()
    )
    understanding = getattr(sign_off, "understanding", None)
    _complete(sign_off, understanding.passed_at if understanding else sign_off.signed_at)
