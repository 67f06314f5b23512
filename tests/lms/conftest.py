"""A made-up activity, and turns of it in any state."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from assignments import registry
from assignments.models import Assignment, Cycle, Requirement
from assignments.registry import ActivityKind
from people.models import Audience, Person

GiveTurn = Callable[..., Assignment]


@pytest.fixture(autouse=True)
def memo_kind() -> Iterator[None]:
    """An activity that no room owns, so that these tests stand on assignments alone."""
    registry.register(
        ActivityKind(
            key="memo",
            label="Memo",
            icon="file-text",
            title=lambda ref, locale: f"Memo {ref}",
            url=lambda assignment: f"/memo/{assignment.public_id}/",
            minutes=lambda assignment: 5,
        )
    )
    yield
    registry._kinds.pop("memo", None)


@pytest.fixture
def give_turn(db: None) -> GiveTurn:
    """Give a person a turn that is due in so many days (negative: overdue), or was done so many days ago."""

    def give(person: Person, title: str = "Memo", *, due_in: int = 10, done_ago: int | None = None, **more: Any) -> Any:
        today = timezone.localdate()
        requirement = Requirement.objects.filter(ref=title).first()
        if requirement is None:
            audience = Audience.objects.create(name=f"For {title}")
            requirement = Requirement.objects.create(
                kind="memo", ref=title, title={"uk": title, "en": title}, audience=audience, due_on=today
            )
        cycle, _created = Cycle.objects.get_or_create(
            requirement=requirement,
            edition_ref="",
            defaults={
                "opens": today - datetime.timedelta(days=60),
                "due": today + datetime.timedelta(days=max(due_in, 0)),
            },
        )
        post = person.primary_employment()
        assert post is not None
        done = {}
        if done_ago is not None:
            done = {"status": "completed", "completed_at": timezone.now() - datetime.timedelta(days=done_ago)}
        return Assignment.objects.create(
            requirement=requirement,
            cycle=cycle,
            person=person,
            employment=post,
            department=post.department,
            due=today + datetime.timedelta(days=due_in),
            **done,
            **more,
        )

    return give
