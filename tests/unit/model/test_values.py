"""The JSON form of values: an exact round trip for every type a variable may hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.values import YearMonthDuration, copy, from_json, to_json, to_plain

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.text(), st.dates(),
    st.times(), st.datetimes(), st.datetimes(timezones=OFFSETS), st.timedeltas(),
    st.integers(-120_000, 120_000).map(YearMonthDuration),
)
KEYS = st.one_of(st.just("@"), st.just("v"), st.text(max_size=3))
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


def kinds(value: Any) -> Any:
    """The types of a value and of everything in it."""
    if isinstance(value, list):
        return [kinds(each) for each in value]
    if isinstance(value, dict):
        return {key: kinds(each) for key, each in value.items()}
    return type(value)


@given(VALUES)
def test_round_trip_through_text_is_exact(value: Any) -> None:
    again = from_json(json.loads(json.dumps(to_json(value))))
    assert again == value
    assert kinds(again) == kinds(value)


@given(VALUES)
def test_a_copy_is_equal_and_shares_no_container(value: Any) -> None:
    again = copy(value)
    assert again == value
    if isinstance(value, list | dict):
        assert again is not value


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_keep_their_places(value: Decimal) -> None:
    """Money: 1.50 stays 1.50."""
    assert str(from_json(to_json(value))) == str(value)


def test_a_zone_keeps_the_instant() -> None:
    moment = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert from_json(to_json(moment)) == moment == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_a_value_may_look_like_a_mark() -> None:
    value = {"@": "date", "v": "2026-03-02"}
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize("foreign", [object(), {1, 2}, 1j])
def test_foreign_types_are_refused(foreign: object) -> None:
    with pytest.raises(TypeError):
        to_json({"x": foreign})


def test_plain_form_is_for_people() -> None:
    value = {"a": Decimal("1.50"), "b": Decimal("2.0"), "c": timedelta(hours=1), "d": YearMonthDuration(14)}
    assert to_plain(value) == {"a": 1.5, "b": 2, "c": "PT3600S", "d": "P1Y2M"}
