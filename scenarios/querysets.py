"""Named sets of conversations and playthroughs."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery

if TYPE_CHECKING:
    from people.models import Person


class ScenarioQuerySet(models.QuerySet[Any]):
    def playable(self) -> Self:
        """Conversations with a published version, whose id is annotated as `current_version_id`."""
        from scenarios.models import ScenarioVersion

        newest = ScenarioVersion.objects.filter(
            scenario=OuterRef("pk"), status=ScenarioVersion.Status.PUBLISHED
        ).order_by("-number")
        return self.annotate(current_version_id=Subquery(newest.values("pk")[:1])).filter(
            current_version_id__isnull=False
        )


class PlaythroughQuerySet(models.QuerySet[Any]):
    def of(self, person: "Person") -> Self:
        """What this person may open: their own runs only; a practice is nobody else's business."""
        return self.filter(person=person)

    def unfinished(self) -> Self:
        return self.filter(finished=None)

    def assessed_finished(self) -> Self:
        """The runs that count and that stand in the ledger."""
        return self.filter(mode="assessed", finished__isnull=False)

    def with_story(self) -> Self:
        """With version, texts and moves: a constant number of queries."""
        from scenarios.models import Move

        return self.select_related("version__scenario", "text", "person").prefetch_related(
            Prefetch("moves", Move.objects.order_by("sequence"))
        )
