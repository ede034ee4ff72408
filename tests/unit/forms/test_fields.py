"""Single fields: the type a value gets, and every reason to refuse one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.model.form import Component

from .asking import choices, field, one, required, why

MONEY = field("number", properties={"type": "money"})
DAY, MOMENT = field("datetime", subtype="date"), field("datetime", subtype="datetime")
PICK, TAGS = field("select", values=choices("a", "b")), field("taglist", values=choices("a", "b", 3))
WHO = field("taglist", valuesKey="x__options", properties={"source": "people"})
SIGN = field("textfield", properties={"type": "sign"})


@pytest.mark.parametrize(
    ("component", "sent", "kept"),
    [
        (field("textfield"), "王", "王"),
        (field("textarea"), "一\n二", "一\n二"),
        (field("number"), 5, 5),
        (field("number"), 5.25, Decimal("5.25")),
        (field("number"), "7.50", Decimal("7.50")),
        (field("number", decimalDigits=0), "7", 7),
        (field("number", properties={"type": "int"}), 7.0, 7),
        (MONEY, "12000.50", Decimal("12000.50")),
        (DAY, "2026-02-28", date(2026, 2, 28)),
        (DAY, date(2026, 2, 28), date(2026, 2, 28)),
        (MOMENT, "2026-03-02T08:00:00+08:00", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (MOMENT, "2026-03-02T08:00", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (MOMENT, "2026-03-02T00:00:00Z", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (field("checkbox"), True, True),
        (field("checkbox"), "false", False),
        (PICK, "b", "b"),
        (field("radio", values=choices(True, False)), "true", True),
        (field("radio", values=choices(1, 2)), 2, 2),
        (TAGS, ["a", 3], ["a", 3]),
        (WHO, ["lj.an"], ["lj.an"]),
        (field("filepicker", multiple=True), ["f1", "f2"], ["f1", "f2"]),
        (SIGN, "安", "安"),
        (field("textfield", validate={"pattern": r"\d{3}"}), "123", "123"),
    ],
)
def test_a_value_gets_its_type(component: Component, sent: Any, kept: Any) -> None:
    value = one(component, sent)
    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(
    ("component", "empty"),
    [
        (field("textfield"), None), (field("number"), None), (DAY, None), (PICK, None), (field("checkbox"), False),
        (TAGS, []), (field("filepicker"), []),
    ],
)
@pytest.mark.parametrize("sent", [None, "", "  ", []])
def test_an_empty_optional_field_becomes_the_empty_value_of_its_type(
    component: Component, empty: Any, sent: Any
) -> None:
    assert one(component, sent) == empty


@pytest.mark.parametrize(
    ("component", "sent", "code"),
    [
        (required("textfield"), " ", "required"),
        (required("taglist", values=choices("a")), [], "required"),
        (required("checkbox"), False, "must_check"),
        (field("textfield"), 5, "text"),
        (field("textfield"), {"a": 1}, "text"),
        (field("textfield"), "a\x00b", "characters"),
        (field("textfield"), "a\ud800", "characters"),
        (field("textfield"), "a" * 10_001, "too_long"),
        (field("textarea"), "a" * 100_001, "too_long"),
        (field("textfield", validate={"maxLength": 2}), "abc", "too_long"),
        (field("textfield", validate={"minLength": 2}), "a", "too_short"),
        (field("textfield", validate={"pattern": r"\d{3}"}), "12", "pattern"),
        (field("textfield", validate={"pattern": r"\d{3}"}), "1234", "pattern"),
        (field("textfield", validate={"pattern": r"\d{3}"}), "١٢٣", "pattern"),
        (field("textfield", validate={"pattern": "(a+)+"}), "aaa", "pattern"),
        (field("textfield", validate={"pattern": "a*"}), "a" * 1_001, "too_long"),
        (field("number"), "12a", "number"),
        (field("number"), True, "number"),
        (field("number"), float("inf"), "number"),
        (field("number"), float("nan"), "number"),
        (field("number"), 1e300, "digits"),
        (field("number"), 10**40, "digits"),
        (field("number"), [1], "number"),
        (field("number", decimalDigits=0), 1.5, "whole"),
        (MONEY, "1.005", "decimals"),
        (field("number", validate={"max": 10}), 10.5, "too_large"),
        (field("number", validate={"min": 0}), -1, "too_small"),
        (DAY, "2026-02-30", "date"),
        (DAY, "2026-2-3", "date"),
        (DAY, "2026-02-03T00:00", "date"),
        (DAY, 20260203, "date"),
        (field("datetime", subtype="date", disallowPassedDates=True), "2026-03-01", "past"),
        (MOMENT, "2026-03-02", "datetime"),
        (MOMENT, "2026-03-02T25:00", "datetime"),
        (MOMENT, "0001-01-01T00:00+14:00", "datetime"),
        (MOMENT, 5, "datetime"),
        (field("checkbox"), "yes", "boolean"),
        (field("checkbox"), [1], "boolean"),
        (PICK, "c", "option"),
        (PICK, {"a": 1}, "option"),
        (PICK, "a" * 500, "too_long"),
        (field("radio", values=choices(1, 2)), True, "option"),
        (TAGS, "a", "list"),
        (TAGS, ["a", "a"], "twice"),
        (TAGS, ["a", "z"], "option"),
        (TAGS, [["a"]], "option"),
        (TAGS, ["a"] * 501, "too_many"),
        (WHO, ["lj.stranger"], "option"),
        (field("select", valuesKey="x__options", properties={"source": "units"}), "LJ", "option"),
        (field("filepicker", multiple=False), ["f1", "f2"], "single"),
        (field("filepicker"), ["f1", "f1"], "twice"),
        (field("filepicker"), ["f" * 201], "too_long"),
        (SIGN, "柏", "sign"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(component: Component, sent: Any, code: str) -> None:
    assert why(component, sent) == code


def test_options_may_come_from_a_variable() -> None:
    pick = field("select", valuesKey="x__options")
    assert one(pick, "u", {"x__options": [{"label": "甲", "value": "u"}]}) == "u"
    assert one(pick, "u", {"x__options": ["u", "v"]}) == "u"
    assert why(pick, "u") == "option"
