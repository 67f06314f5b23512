"""Which completed work earns a certificate, and the certificates issued."""

import datetime
import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only
from common.texts import localized
from people.models import Person


class AwardRule(models.Model):
    """All of `conditions` completed earns the certificate, once for each edition or window they were done in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=64, unique=True)
    title = models.JSONField(_("title"), help_text="what the certificate is for, by language")
    achievement = models.JSONField(_("achievement"), help_text="what the person did, by language")
    #: Competency key → the level (0–4) that holding the certificate shows.
    competencies = models.JSONField(_("competencies"), default=dict, blank=True)
    validity_days = models.PositiveIntegerField(_("valid for, days"), null=True, blank=True)
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    signatory_post = models.CharField(_("post of the signatory"), max_length=300, blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("award rule")
        verbose_name_plural = _("award rules")
        ordering = ["key"]

    def __str__(self) -> str:
        return localized(self.title)


class AwardCondition(models.Model):
    """One activity that must be completed."""

    rule = models.ForeignKey(AwardRule, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=16)
    ref = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("rule", "kind", "ref", name="award_condition_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


@append_only()
class Certificate(models.Model):
    """A certificate as issued. `basis` names the turn it was earned in, so that a repeat issues nothing twice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=32, unique=True)
    rule = models.ForeignKey(AwardRule, models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    basis = models.CharField(max_length=64)
    locale = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    payload_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [models.UniqueConstraint("rule", "person", "basis", name="certificate_once_per_basis")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate", args=[self.public_id])

    @property
    def is_valid(self) -> bool:
        """Not revoked and not past its last day."""
        return not hasattr(self, "revocation") and (
            self.valid_until is None or self.valid_until >= timezone.localdate()
        )

    @property
    def days_left(self) -> int | None:
        return (self.valid_until - timezone.localdate()).days if self.valid_until else None

    def facts(self) -> dict[str, object]:
        """Return what the ledger's digest covers."""
        valid_until: datetime.date | None = self.valid_until
        return {
            "public_id": self.public_id,
            "number": self.number,
            "rule": self.rule_id,
            "person": self.person_id,
            "basis": self.basis,
            "locale": self.locale,
            "issued_at": self.issued_at,
            "valid_until": valid_until,
            "payload_digest": self.payload_digest,
        }


@append_only(erasable=True)
class CertificatePayload(models.Model):
    """The words printed on the certificate, the salt of their digest, and the PDF; only an erasure removes them."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=64)
    full_name = models.CharField(max_length=320)
    title = models.CharField(max_length=300)
    achievement = models.TextField()
    organisation = models.CharField(max_length=300)
    signatory = models.CharField(max_length=200, blank=True)
    signatory_post = models.CharField(max_length=300, blank=True)
    skills = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.full_name

    def facts(self) -> dict[str, object]:
        """Return what `Certificate.payload_digest` covers."""
        return {
            "salt": self.salt,
            "full_name": self.full_name,
            "title": self.title,
            "achievement": self.achievement,
            "organisation": self.organisation,
            "signatory": self.signatory,
            "signatory_post": self.signatory_post,
            "skills": self.skills,
        }


@append_only(erasable=True)
class CertificateFile(models.Model):
    """The PDF as first printed; every later download is these bytes."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    printed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.sha256


@append_only()
class Revocation(models.Model):
    """A certificate taken back: by whom, when and why."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="revocation")
    reason = models.CharField(_("reason"), max_length=500)
    revoked_at = models.DateTimeField(default=timezone.now)
    revoked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    def __str__(self) -> str:
        return f"{self.certificate}: {self.reason}"
