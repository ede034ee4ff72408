"""Names with spaces and symbols, and which names an expression uses (DMN 1.5, 10.3.1.4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.feel import compile


@pytest.mark.parametrize(
    ("text", "names", "scope", "value"),
    [
        ("涉案 金额 + 1", (), {"涉案 金额": 2}, 3),
        ("Monthly Salary * 12", (), {"Monthly Salary": 10}, 120),
        ("a-b", ("a-b",), {"a-b": 7, "a": 5, "b": 3}, 7),
        ("a - b", ("a-b",), {"a-b": 7, "a": 5, "b": 3}, 7),
        ("(a) - b", ("a-b",), {"a-b": 7, "a": 5, "b": 3}, 2),
        ("a-b", (), {"a": 5, "b": 3}, 2),
        ("Research and Development", ("Research and Development",), {"Research and Development": 1}, 1),
        ("Person's age", ("Person's age",), {"Person's age": 9}, 9),
        ("Loan/Value + 1", ("Loan/Value",), {"Loan/Value": 1}, 2),
        ("a.b", ("a.b",), {"a.b": 4}, 4),
        ("case.total amount", (), {"case": {"total amount": 8}}, 8),
        ("{a-b: 1, c: a-b + 1}.c", (), {}, 2),
        ("for 每 项 in [1, 2] return 每 项 * 2", (), {}, [2, 4]),
        ("Monthly   Salary", ("Monthly Salary",), {"Monthly Salary": 3}, 3),
    ],
)
def test_resolution(text: str, names: tuple[str, ...], scope: dict[str, object], value: object) -> None:
    assert compile(text, names)(scope) == value


@pytest.mark.parametrize(
    ("text", "names", "calls"),
    [
        ("金额 > 1 and 类别 = x", {"金额", "类别", "x"}, set()),
        ("for i in xs return i + partial[1] + y", {"xs", "y"}, set()),
        ("function(a) a + b", {"b"}, set()),
        ("{a: 1, b: a + c}", {"c"}, set()),
        ("xs[amount > limit]", {"xs"}, set()),
        ("some x in xs satisfies x > y", {"xs", "y"}, set()),
        ('due("TL-A07", received_at)', {"received_at"}, {"due"}),
        ("string length(a) > add workdays(b, 1)", {"a", "b"}, {"add workdays"}),
        ("{f: function(x) x, r: f(1)}", set(), set()),
        ("now() > started_at", {"started_at"}, set()),
        ("x in (> y, z)", {"x", "y", "z"}, set()),
    ],
)
def test_free_names_and_calls(text: str, names: set[str], calls: set[str]) -> None:
    expression = compile(text)
    assert (expression.names, expression.calls) == (names, calls)


def test_a_known_name_in_a_filter_is_reported() -> None:
    assert compile("xs[amount > limit]", ("limit",)).names == {"xs", "limit"}


def test_a_leading_equals_sign_and_blanks_are_stripped() -> None:
    assert compile("  = 1 + 1 ")({}) == Decimal(2)


def test_compiling_is_cached() -> None:
    assert compile("a + 1") is compile("a + 1")


def test_an_unknown_name_is_null_with_a_bilingual_warning() -> None:
    result = compile("nobody")({}), compile("nobody").evaluate({}).warnings
    assert result == (None, ("未定义的名称“nobody” / unknown name \"nobody\"",))
