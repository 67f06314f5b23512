"""Named sets of questions and attempts."""

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from quizzes.models import Attempt, QuestionVersion  # noqa: F401 - named in quotes below


class VersionQuerySet(models.QuerySet["QuestionVersion"]):
    def ready(self) -> "VersionQuerySet":
        """Versions that may be drawn."""
        return self.filter(status="ready")

    def of_code(self, code_ref: UUID | str) -> "VersionQuerySet":
        return self.filter(question__code_ref=code_ref)

    def about(self, clauses: "list[UUID]") -> "VersionQuerySet":
        """Versions bound to any of the clauses."""
        return self.filter(clauses__block_id__in=clauses).distinct()


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "AttemptQuerySet":
        return self.filter(finished_at=None)

    def finished(self) -> "AttemptQuerySet":
        return self.exclude(finished_at=None)

    def overdue(self, grace: datetime.timedelta, at: datetime.datetime | None = None) -> "AttemptQuerySet":
        """Open attempts whose deadline and grace have passed."""
        return self.open().filter(deadline__lt=(at or timezone.now()) - grace)
