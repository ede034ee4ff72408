"""Built-in functions by table of DMN 1.5, 10.3.4. Each row is an expression that has to be true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.feel import compile
from engine.feel.builtins import BUILTINS

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

CONVERSION = """
date("2026-01-31") = @"2026-01-31"
date(2026, 1, 31) = @"2026-01-31"
date(@"2026-01-31T10:00:00") = @"2026-01-31"
date("2026-02-30") = null
date(from: "2026-01-31") = date(year: 2026, month: 1, day: 31)
time("10:00:00Z") = time(10, 0, 0, @"PT0S")
time(@"2026-01-01T10:20:30") = @"10:20:30"
time("25:00:00") = null
date and time("2026-01-01") = @"2026-01-01T00:00:00"
date and time(@"2026-01-01", @"10:00:00") = @"2026-01-01T10:00:00"
date and time("2026-01-01T24:00:00") = @"2026-01-02T00:00:00"
date and time("2026-01-01T10:00:00@Nowhere/Town") = null
duration("P1Y2M") = @"P14M"
duration("P1DT12H") = @"PT36H"
duration("P") = null
duration("PT") = null
years and months duration(@"2011-12-22", @"2013-08-24") = @"P1Y8M"
number("1 000,5", " ", ",") = 1000.5
number("1,000.5", ",", ".") = 1000.5
number("1.000,5", ".", ",") = 1000.5
number("1e3") = 1000
number("x") = null
number("1", ",", ",") = null
number(from: "1,5", decimal separator: ",") = 1.5
string(1.50) = "1.5"
string(@"P1Y2M") = "P1Y2M"
string(-@"PT1H30.5S") = "-PT1H30.5S"
string([1, "a", null]) = "[1, \\"a\\", null]"
string({a: @"2026-01-01"}) = "{a: 2026-01-01}"
string(@"10:00:00@Asia/Shanghai") = "10:00:00@Asia/Shanghai"
string(null) = null
range("[1..5]") = [1..5]
range("(\\"a\\"..\\"c\\"]") = ("a".."c"]
range("[x..5]") = null
"""
STRINGS = """
substring("foobar", 3) = "obar"
substring("foobar", 3, 3) = "oba"
substring("foobar", -2, 1) = "a"
substring("foobar", 0) = null
substring("中国烟草", 3) = "烟草"
substring(string: "foobar", start position: 3, length: 2) = "ob"
string length("🐎ab") = 3
upper case("aBc4") = "ABC4"
lower case("aBc4") = "abc4"
substring before("foobar", "bar") = "foo"
substring before("foobar", "xyz") = ""
substring after("foobar", "ob") = "ar"
substring after("", "a") = ""
contains("foobar", "of") = false
starts with("foobar", "fo")
ends with("foobar", "r")
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") = "[1=ab][2=]cd"
replace("a.b.c", ".", "-", "q") = "a-b-c"
replace("abc", "x*", "-") = null
matches("foobar", "^fo*b")
matches("FOO", "foo", "i")
split("a;b;;c", ";") = ["a", "b", "", "c"]
split("John Doe", "\\\\s") = ["John", "Doe"]
string join(["a", null, "c"], "_") = "a_c"
string join([]) = ""
string join(["a", 1]) = null
upper case(1) = null
upper case(["a"]) = "A"
"""
LISTS = """
list contains([1, null], null)
count([]) = 0
count(null) = null
min([3, 1, 2]) = 1
max("a", "c", "b") = "c"
min([]) = null
max([1, "a"]) = null
sum([1, 2, 3]) = 6
sum([@"P1D", @"PT12H"]) = null
sum([]) = null
mean(1, 2, 3) = 2
all([true, null, false]) = false
all([]) = true
any([false, null]) = null
any([]) = false
sublist([4, 5, 6], 1, 2) = [4, 5]
sublist([4, 5, 6], -2) = [5, 6]
sublist([4, 5, 6], 3, 2) = null
append([1], 2, 3) = [1, 2, 3]
concatenate([1, 2], [3]) = [1, 2, 3]
insert before([1, 3], 1, 2) = [2, 1, 3]
insert before([1], 5, 2) = null
remove([1, 2, 3], 2) = [1, 3]
list replace([2, 4, 7], 3, 6) = [2, 4, 6]
list replace([2, 4, 7], function(item, newItem) item < newItem, 5) = [5, 5, 7]
reverse([1, 2, 3]) = [3, 2, 1]
index of([1, 2, 3, 2], 2) = [2, 4]
union([1, 2], [2, 3]) = [1, 2, 3]
distinct values([1, 2, 1]) = [1, 2]
flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]
product([2, 3, 4]) = 24
median([6, 1, 2, 3]) = 2.5
median([]) = null
stddev(2, 4, 7, 5) = 2.081665999466132735282297706979931
mode(6, 3, 9, 6, 6) = [6]
mode([6, 1, 9, 6, 1]) = [1, 6]
mode([]) = []
sort([3, 1, 2]) = [1, 2, 3]
sort(list: ["b", "a"], precedes: function(x, y) x < y) = ["a", "b"]
sort([1, "a"]) = null
"""
NUMBERS = """
decimal(2.5, 0) = 2
decimal(1/3, 2) = 0.33
floor(-1.5) = -2
floor(-1.56, 1) = -1.6
ceiling(-1.5) = -1
round up(5.5, 0) = 6
round up(-1.126, 2) = -1.13
round down(-5.5, 0) = -5
round half up(-2.5, 0) = -3
round half down(5.5, 0) = 5
abs(-10) = 10
abs(@"-P1Y") = @"P1Y"
modulo(-12, 5) = 3
modulo(12, -5) = -3
modulo(10.1, 4.5) = 1.1
modulo(1, 0) = null
sqrt(16) = 4
sqrt(-1) = null
decimal(log(10), 8) = 2.30258509
log(0) = null
decimal(exp(5), 8) = 148.41315910
odd(5)
even(-2)
odd(1.5) = null
decimal(1, 99999) = null
"""
TEMPORAL = """
now() = @"2026-05-04T09:30:00Z"
today() = @"2026-05-04"
day of year(@"2019-09-17") = 260
day of week(@"2019-09-17") = "Tuesday"
month of year(@"2019-09-17") = "September"
week of year(@"2003-12-29") = 1
is(@"23:00:50Z", @"23:00:50") = false
is(1.0, 1)
is(@"10:00:00Z", @"11:00:00+01:00") = false
"""
RANGES = """
before(1, 10)
before([1..10), 10)
before([1..5], [5..10]) = false
before([1..5), [5..10])
after([5..10], 4)
after(10, [1..10))
meets([1..5], [5..10])
meets([1..5), [5..10]) = false
met by([5..10], [1..5])
overlaps([5..10], [1..6])
overlaps([1..3], [4..6]) = false
overlaps before([1..5], [3..8])
overlaps before([1..5], [1..5]) = false
overlaps after([3..8], [1..5])
finishes(10, [1..10])
finishes([5..10], [1..10])
finished by([1..10], 10)
finished by([1..10], [5..10])
includes([1..10], 5)
includes([1..10], [4..6])
includes([1..10), 10) = false
during(5, [1..10])
during([4..6], [1..10])
starts(1, [1..10])
starts([1..5], [1..10])
started by([1..10], 1)
started by([1..10], [1..5])
coincides([1..5], [1..5])
coincides(3, 3)
before(1, "a") = null
before((< 5), 9)
"""
CONTEXTS = """
get value({key1: "v"}, "key1") = "v"
get value({}, "nope") = null
get entries({a: 1})[1].key = "a"
context([{key: "a", value: 1}]) = {a: 1}
context([{key: "a", value: 1}, {key: "a", value: 2}]) = null
context put({x: 1}, "y", 2) = {x: 1, y: 2}
context put({x: 1, y: {a: 0}}, ["y", "a"], 2) = {x: 1, y: {a: 2}}
context put({x: 1}, [], 2) = null
context merge([{x: 1}, {x: 2, y: 3}]) = {x: 2, y: 3}
not(true) = false
not(null) = null
not(1) = null
"""
ROWS = "".join([CONVERSION, STRINGS, LISTS, NUMBERS, TEMPORAL, RANGES, CONTEXTS]).strip().splitlines()


@pytest.mark.parametrize("row", [row for row in ROWS if row])
def test_table_row(row: str) -> None:
    result = compile(row).evaluate({}, now=NOW)
    assert result.value is True, result


def test_every_function_of_the_tables_is_exercised() -> None:
    used = frozenset().union(*(_called(row) for row in ROWS))
    assert set(BUILTINS) - used == set()


def _called(row: str) -> set[str]:
    return {name for name in BUILTINS if f"{name}(" in row}


def test_without_a_clock_now_is_null() -> None:
    result = compile("now()").evaluate({})
    assert (result.value, len(result.warnings)) == (None, 1)


@pytest.mark.parametrize("text", ["abs()", "abs(1, 2)", "abs(m: 1)", "count(1, 2)", 'contains("a")', "min()"])
def test_wrong_arguments_are_null_with_a_warning(text: str) -> None:
    result = compile(text).evaluate({})
    assert result.value is None
    assert "参数" in result.warnings[0]
