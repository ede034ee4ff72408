"""Regular expressions: XPath's dialect, and no pattern that can hang."""

from __future__ import annotations

from time import process_time

import pytest

from engine.feel import FeelLimitError, compile
from engine.feel.regex import PatternError, compile_pattern


def spend(_: int) -> None:
    """Nobody counts here."""


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("^a.c$", "", "abc", True), ("^a.c$", "", "a\nc", False), ("^a.c$", "s", "a\nc", True),
        ("^$", "m", "a\n", False), ("^$", "m", "a\n\nb", True), ("^b$", "m", "a\nb", True), ("^b$", "", "a\nb", False),
        ("[a-c]+", "", "xbz", True), ("[^a-c]", "", "abc", False),
        ("[a-z-[aeiou]]", "", "aei", False), ("[a-z-[aeiou]]", "", "aeix", True), (r"\d{3,4}", "", "12", False),
        (r"\d{2}$", "", "123", True), (r"\p{Lu}\P{Lu}", "", "aBc", True),
        (r"^\w+$", "", "中文1", True), (r"\w", "", "_", False),
        (r"\.", "", "a", False), ("a b", "x", "ab", True), ("A[X-Z]", "i", "ay", True), ("a.b", "q", "a.b", True),
        (r"(.)(.)\2\1", "", "abba", True), (r"(.)(.)\2\1", "", "abab", False), (r"(a)?b\1", "", "b", True),
        (r"^(a+)\1$", "", "aaaa", True), (r"^(a+)\1$", "", "aaa", False), (r"(a)\1", "i", "aA", True),
        (r"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10", "", "abcdefghijj", True), (r"(a)\10", "", "aa0", True),
        (r"^\p{IsBasicLatin}+$", "", "abc", True), (r"^\P{IsBasicLatin}$", "", "é", True),
        (r"^\p{IsCJKUnifiedIdeographs}+$", "", "监督", True), (r"\p{IsGreek}", "", "λ", True),
        ("k", "i", "\u212a", True), ("[A-Z]", "i", "\u212a", True), ("[A-Z-[K]]", "i", "k", False),
        ("[^q]", "i", "Q", False), ("σ", "i", "ς", True), (r"\p{Lu}", "i", "a", False),
        ("a[ ]b", "x", "a b", True), (r"a\ sb", "x", "a b", True), (r"a\[ b", "x", "a[b", True),
        ("a-b", "q", "a-b", True), ("(?:ab)+c", "", "ababc", True), ("a|b|", "", "", True),
        (r"[\d\-x]", "", "-", True), ("x{0}", "", "", True),
    ],
)
def test_search(pattern: str, flags: str, text: str, found: bool) -> None:
    assert (compile_pattern(pattern, flags).search(text, 0, spend) is not None) is found


@pytest.mark.parametrize(
    ("pattern", "text", "marks"),
    [
        ("a+", "baac", (1, 3)), ("a+?", "baac", (1, 2)), ("(a)|(b)", "b", (0, 1, -1, -1, 0, 1)),
        ("(a*)(b?)", "aab", (0, 3, 0, 2, 2, 3)), ("(a|ab)(c|bcd)", "abcd", (0, 4, 0, 1, 1, 4)),
    ],
)
def test_marks_of_groups(pattern: str, text: str, marks: tuple[int, ...]) -> None:
    assert compile_pattern(pattern, "").search(text, 0, spend) == marks


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[", "[]", "a**", "*a", "a{2,1}", "a{x}", "[z-a]", r"\1", r"(a\1)", r"(a)\2", r"(a)[\1]", "(?=a)",
     r"\p{Xx}", r"\p{IsNowhere}", "\\", r"\q", r"\@", r"a\ b", "(" * 60,
     "((a{30}){30}){30}", "a" * 1001, "[[a]]", "(a)" * 51],
)
def test_bad_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern, "")


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_catastrophic_patterns_stay_linear(pattern: str) -> None:
    started = process_time()
    assert compile(f'matches(text, "{pattern}")')({"text": "a" * 40 + "!"}) is not None
    assert process_time() - started < 1


def test_a_long_search_is_stopped() -> None:
    with pytest.raises(FeelLimitError):
        compile(f'matches(text, "({"x?" * 300}{"x" * 300})$")')({"text": "x" * 20_000 + "y"})


def test_a_pattern_with_back_references_is_stopped() -> None:
    started = process_time()
    with pytest.raises(FeelLimitError):
        compile('matches(text, "^(a*)*(a*)*(b*)*\\\\1$")')({"text": "a" * 300 + "!"})
    assert process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('replace("a.b", ".", "$1\\\\", "q")', "a$1\\b"), ('replace("abab", "(a)(b)\\\\1", "$2")', "bb"),
        ('replace("abc", "b", "x", null)', "axc"), ('matches("abc", "B", null)', False),
        ('split("abc", "x?")', None), ('split("a--b-c", "-+")', ["a", "b", "c"]),
    ],
)
def test_in_feel(text: str, value: object) -> None:
    assert compile(text)({}) == value


def test_a_malformed_replacement_is_null() -> None:
    assert compile('replace("a", "a", "$")')({}) is None
