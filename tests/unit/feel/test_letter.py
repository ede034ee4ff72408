"""Edges of DMN 1.5 chapter 10, each settled by its wording; the table or clause stands above its rows."""

from __future__ import annotations

import pytest

from engine.feel import FeelSyntaxError, compile
from engine.feel.values.kinds import Function

TRUE = r"""
# 10.3.1.4: a name is a sequence of tokens, so blanks in it do not count and the longest name wins
{a-b: 9, a: 5, b: 3, r: a - b}.r = 9
{a-b: 9, a: 5, b: 3, r: (a)-(b)}.r = 2
{a + b: 1, r: a+b}.r = 1
{applicant’s age: 30, r: applicant’s age + 1}.r = 31
(function(a-b, in stock) a-b + in stock)(in stock: 1, a-b: 2) = 3
(function(a.b, x1 2) a.b * x1 2)(a.b: 2, x1 2: 3) = 6
# rule 35: the minus belongs to the number; rules 2 and 4: instance of binds tighter than arithmetic
-1 instance of number
(1 + 1) instance of number
# 10.3.2.3.2: half a surrogate pair is no character
string length("\uD83D") = 1 and string length("\uD83D\uDC0E") = 1
# table 42 and range(): an end left out is written as nothing
string(<5) = "(..5)" and range(string(>=5)) = (>=5)
string([1..2]) = "[1..2]" and string(function(a, b) a) = "function(a, b)"
# table 53: functions of the same parameters, body and scope
(function(x) x + 1) = (function(x) x + 1)
((function(x) x + 1) = (function(x) x + 2)) = false
{f: function(x) x, g: f, r: f = g}.r
# table 55: an interval is two comparisons, whether or not such a range could be
(5 in [10..1]) = false
{x: null, r: 11 in (x..10]}.r = false
(5 in ["a"..1]) = false
[1..3] in ([1..3], 5)
# table 60: exponents have a limit
2 ** -1 = 0.5
# table 63: by name, what is left out is null; a function keeps all its signatures as a value
{f: substring, r: f(string: "abc", start position: 2)}.r = "bc"
{f: list replace, r: f(list: [1, 2], position: 1, newItem: 9)}.r = [9, 2]
before(range: [2..3], point: 5) and before(point: 1, range: [2..3]) and includes(point: 2, range: [1..3])
append(list: [1], item: 2) = [1, 2] and append(list: [1]) = [1] and concatenate(list: [1]) = [1]
# table 65 and its example: a date alone may have a zone
date and time("2012-03-07Z").year = 2012
date and time("2012-03-07+02:00") = date and time("2012-03-07T00:00:00+02:00")
date("2012-03-07Z") = date("2012-03-07")
# table 72, footnote 1
number("1.5", null, ",") = 1.5
number("1 000,5", " ", ",") = 1000.5 and number(".5") = 0.5
# table 74, footnote 1
substring("foobar", 3, 4) = "obar" and substring("foobar", -2, 2) = "ar" and substring("foobar", 3, 99) = "obar"
# table 78: an end that is missing does not matter where the other decides
before((<5), 9) and before(1, (>5)) and after(9, (<=5))
(before((<5), 3)) = false
(overlaps((>5), [1..3])) = false
coincides((<5), (<5)) and (coincides((<5), (<=5))) = false
starts((<5), (<7)) and includes((<10), (<5)) and finishes((>7), (>5))
includes((<5), 3) and during(6, (>5))
"""

NULL = r"""
# table 58: an unknown type, or one without its parameters
1 + 1 instance of number
{a: 1} instance of context
# table 60
1 ** 1000000000
# table 55
{x: null, r: 5 in (x..10]}.r
{x: null, r: 5 in [1..x]}.r
# table 68: a filter is a truth value or a position
[1, 2]["a"]
[1, 2][{a: 1}]
# table 72
date("2012-02-30Z")
date("2012-03-07+15:00")
number("1,5", null, ".")
number("1.0.0", null, ",")
# table 74, footnote 1: length ends with the string
substring("foobar", 3, 0)
substring("foobar", 1.5)
# table 75: numbers only
sum([duration("P1D"), duration("P1D")])
sum([1, null])
# table 78
overlaps((>5), [1..8])
before(1, "a")
before([1..2], ["a".."b"])
"""

NO_FEEL = ["{a: 1,}", "abs(1,)", "[1,]", "function(a,) a", "1 instance of function<number,>->Any"]


def rows(table: str) -> list[str]:
    """Its lines, without the headings."""
    return [line for line in table.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("text", rows(TRUE))
def test_true(text: str) -> None:
    assert compile(text).evaluate({}).value is True, compile(text).evaluate({}).warnings


@pytest.mark.parametrize("text", rows(NULL))
def test_null(text: str) -> None:
    result = compile(text).evaluate({})
    assert result.value is None
    assert result.warnings


@pytest.mark.parametrize("text", NO_FEEL)
def test_no_comma_at_the_end_of_a_list(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile(text)


def test_a_function_of_the_host_comes_before_a_built_in_one() -> None:
    mine = Function(("n",), lambda _, args: args[0] + 100)
    assert compile("sum(1)", ["sum"])({"sum": mine}) == 101
    assert compile("sum([1, 2])", ["sum"])({"sum": 5}) == 3
    assert compile("sum([1, 2])", ["sum"])({}) == 3


def test_the_same_definition_in_two_scopes_is_two_functions() -> None:
    text = "{make: function(y) function(x) x + y, r: make(1) = make(2), s: count([make])}"
    assert compile(text)({})["r"] is False
