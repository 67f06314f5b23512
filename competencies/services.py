"""Frameworks and profiles come in, evidence is recorded, levels follow."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.digest import canonical_digest
from common.errors import DomainError
from competencies import rollup
from competencies.models import (
    Competency,
    CompetencyGroup,
    CurrentLevel,
    Evidence,
    Framework,
    Indicator,
    Level,
    PositionRequirement,
    Purpose,
)
from ledger.services import append
from people.models import Person, Position

#: How much one result of each source says, before it ages.
SOURCE_WEIGHTS = {"quiz": 0.6, "scenario": 1.0, "certificate": 0.5, "observation": 1.0, "self": 0.3}


@dataclass(frozen=True)
class CompetencyLevel:
    """A line of a profile: required and shown levels 0–4; `level` is None with too little evidence."""

    competency: Competency
    required: int | None
    level: float | None
    error: float | None
    count: int

    @property
    def is_gap(self) -> bool:
        """Half a level or more below what the position needs."""
        return self.required is not None and self.level is not None and self.level <= self.required - 0.5


@transaction.atomic
def publish_framework(data: Mapping[str, Any]) -> Framework:
    """Make the framework's next version from a mapping with `key`, `name`, `levels`, `groups`, `competencies`."""
    newest = Framework.objects.filter(key=data["key"]).first()
    framework = Framework.objects.create(
        key=data["key"], name=data["name"], version=newest.version + 1 if newest else 1
    )
    Level.objects.bulk_create(
        Level(framework=framework, value=level["value"], name=level["name"]) for level in data["levels"]
    )
    groups = {
        group["key"]: CompetencyGroup.objects.create(
            framework=framework, key=group["key"], name=group["name"], order=order
        )
        for order, group in enumerate(data["groups"])
    }
    for order, item in enumerate(data["competencies"]):
        if item["group"] not in groups:
            raise DomainError(_("The competency “%(key)s” names an unknown group.") % {"key": item["key"]})
        competency = Competency.objects.create(
            framework=framework,
            group=groups[item["group"]],
            key=item["key"],
            name=item["name"],
            definition=item["definition"],
            order=order,
        )
        Indicator.objects.bulk_create(
            Indicator(competency=competency, level=int(level), text=text)
            for level, text in item.get("indicators", {}).items()
        )
    return framework


@transaction.atomic
def set_profile(position: Position, *, framework: Framework, levels: Mapping[str, int]) -> None:
    """Replace the position's profile within the framework: competency key → required level."""
    competencies = {item.key: item for item in framework.competencies.all()}
    if unknown := set(levels) - set(competencies):
        raise DomainError(_("Unknown competencies: %(keys)s.") % {"keys": ", ".join(sorted(unknown))})
    PositionRequirement.objects.filter(position=position, competency__framework=framework).delete()
    PositionRequirement.objects.bulk_create(
        PositionRequirement(position=position, competency=competencies[key], level=level)
        for key, level in levels.items()
    )


def competencies_by_key(framework: Framework | None = None) -> dict[str, Competency]:
    """Return key → competency of the framework, or of the newest one."""
    framework = framework or Framework.objects.order_by("-created_at", "-pk").first()
    return {item.key: item for item in framework.competencies.all()} if framework else {}


@transaction.atomic
def record_evidence(
    *,
    person: Person,
    competency: Competency,
    source: str,
    source_key: str,
    score: float,
    observed: datetime.datetime,
    purpose: str = Purpose.APPRAISAL,
    weight: float | None = None,
    revision: str = "",
    valid_until: datetime.datetime | None = None,
) -> Evidence:
    """Record one fact once: a repeat with the same source returns the first row. Score is a fraction 0–1."""
    if not 0 <= score <= 1:
        raise ValueError(f"score {score} is not a fraction")
    evidence, created = Evidence.objects.get_or_create(
        competency=competency,
        source=source,
        source_key=source_key,
        revision=revision,
        defaults={
            "person": person,
            "purpose": purpose,
            "score": score,
            "weight": SOURCE_WEIGHTS[source] if weight is None else weight,
            "observed": observed,
            "valid_until": valid_until,
        },
    )
    if created:
        append(kind="evidence", subject=str(evidence.public_id), digest=canonical_digest(evidence.facts()))
        refresh_levels(person, competencies=[competency], purpose=purpose)
    return evidence


def refresh_levels(
    person: Person,
    *,
    purpose: str = Purpose.APPRAISAL,
    competencies: Sequence[Competency] | None = None,
    at: datetime.datetime | None = None,
) -> None:
    """Work the person's cached levels out anew from the evidence, for the competencies given or for all."""
    at = at or timezone.now()
    rows = Evidence.objects.filter(person=person, purpose=purpose, superseded_by=None)
    if competencies is not None:
        rows = rows.filter(competency__in=competencies)
    facts: dict[int, list[rollup.Fact]] = {}
    for row in rows:
        facts.setdefault(row.competency_id, []).append(
            rollup.Fact(row.score, row.weight, row.observed, row.valid_until)
        )
    standings = {key: rollup.current_level(found, at) for key, found in facts.items()}
    CurrentLevel.objects.bulk_create(
        [
            CurrentLevel(
                person=person,
                competency_id=key,
                purpose=purpose,
                level=standing.level,
                error=standing.error,
                count=standing.count,
                policy_version=rollup.CURRENT.version,
                computed_at=at,
            )
            for key, standing in standings.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "competency", "purpose"],
        update_fields=["level", "error", "count", "policy_version", "computed_at"],
    )


#: A cached level is worked out anew when it is this old; so many people in one round of the clock.
STALE_AFTER = datetime.timedelta(days=1)
AGE_BATCH = 500


def age_levels(at: datetime.datetime | None = None) -> int:
    """Age the levels that were last worked out a day ago or earlier; returns how many people were done."""
    at = at or timezone.now()
    stale = CurrentLevel.objects.filter(computed_at__lt=at - STALE_AFTER).order_by("person", "purpose")
    pairs = list(stale.values_list("person", "purpose").distinct()[:AGE_BATCH])
    people = Person.objects.in_bulk({person for person, _purpose in pairs})
    for person, purpose in pairs:
        with transaction.atomic():
            refresh_levels(people[person], purpose=purpose, at=at)
    return len(pairs)


def rebuild_levels(at: datetime.datetime | None = None) -> int:
    """Age every cached level to the moment; returns how many people were worked out."""
    pairs = Evidence.objects.order_by().values_list("person", "purpose").distinct()
    people = Person.objects.in_bulk({person for person, _purpose in pairs})
    for person, purpose in pairs:
        with transaction.atomic():
            refresh_levels(people[person], purpose=purpose, at=at)
    return len(people)


def profile(
    person: Person, *, purpose: str = Purpose.APPRAISAL, position: Position | None = None
) -> list[CompetencyLevel]:
    """Return every competency of the newest framework with what the position needs and what the person has shown."""
    framework = Framework.objects.order_by("-created_at", "-pk").first()
    if framework is None:
        return []
    if position is None and (employment := person.primary_employment()):
        position = employment.position
    required = (
        dict(PositionRequirement.objects.filter(position=position).values_list("competency_id", "level"))
        if position
        else {}
    )
    shown = {row.competency_id: row for row in CurrentLevel.objects.filter(person=person, purpose=purpose)}
    lines = []
    for competency in framework.competencies.select_related("group"):
        row = shown.get(competency.pk)
        lines.append(
            CompetencyLevel(
                competency=competency,
                required=required.get(competency.pk),
                level=row.level if row else None,
                error=row.error if row else None,
                count=row.count if row else 0,
            )
        )
    return lines
