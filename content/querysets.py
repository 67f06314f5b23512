"""Named sets of editions and clauses."""

import datetime
import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from content.models import Clause, Edition  # noqa: F401


class EditionQuerySet(models.QuerySet["Edition"]):
    def of_code(self, code_ref: uuid.UUID | str) -> Self:
        return self.filter(code_key=code_ref)

    def newest(self) -> Self:
        """The last issued edition of each code."""
        return self.filter(status="issued")

    def in_force(self, on: datetime.date | None = None) -> Self:
        """Of each code the last edition that has taken effect by the day (today by default)."""
        day = on or timezone.localdate()
        later = self.model._default_manager.filter(
            code_key=models.OuterRef("code_key"), effective__lte=day, number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later), effective__lte=day)


class ClauseQuerySet(models.QuerySet["Clause"]):
    def binding_after(self, number: int) -> Self:
        """Clauses whose last substantive change came after edition `number`."""
        return self.filter(binding_since__number__gt=number)
