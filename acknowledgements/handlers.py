"""What is heard from the rooms below."""

from typing import Any

from acknowledgements.services import record_understanding
from quizzes.models import Attempt


def attempt_finished(sender: object, attempt_id: int, **kwargs: Any) -> None:
    record_understanding(Attempt.objects.get(pk=attempt_id))
