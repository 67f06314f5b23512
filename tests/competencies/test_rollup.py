"""The policy from evidence to level."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.rollup import LEAST_SPREAD, Fact, Policy, current_level, decayed_weight

NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)


def ago(days: float) -> datetime.datetime:
    return NOW - datetime.timedelta(days=days)


facts = st.builds(
    Fact,
    score=st.floats(0, 1),
    weight=st.floats(0.05, 3),
    observed=st.floats(0, 2000).map(ago),
)


def test_weight_halves_with_each_half_life() -> None:
    policy = Policy(half_life=100)
    assert decayed_weight(Fact(1, 0.8, ago(0)), NOW, policy) == pytest.approx(0.8)
    assert decayed_weight(Fact(1, 0.8, ago(100)), NOW, policy) == pytest.approx(0.4)
    assert decayed_weight(Fact(1, 0.8, ago(300)), NOW, policy) == pytest.approx(0.1)


def test_expired_and_future_evidence_weighs_nothing() -> None:
    assert decayed_weight(Fact(1, 1, ago(10), valid_until=ago(1)), NOW) == 0
    assert decayed_weight(Fact(1, 1, ago(-1)), NOW) == 0


def test_one_piece_is_not_enough() -> None:
    standing = current_level([Fact(0.9, 1, ago(1))], NOW)
    assert standing.level is None
    assert standing.error is None
    assert standing.count == 1


def test_newer_evidence_weighs_more() -> None:
    rising = current_level([Fact(0.2, 1, ago(364)), Fact(0.8, 1, ago(0))], NOW)
    falling = current_level([Fact(0.8, 1, ago(364)), Fact(0.2, 1, ago(0))], NOW)
    assert rising.level == pytest.approx((0.25 * 0.8 + 1 * 3.2) / 1.25)
    assert falling.level is not None and rising.level is not None and falling.level < rising.level


@given(st.lists(facts, min_size=2, max_size=30))
def test_level_lies_between_the_scores(found: list[Fact]) -> None:
    standing = current_level(found, NOW)
    assert standing.level is not None
    assert 4 * min(f.score for f in found) - 1e-9 <= standing.level <= 4 * max(f.score for f in found) + 1e-9


@given(st.floats(0, 1), st.integers(2, 40))
def test_error_shrinks_with_the_root_of_equal_pieces(score: float, count: int) -> None:
    standing = current_level([Fact(score, 1, ago(5))] * count, NOW)
    assert standing.error == pytest.approx(LEAST_SPREAD / count**0.5)
