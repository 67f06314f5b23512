"""Named sets of invitations."""

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from hiring.models import Invitation  # noqa: F401 - named in quotes below


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self, now: datetime.datetime) -> "InvitationQuerySet":
        return self.filter(Q(declined_at=None), Q(withdrawn_at=None), expires_at__gt=now)

    def to_send(self, now: datetime.datetime) -> "InvitationQuerySet":
        """Invitations whose letter waits, of candidates who have an address."""
        return self.usable(now).filter(sent_at=None).exclude(person__email="").select_related("person", "vacancy")
