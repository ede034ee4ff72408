"""Lists, contexts, paths, filters, loops, conditions, functions, types (DMN 1.5, 10.3.2)."""

from __future__ import annotations

from typing import Any

import pytest

from engine.feel import compile

PEOPLE = [{"name": "甲", "age": 30}, {"name": "乙", "age": 40}, {"name": "丙", "age": None}]
SCOPE: dict[str, Any] = {"people": PEOPLE, "xs": [1, 2, 3, 4], "one": 7, "nothing": None, "case": {"a": {"b": 5}}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("xs[1]", 1), ("xs[-1]", 4), ("xs[0]", None), ("xs[9]", None), ("one[1]", 7), ("nothing[1]", None),
        ("xs[item > 2]", [3, 4]), ("people[age > 35].name", ["乙"]), ("people.name", ["甲", "乙", "丙"]),
        ('people[name = "甲"][1].age', 30), ("xs[even(item)]", [2, 4]),
        ("[{item: 1}, {item: 2}][item > 1]", [{"item": 2}]),
        ("case.a.b", 5), ("case.x", None), ("case.a.b.c", None), ("nothing.a", None), ("{a: {b: 1}}.a.b", 1),
        ("xs[xs[1]]", 1), ("one[item > 5]", [7]), ("one[item > 9]", []),
    ],
)
def test_paths_and_filters(text: str, value: Any) -> None:
    assert compile(text)(SCOPE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for x in xs return x * 2", [2, 4, 6, 8]),
        ("for x in 1..3, y in [10, 20] return x + y", [11, 21, 12, 22, 13, 23]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..3) return x", [1, 2]),
        ("for x in [1, 2], y in for z in [x] return z return y", [1, 2]),
        ("for x in xs return if x = 1 then 1 else partial[-1] * x", [1, 2, 6, 24]),
        ('count(for d in @"2026-01-30"..@"2026-02-02" return d)', 4),
        ("for x in 5 return x", [5]),
        ("for x in null return x", None),
        ("for x in 1.5..3 return x", None),
        ("some x in xs satisfies x > 3", True),
        ("every x in xs satisfies x > 3", False),
        ("some x in [] satisfies x > 3", False),
        ("every x in [] satisfies x > 3", True),
        ("every x in [1, null] satisfies x > 0", None),
        ("some x in xs, y in xs satisfies x + y = 8", True),
        ("if true then 1 else 2", 1),
        ("if null then 1 else 2", 2),
        ('if "true" then 1 else 2', 2),
    ],
)
def test_control(text: str, value: Any) -> None:
    assert compile(text)(SCOPE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(function(a, b) a - b)(5, 3)", 2),
        ("(function(a, b) a - b)(b: 5, a: 3)", -2),
        ("{add: function(a: number) a + one, r: add(1)}.r", 8),
        ('(function(a: number) a)("x")', None),
        ("(function(a: number) a)([1])", 1),
        ("(function(a) a)(1, 2)", None),
        ("(function(a) function(b) a * b)(3)(4)", 12),
        ('(function(x) external {java: {class: "C"}})', None),
        ("sort([3, 1, 2], function(a, b) a > b)", [3, 2, 1]),
        ("(function(f) f(-4))(abs)", 4),
        ("nope(1)", None),
        ("one(1)", None),
    ],
)
def test_functions(text: str, value: Any) -> None:
    assert compile(text)(SCOPE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 instance of number", True), ("1 instance of string", False), ("null instance of number", False),
        ("null instance of Any", False), ("1 instance of Any", True), ("null instance of Null", True),
        ('@"P1D" instance of days and time duration', True), ('@"P1D" instance of years and months duration', False),
        ('@"2026-01-01T00:00:00" instance of date and time', True), ("[1] instance of list<number>", True),
        ('["a"] instance of list<number>', False), ("[1] instance of list", None),
        ('{a: "x"} instance of context<a: string>', True), ("{a: 1} instance of context<a: string>", False),
        ("[1..2] instance of range<number>", True),
        ("(function(a: number) 1) instance of function<number> -> Any", True),
        ("(function(a: number) 1) instance of function<string> -> Any", False), ("1 instance of Unheard", None),
    ],
)
def test_instance_of(text: str, value: Any) -> None:
    assert compile(text)({}) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, b: a + 1}.b", 2), ('{"a b": 1}.a b', 1), ("{a: 1, a: 2}", None), ("{}", {}), ("[]", []),
        ("[1..5].end", 5), ("(1..5].start included", False), ("(< 5).end", 5), ("(< 5).start", None),
        ("(>= 5).start included", True), ("[1..5[.end included", False), ("]1..5].start included", False),
        ('["a"..5]', None), ("[true..false]", None),
        ('@"2026-10-09".weekday', 5), ('@"2026-10-09T10:20:30.5Z".second', 30.5), ('@"P1Y2M".months', 2),
        ('string(@"10:00:00+08:00".time offset)', "PT8H"), ('@"10:00:00@Asia/Shanghai".timezone', "Asia/Shanghai"),
        ('@"-P1DT2H".hours', -2), ('@"-P1DT2H".days', -1), ("(1).year", None),
    ],
)
def test_values_and_their_parts(text: str, value: Any) -> None:
    assert compile(text)({}) == value
