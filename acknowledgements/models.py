"""What was read, what was certified, what was understood: three kinds of fact about one edition and one person."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acknowledgements.querysets import SignOffQuerySet
from common.guards import append_only
from content.models import Edition
from people.models import Department, Person, Position
from quizzes.models import Attempt, Quiz


class CodeCheck(models.Model):
    """The check of understanding that a code asks for after certifying; a code without one asks for none."""

    code_ref = models.UUIDField(unique=True, help_text="translation key of the code")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", verbose_name=_("check"))

    class Meta:
        verbose_name = _("check of a code")
        verbose_name_plural = _("checks of codes")

    def __str__(self) -> str:
        return str(self.quiz)


class Reading(models.Model):
    """How far one person has come in one edition. Shown to the person; never used to rank."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="readings")
    locale = models.CharField(max_length=12)
    opened_at = models.DateTimeField(default=timezone.now)
    active_seconds = models.PositiveIntegerField(default=0)
    last_beat_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint("person", "edition", name="reading_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.edition}"

    @property
    def active_minutes(self) -> int:
        return round(self.active_seconds / 60)


@append_only()
class SignOff(models.Model):
    """The evidence that this person was shown this text and certified it. Receipt, not consent.

    `payload_digest` is the salted SHA-256 of the name, post and unit as they were, kept in `SignOffPayload`.
    """

    class Method(models.TextChoices):
        SCREEN = "screen", _("on the screen, confirmed with the password")
        SHEET = "sheet", _("on paper")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_offs")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sign_offs")
    #: The edition this person had signed before, from which the shown changes ran.
    since = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    locale = models.CharField(_("language shown"), max_length=12)
    text_sha256 = models.CharField(max_length=64)
    statement = models.TextField(_("statement"))
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.SCREEN)
    active_seconds = models.PositiveIntegerField(default=0)
    payload_digest = models.CharField(max_length=64)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-signed_at", "-pk"]
        constraints = [models.UniqueConstraint("person", "edition", name="signoff_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.person}, {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("acknowledgements:receipt", args=[self.public_id])

    @property
    def active_minutes(self) -> int:
        return round(self.active_seconds / 60)

    def facts(self) -> dict[str, object]:
        """Return what the ledger's digest covers."""
        return {
            "public_id": self.public_id,
            "person": self.person_id,
            "edition": self.edition_id,
            "since": self.since_id,
            "locale": self.locale,
            "text_sha256": self.text_sha256,
            "statement": self.statement,
            "method": self.method,
            "active_seconds": self.active_seconds,
            "payload_digest": self.payload_digest,
            "department": self.department_id,
            "position": self.position_id,
            "signed_at": self.signed_at,
        }


@append_only(erasable=True)
class SignOffPayload(models.Model):
    """Name, post and unit as they were at signing, and the salt of their digest; only an erasure removes it."""

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=64)
    full_name = models.CharField(max_length=320)
    staff_number = models.CharField(max_length=32, blank=True)
    post = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.full_name

    def facts(self) -> dict[str, object]:
        """Return what `SignOff.payload_digest` covers."""
        return {
            "salt": self.salt,
            "full_name": self.full_name,
            "staff_number": self.staff_number,
            "post": self.post,
            "unit": self.unit,
        }


@append_only()
class Understanding(models.Model):
    """The second fact: the check was passed, when, and with which attempt."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="understanding")
    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="+")
    score = models.FloatField(help_text="fraction 0–1")
    passed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("understanding")
        verbose_name_plural = _("understandings")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=1), name="understanding_score_is_a_fraction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sign_off}"

    def facts(self) -> dict[str, object]:
        """Return what the ledger's digest covers."""
        return {
            "public_id": self.public_id,
            "sign_off": self.sign_off_id,
            "attempt": self.attempt_id,
            "score": repr(float(self.score)),
            "passed_at": self.passed_at,
        }
