"""From dated evidence to a level: the stated policy, without a database.

Weighted mean with exponential decay: a piece of evidence weighs half as much after each half-life. The error is the
standard error of a weighted mean with Kish's effective sample size (Kish, Survey Sampling, 1965, 11.7):
n_eff = (Σw)² / Σw². Spread is estimated from the scores, with a floor, because three equal scores prove no precision.
"""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

#: Least standard deviation of one piece of evidence, in levels.
LEAST_SPREAD = 0.4


@dataclass(frozen=True)
class Policy:
    """How evidence counts: half-life in days, least number of pieces, highest level of the scale."""

    version: int = 1
    half_life: float = 182.0
    least_count: int = 2
    top: int = 4


@dataclass(frozen=True)
class Fact:
    """One piece of evidence: score as a fraction 0–1, its own weight, when it was observed and until when it holds."""

    score: float
    weight: float
    observed: datetime.datetime
    valid_until: datetime.datetime | None = None


@dataclass(frozen=True)
class Standing:
    """What the evidence says: level 0–4 and its standard error, or None with too little evidence."""

    level: float | None
    error: float | None
    count: int


CURRENT = Policy()


def decayed_weight(fact: Fact, at: datetime.datetime, policy: Policy = CURRENT) -> float:
    """Return the weight at the moment: halved every half-life, zero when no longer valid or not yet observed."""
    if fact.observed > at or (fact.valid_until and fact.valid_until <= at):
        return 0.0
    days = (at - fact.observed).total_seconds() / 86400
    return fact.weight * math.pow(0.5, days / policy.half_life)


def current_level(facts: Iterable[Fact], at: datetime.datetime, policy: Policy = CURRENT) -> Standing:
    """Return the level at the moment; None for level and error below the policy's least count."""
    weighed = [(decayed_weight(fact, at, policy), fact.score * policy.top) for fact in facts]
    weighed = [(weight, level) for weight, level in weighed if weight > 0]
    count = len(weighed)
    if count < policy.least_count:
        return Standing(None, None, count)
    total = math.fsum(weight for weight, _level in weighed)
    mean = math.fsum(weight * level for weight, level in weighed) / total
    variance = math.fsum(weight * (level - mean) ** 2 for weight, level in weighed) / total
    effective = total**2 / math.fsum(weight**2 for weight, _level in weighed)
    spread = max(math.sqrt(variance), LEAST_SPREAD)
    return Standing(min(max(mean, 0.0), float(policy.top)), spread / math.sqrt(effective), count)
