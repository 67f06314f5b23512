"""Digests: the same facts give the same digest, other facts another."""

import datetime
import uuid
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.digest import canonical_digest, canonical_json

plain = st.dictionaries(
    st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=8), max_size=6
)


@given(plain)
def test_the_order_of_fields_does_not_matter(fields: dict[str, object]) -> None:
    assert canonical_digest(fields) == canonical_digest(dict(reversed(fields.items())))


@given(plain, plain)
def test_other_facts_have_another_digest(one: dict[str, object], other: dict[str, object]) -> None:
    same = canonical_json(one) == canonical_json(other)
    assert (canonical_digest(one) == canonical_digest(other)) is same


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    utc = datetime.datetime(2026, 11, 22, 10, 0, 0, 5, tzinfo=datetime.UTC)
    kyiv = utc.astimezone(ZoneInfo("Europe/Kyiv"))
    assert canonical_json({"at": utc}) == canonical_json({"at": kyiv}) == b'{"at":"2026-11-22T10:00:00.000005+00:00"}'


def test_days_and_uuids_are_text() -> None:
    some = uuid.UUID("12345678-1234-4234-8234-123456789abc")
    assert canonical_json({"day": datetime.date(2026, 1, 2), "id": some}) == (
        b'{"day":"2026-01-02","id":"12345678-1234-4234-8234-123456789abc"}'
    )


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical_digest({"x": object()})
    with pytest.raises(ValueError, match="JSON"):
        canonical_digest({"x": float("nan")})
