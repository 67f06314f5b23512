"""Vacancies, and the invitations by which candidates take an assessment without an account."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiring.querysets import InvitationQuerySet
from people.models import Person, Position
from quizzes.models import Quiz


class Vacancy(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    position = models.ForeignKey(Position, models.PROTECT, related_name="vacancies", verbose_name=_("position"))
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", verbose_name=_("assessment"))
    closes = models.DateField(_("answers are taken until"))
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hiring:vacancy", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.closes >= timezone.localdate()


class Invitation(models.Model):
    """One candidate's way in. Only the hash of the link's token is kept; a new link ends the older one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    informed_at = models.DateTimeField(null=True, blank=True)
    keeps_result = models.BooleanField(_("may be kept for other vacancies"), default=False)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint("vacancy", "person", name="invitation_once"),
            models.UniqueConstraint("token_hash", condition=~Q(token_hash=""), name="invitation_token_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.vacancy}"

    @property
    def is_usable(self) -> bool:
        """May still be opened and answered."""
        return self.declined_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
