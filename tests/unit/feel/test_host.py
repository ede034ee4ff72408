"""What the host hands in and gets back: variables, functions, unary tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Range, YearMonthDuration, compile, compile_unary
from engine.model.errors import Conflict


class Level(int):
    """A subclass, as enums are."""


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (5, Decimal(5)), (0.1, Decimal("0.1")), (True, True), (Level(3), Decimal(3)), ("x", "x"), ((1, 2), [1, 2]),
        ({"a": (1,)}, {"a": [1]}), (float("nan"), None), (float("inf"), None), (Decimal("NaN"), None), (object(), None),
        ({1, 2}, None), (b"bytes", None), (YearMonthDuration(3), YearMonthDuration(3)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (10**40, Decimal(10) ** 40),
        pytest.param(1 << 30_000, None, id="huge"),
    ],
)
def test_reading(given: Any, seen: Any) -> None:
    value = compile("x")({"x": given})
    assert value == seen
    assert type(value) is type(seen)


def test_host_data_is_copied_not_aliased() -> None:
    rows = [{"a": 1}]
    result = compile("append(rows, 2)")({"rows": rows})
    result[0]["a"] = 99
    assert rows == [{"a": 1}]


def test_host_functions_get_values_and_return_values() -> None:
    def due(limit: str, start: date) -> dict[str, Any]:
        return {"raw": start, "days": len(limit)}

    call = compile('due("TL-A07", received_at).days + 1')
    assert call({"received_at": date(2026, 1, 1)}, {"due": due}) == 7
    assert compile('due(start: d, limit: "x").raw')({"d": date(2026, 1, 1)}, {"due": due}) == date(2026, 1, 1)


@pytest.mark.parametrize("name", ["add workdays", "办理 期限", "f"])
def test_host_function_names(name: str) -> None:
    assert compile(f"{name}(2)")({}, {name: lambda n: n * 2}) == 4


def refuse(_: object) -> None:
    raise Conflict("已办结", "already completed")


@pytest.mark.parametrize(
    ("functions", "warning"),
    [
        ({}, "未定义的函数“f” / unknown function \"f\""),
        ({"f": refuse}, "f:已办结 / f: already completed"),
        ({"f": lambda: 1}, "函数“f”未能执行"),
        ({"f": lambda x: 1 // (x - x)}, "函数“f”未能执行"),
    ],
)
def test_a_failing_host_function_is_null(functions: dict[str, Any], warning: str) -> None:
    result = compile("f(1)").evaluate({}, functions)
    assert result.value is None
    assert result.warnings[0].startswith(warning)


def test_lists_a_host_function_makes_one_after_the_other_are_not_mixed_up() -> None:
    rows = compile("for i in 1..200 return rows(i)[1]")({}, {"rows": lambda i: [int(i)]})
    assert rows == list(range(1, 201))


def test_now_is_the_only_clock() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert compile("today() - date(start)")({"start": now}, now=now).days == 0


@pytest.mark.parametrize(
    ("tests", "value", "verdict"),
    [
        ("-", 5, True), ("5", 5, True), ("1, 5", 5, True), ("< 5", 5, False), (">= 5, < 1", 5, True),
        ("[1..5)", 5, False),
        ("not(5, 6)", 5, False), ("not(< 5)", 5, True), ("? > 3 and ? < 9", 5, True), ('"a", "b"', "b", True),
        ("limit", 5, True), ("< limit", 4, True), ("[limit..9]", 5, True), ("null", None, True), ("< 5", None, None),
        ("not(< 5)", None, None), ('"a"', 5, None), ("-5", -5, True), ("xs", 2, True), ("even(?)", 4, True),
        ('starts with(?, "TL")', "TL-1", True), ("not(true)", True, False), ("(1..5)", 5, False),
        ("1, not(5)", 5, False),
        ("[1, 2]", [1, 2], True), ("= 5", 5, True), ("!= 5", 5, False),
    ],
)
def test_unary(tests: str, value: Any, verdict: bool | None) -> None:
    assert compile_unary(tests)(value, {"limit": 5, "xs": [1, 2]}) is verdict


def test_unary_names_leave_out_the_implied_one() -> None:
    assert compile_unary("? > limit, < other").names == {"limit", "other"}


def test_a_range_comes_out_as_a_range() -> None:
    value = compile("[1..2)")({})
    assert isinstance(value, Range)
    assert (value.start, value.end, value.start_included, value.end_included) == (1, 2, True, False)
