"""The conversations there are to play, and how far a person has come with each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from assignments.models import Assignment
from people.models import Person
from scenarios.models import Playthrough, Scenario, ScenarioText, ScenarioVersion
from scenarios.services import ASSIGNMENT_KIND


@dataclass(frozen=True)
class Entry:
    """One conversation; `words` by locale are those of its newest published version."""

    public_id: uuid.UUID
    channel: str
    version: int
    minutes: int
    client_age: int | None
    words: Mapping[str, Mapping[str, Any]]

    def title(self, locale: str) -> str:
        return str(self.in_locale(locale).get("title", ""))

    def in_locale(self, locale: str) -> Mapping[str, Any]:
        for wanted in (locale[:2], settings.LANGUAGE_CODE, *self.words):
            if wanted in self.words:
                return self.words[wanted]
        return {}


@dataclass(frozen=True)
class Standing:
    """How far the person is: the turn that is due, a run to go on with, the last results."""

    entry: Entry
    words: Mapping[str, Any]
    due: Assignment | None
    unfinished: Playthrough | None
    assessed: Playthrough | None
    practised: Playthrough | None


def read_catalogue(scenarios: "QuerySet[Scenario] | None" = None) -> list[Entry]:
    """Return every published conversation (of those given); three queries whatever their number."""
    playable = (Scenario.objects.all() if scenarios is None else scenarios).playable()  # type: ignore[attr-defined]
    by_version = {scenario.current_version_id: scenario for scenario in playable}
    graphs = ScenarioVersion.objects.in_bulk(list(by_version))
    words: dict[int, dict[str, Mapping[str, Any]]] = {}
    for text in ScenarioText.objects.filter(version__in=list(by_version)).order_by("revision"):
        words.setdefault(text.version_id, {})[text.locale] = text.texts
    return [
        Entry(
            public_id=scenario.public_id,
            channel=scenario.channel,
            version=version_id,
            minutes=graphs[version_id].graph["minutes"],
            client_age=graphs[version_id].graph["client_age"],
            words=words.get(version_id, {}),
        )
        for version_id, scenario in by_version.items()
    ]


def standings(person: Person, locale: str, scenarios: "QuerySet[Scenario] | None" = None) -> list[Standing]:
    """Return the conversations with where the person stands; what is due comes first."""
    entries = read_catalogue(scenarios)
    due: dict[str, Assignment] = {}
    turns = Assignment.objects.open().filter(person=person, requirement__kind=ASSIGNMENT_KIND)
    for turn in turns.select_related("requirement").order_by("due"):
        due.setdefault(turn.requirement.ref, turn)
    runs: dict[uuid.UUID, list[Playthrough]] = {}
    mine = Playthrough.objects.of(person).select_related("version__scenario").order_by("-started", "-pk")
    for run in mine.filter(version__scenario__public_id__in=[entry.public_id for entry in entries]):
        runs.setdefault(run.version.scenario.public_id, []).append(run)
    found = [
        Standing(
            entry=entry,
            words=entry.in_locale(locale),
            due=due.get(str(entry.public_id)),
            unfinished=_first(runs.get(entry.public_id, []), finished=False),
            assessed=_first(runs.get(entry.public_id, []), finished=True, mode="assessed"),
            practised=_first(runs.get(entry.public_id, []), finished=True, mode="practice"),
        )
        for entry in entries
    ]
    return sorted(found, key=lambda s: (s.due is None, s.due.due if s.due else None, str(s.words.get("title", ""))))


def _first(runs: list[Playthrough], *, finished: bool, mode: str = "") -> Playthrough | None:
    for run in runs:
        if (run.finished is not None) == finished and (not mode or run.mode == mode):
            return run
    return None
