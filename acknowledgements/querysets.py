"""Named sets of sign-offs."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from common.expressions import uuid_hex

if TYPE_CHECKING:
    from acknowledgements.models import SignOff  # noqa: F401 - named in a string


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def for_register(self) -> "SignOffQuerySet":
        """Sign-offs with everything a register line shows."""
        return self.select_related("payload", "edition__code", "understanding", "department", "position", "person")

    def of_code(self, code_ref: uuid.UUID | str) -> "SignOffQuerySet":
        return self.filter(edition__code_key=code_ref)

    def pending_understanding(self) -> "SignOffQuerySet":
        """Sign-offs whose check was passed while nobody listened: `tick` drains them."""
        from quizzes.models import Attempt

        passed = Attempt.objects.alias(ref=uuid_hex("purpose_ref")).filter(
            purpose="acknowledgement", ref=uuid_hex(models.OuterRef("public_id")), passed=True
        )
        return self.filter(models.Exists(passed), understanding=None)
