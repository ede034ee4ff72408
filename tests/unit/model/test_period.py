"""Periods of reports: read, found around a day, followed and preceded, moved by a year."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model.period import Period, around, parse


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2026-02", "2026-02-01", "2026-02-28"), ("2028-02", "2028-02-01", "2028-02-29"),
    ("2026-12", "2026-12-01", "2026-12-31"), ("2026Q1", "2026-01-01", "2026-03-31"),
    ("2026Q4", "2026-10-01", "2026-12-31"), ("2026H2", "2026-07-01", "2026-12-31"),
    ("2026", "2026-01-01", "2026-12-31"),
])
def test_a_text_names_its_days(text: str, first: str, last: str) -> None:
    assert parse(text) == Period(date.fromisoformat(first), date.fromisoformat(last), text)


@pytest.mark.parametrize("text", ["2026-13", "2026Q5", "2026H3", "26Q1", "", "2026Q", "2026-1", "9999-00", "３"])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        parse(text)


@pytest.mark.parametrize(("kind", "text"), [("M", "2026-05"), ("Q", "2026Q2"), ("H", "2026H1"), ("Y", "2026")])
def test_the_period_around_a_day_and_its_neighbours(kind: str, text: str) -> None:
    found = around(kind, date(2026, 5, 31))
    assert found == parse(text)
    before, after = found.before(), found.after()
    assert before is not None
    assert after is not None
    assert before.after() == found == after.before()


def test_a_year_before() -> None:
    assert parse("2028-02").year_ago() == Period(date(2027, 2, 1), date(2027, 2, 28))
    assert parse("2026Q1").year_ago() == Period(date(2025, 1, 1), date(2025, 3, 31))


def test_any_span_has_no_neighbours() -> None:
    span = Period(date(2026, 1, 3), date(2026, 2, 5))
    assert span.before() is None
    assert span.after() is None
