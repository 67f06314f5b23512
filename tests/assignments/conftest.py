"""An activity of the test's own, and a requirement of it."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from assignments import registry, services
from assignments.models import Requirement
from assignments.registry import ActivityKind, register
from people.models import Audience, Department

#: How the activity is called in each language.
TITLES = {"uk": "Кодекс етики", "ru": "Кодекс этики", "en": "Code of ethics"}


@pytest.fixture(autouse=True)
def reading() -> Iterator[ActivityKind]:
    kind = ActivityKind(
        key="reading",
        label="Reading",
        icon="book-open",
        title=lambda ref, locale: f"{TITLES[locale]} {ref}",
        url=lambda turn: f"/read/{turn.public_id}/",
        minutes=lambda turn: 4,
        choices=lambda: [("ethics", "Code of ethics"), ("memo", "A memo")],
        edition=lambda ref: "1",
    )
    known = dict(registry._kinds)
    register(kind)
    yield kind
    registry._kinds.clear()
    registry._kinds.update(known)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


RequireOf = Callable[..., Requirement]


@pytest.fixture
def require_of(db: None, today: datetime.date) -> RequireOf:
    """Require the reading of departments (everyone when none is named) and open its first cycle."""

    def require(*departments: Department, ref: str = "ethics", days: int = 10, edition: str = "1") -> Requirement:
        audience = Audience.objects.create(name="test")
        audience.departments.set(departments)
        due = today + datetime.timedelta(days=days)
        requirement = services.create_requirement(
            actor=None, kind="reading", ref=ref, audience=audience, due_on=due, due_days=14
        )
        services.open_cycle(requirement, edition_ref=edition, opens=min(today, due), due=due)
        return requirement

    return require
