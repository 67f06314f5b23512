"""The demo's files, and its calendar: the story always ends today."""

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils import timezone

HERE = Path(__file__).resolve().parent
#: Ids of clauses follow from their names in code.yaml, so that every installation has the same ones.
CLAUSES = UUID("6f0d3c8e-5a0b-4b1f-9a37-1f0d5a2c7e11")
#: The second edition is news for so many days; when it is older, all dates of the files move forward together.
FRESH_DAYS = 21
#: How long ago the second edition took effect in a story that was moved.
USUAL_AGE = 6

Texts = Mapping[str, str]


@cache
def load(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def clause_id(name: str) -> UUID:
    return uuid5(CLAUSES, name)


def clause_ids() -> dict[str, UUID]:
    """Return the id of every block that any edition has, by its name in the files."""
    base, *later = load("code.yaml")["editions"]
    names = [block["id"] for block in base["blocks"]]
    names += [change["id"] for edition in later for change in edition["changes"]]
    return {name: clause_id(name) for name in names}


@dataclass(frozen=True)
class Almanac:
    """Dates of the files as they are told today; `shift` is what was added to them."""

    now: datetime.datetime
    shift: datetime.timedelta

    @classmethod
    def of(cls, now: datetime.datetime) -> "Almanac":
        """Keep the dates while the second edition is behind and still news; otherwise move them by whole days."""
        effective: datetime.date = load("code.yaml")["editions"][-1]["effective"]
        age = (timezone.localdate(now) - effective).days
        moved = age - USUAL_AGE if not 0 <= age <= FRESH_DAYS else 0
        return cls(now, datetime.timedelta(days=moved))

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.now)

    def date(self, written: datetime.date) -> datetime.date:
        return written + self.shift

    def days_ago(self, days: int) -> datetime.date:
        return self.today - datetime.timedelta(days=days)

    def moment(self, day: datetime.date, dice: random.Random) -> datetime.datetime:
        """Return a working moment of the day, moved off the weekend; never later than an hour ago."""
        day += datetime.timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
        at = datetime.time(dice.randint(8, 16), dice.randint(0, 59), dice.randint(0, 59))
        moment = timezone.make_aware(datetime.datetime.combine(day, at))
        latest = self.now - datetime.timedelta(minutes=60 + dice.randint(0, 300))
        return min(moment, latest)

    def morning(self, day: datetime.date) -> datetime.datetime:
        """Return nine o'clock of the day."""
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
