"""What is heard from the rooms below."""

from typing import Any

from content.models import Edition
from quizzes.staleness import mark_changed


def edition_issued(sender: object, edition_id: int, **kwargs: Any) -> None:
    mark_changed(Edition.objects.get(pk=edition_id))
