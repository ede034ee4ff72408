"""A draft keeps what it can and requires nothing."""

from __future__ import annotations

from datetime import date

from engine.forms import draft

from .asking import field, form, required, table

FORM = form(
    required("textfield", "name"), field("datetime", "day", subtype="date"), field("number", "amount"),
    table("rows", field("textfield", "title")),
    {"type": "group", "path": "place", "components": [field("textfield", "town")]},
)


def test_values_are_typed_where_possible() -> None:
    assert draft(FORM, {"day": "2026-03-02", "amount": "5", "rows": [{"title": "甲", "x": 1}, 7],
                        "place": {"town": "澜湖"}}) == {
        "day": date(2026, 3, 2), "amount": 5, "rows": [{"title": "甲"}], "place": {"town": "澜湖"},
    }


def test_half_typed_text_stays_as_it_is() -> None:
    assert draft(FORM, {"day": "2026-0", "amount": "12,", "name": "a\x00b"}) == {
        "day": "2026-0", "amount": "12,", "name": "ab",
    }


def test_the_unknown_the_empty_and_the_shapeless_are_dropped() -> None:
    assert draft(FORM, {"other": 1, "name": None, "day": {"y": 1}, "place": "x", "rows": "y"}) == {"rows": []}
