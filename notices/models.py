"""What people are told: one row is both the letter to send and the line in the inbox."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def inbox(self, person: Person, now: datetime.datetime | None = None) -> Self:
        """What the person may see by now, the newest first."""
        return self.filter(person=person, due__lte=now or timezone.now()).order_by("-due", "-id")

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def to_send(self, now: datetime.datetime) -> Self:
        """Due, not sent, and not claimed by another sender at this moment."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, sent_at=None, due__lte=now).order_by("due", "id")


class Notice(models.Model):
    """One message to one person. `key` makes it unrepeatable: the same kind and key is the same notice.

    `context` is JSON for the templates; a value that maps language codes to texts is shown in the reader's
    language, and `path` is the address (below `BASE_URL`) the notice leads to.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    kind = models.CharField(_("kind"), max_length=64)
    key = models.CharField(max_length=128)
    context: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    due = models.DateTimeField(_("due"), default=timezone.now)
    #: Delivered: mailed, or only shown in the inbox because there is no address to mail to.
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    mailed = models.BooleanField(_("by mail"), default=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-due", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["due"], condition=Q(sent_at=None), name="notice_to_send"),
            models.Index(fields=["person", "due"], name="notice_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
