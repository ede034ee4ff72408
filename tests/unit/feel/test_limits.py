"""Hostile expressions: each is refused or null, and fast."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelLimitError, compile, compile_unary
from engine.model.errors import JianduError


def shared(letter: str) -> str:
    """A context whose last entry is tiny to build and has 2**40 members to walk."""
    steps = ", ".join(f"{letter}{at}: [{letter}{at - 1}, {letter}{at - 1}]" for at in range(1, 40))
    return f"{letter}0: [1, 1], {steps}"


STOPPED = [
    "(" * 100 + "1" + ")" * 100,
    "[" * 100,
    "-" * 100 + "1",
    "if true then " * 100 + "1",
    "1 in (" * 100,
    "+".join(["1"] * 1000),
    "a" + ".b" * 1000,
    "x" * 60_000,
    "for i in 1..1e6000 return i",
    "count(for i in 1..1000, j in 1..1000 return 1)",
    "some x in 1..1000000000 satisfies false",
    "some x in [1..1000000000] satisfies false",
    "every x in (0..1000000000) satisfies true",
    'some d in @"-999999999-01-01"..@"999999999-12-31" satisfies false',
    "for i in 1..20000 return partial",
    "distinct values(for i in 1..9000 return i)",
    "sort(for i in 1..50000 return i, function(a, b) a < b)",
    '{a: "' + "x" * 1000 + '", b: a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c, e: d+d+d+d+d+d+d+d}',
    "{" + shared("a") + "}.a39",
    "string({" + shared("a") + "}.a39)",
    "{" + shared("a") + ", " + shared("b") + ", z: a39 = b39}.z",
    "{" + shared("a") + "}.a39.x",
    "flatten({" + shared("a") + "}.a39)",
    "(function(f, n) f(f, n))(function(f, n) f(f, n + 1), 1)",
    "(function(f, n) for i in [1, 2] return f(f, n))(function(f, n) for i in [1, 2] return f(f, n), 1)",
    'replace(string join(for i in 1..5000 return "a"), "a", string join(for i in 1..5000 return "b"))',
]


@pytest.mark.parametrize("text", STOPPED, ids=lambda text: text[:30])
def test_a_limit_stops_it(text: str) -> None:
    started = process_time()
    with pytest.raises(FeelLimitError):
        compile(text)({"a": 1})
    assert process_time() - started < 3


NESTED_RANGES = "1 in (" * 25 + "1" + "..2]" * 25


@pytest.mark.parametrize(
    "text",
    [NESTED_RANGES, "/* " * 15_000, "a " * 20_000, '"' + "\\u4e2d" * 8000 + '"', "1" * 40_000],
    ids=["ranges", "comment", "name", "string", "number"],
)
def test_reading_is_linear(text: str) -> None:
    started = process_time()
    assert outcome(lambda: compile(text)({})) in ("value", "feel_syntax")
    assert process_time() - started < 1


def outcome(act: Callable[[], object]) -> str:
    """``value``, or the code of the refusal."""
    try:
        act()
    except JianduError as refusal:
        return refusal.code
    return "value"


def test_deep_host_data_is_refused() -> None:
    data: Any = []
    for _ in range(500):
        data = [data]
    with pytest.raises(FeelLimitError):
        compile("count(data)")({"data": data})


def test_long_warnings_are_cut() -> None:
    result = compile("a " * 1000).evaluate({})
    assert max(len(warning) for warning in result.warnings) < 500


PIECES = st.sampled_from(
    ["1", "a", '"x"', "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "<", ">=",
     "and", "or", "not", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies", "instance of",
     "function", "between", "null", "true", "@", '"P1D"', "?", "item", "count", "date and time", "list", "金额", "。",
     "\n", "//",
     "\\"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_any_text_is_a_value_or_a_refusal(pieces: list[str]) -> None:
    text = " ".join(pieces)
    known = ("value", "feel_syntax", "feel_limit")
    assert outcome(lambda: compile(text)({"a": 1})) in known
    assert outcome(lambda: compile_unary(text)(1, {"a": 1})) in known
