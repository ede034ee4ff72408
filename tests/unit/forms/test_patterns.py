"""Patterns that could run away are refused; those that are accepted answer quickly on any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.patterns import MAX_TEXT, matches, refusal


@pytest.mark.parametrize(
    "pattern",
    [r"\d{17}[\dXx]", r"1[3-9]\d{9}", r"[^ ]+", r"[A-Z]{2,8}(-[A-Z]{2}){0,3}", r"(0|[1-9]\d*)(\.\d{2})?",
     r"\w+@\w+\.cn", r"[()*+]+", r"\(a\)+", "(?:男|女)", "", r"(\d{4})年"],
)
def test_ordinary_patterns_are_accepted(pattern: str) -> None:
    assert refusal(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a+)+", "nested"), ("(a*)*b", "nested"), ("((a+))+", "nested"), ("(a|a)*", "nested"), ("(a?){30}", "nested"),
        ("(?:a{1,9}){1,9}", "nested"), ("([^ ]+,)*", "nested"), ("(?=(a+))+", "nested"),
        ("a*a*a*b", "repetitions"), ("a?" * 9, "repetitions"), (r"(a)\1", "backreference"), ("(", "syntax"),
        ("a{5,2}", "syntax"), ("a" * 201, "length"),
    ],
)
def test_patterns_that_could_run_away_are_refused(pattern: str, reason: str) -> None:
    assert refusal(pattern) == reason


PIECES = st.lists(
    st.sampled_from(
        ["a", "b", "[ab]", ".", "(", ")", "(?:", "|", "*", "+", "?", "{2,3}", "{2}", "{1,}", "a*", "\\d", "^"]
    ),
    max_size=14,
).map("".join)


@given(PIECES)
def test_whatever_is_accepted_answers_quickly_on_long_text(pattern: str) -> None:
    if refusal(pattern):
        return
    started = time.perf_counter()
    matches(pattern, "a" * (MAX_TEXT - 1) + "!")
    assert time.perf_counter() - started < 2


@given(PIECES, st.text(alphabet="ab1", max_size=8))
def test_matching_is_that_of_the_whole_text(pattern: str, text: str) -> None:
    if not refusal(pattern):
        assert matches(pattern, text) == (re.fullmatch(pattern, text, re.ASCII) is not None)
