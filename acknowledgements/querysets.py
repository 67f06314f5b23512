"""Named sets of sign-offs."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from acknowledgements.models import SignOff


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def for_register(self) -> "SignOffQuerySet":
        """Sign-offs with everything a register line shows."""
        return self.select_related("payload", "edition__code", "understanding", "department", "position", "person")

    def of_code(self, code_ref: uuid.UUID | str) -> "SignOffQuerySet":
        return self.filter(edition__code_key=code_ref)

    def pending_understanding(self) -> "SignOffQuerySet":
        """Sign-offs whose check was passed while nobody listened: `tick` drains them."""
        from quizzes.models import Attempt

        passed = Attempt.objects.filter(
            purpose="acknowledgement",
            purpose_ref=models.functions.Cast(models.OuterRef("public_id"), models.CharField()),
            passed=True,
        )
        return self.filter(models.Exists(passed), understanding=None)
