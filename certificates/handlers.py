"""What is heard from the rooms below."""

from typing import Any

from certificates.services import settle_award


def assignment_completed(sender: object, assignment_id: int, **kwargs: Any) -> None:
    settle_award(assignment_id)
