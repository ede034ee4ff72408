"""The examples the standard itself gives (DMN 1.5, 10.3.2 and the tables of 10.3.4), and its rules beside them."""

from __future__ import annotations

import pytest

from engine.feel import compile

TRUE = """
-4 ** 2 = 16
1.2e3 = 1.2 * 10 ** 3
number("1.000.000,01", ".", ",") = 1000000.01
[1, 2, 3, 4][item > 2] = [3, 4]
[{x: 1, y: 2}, {x: 2, y: 3}][x = 1] = [{x: 1, y: 2}]
[{x: 1, y: 2}, {x: null, y: 3}][x < 2] = [{x: 1, y: 2}]
[{x: 1, y: 2}, {x: 2, y: 3}].y = [2, 3]
[{x: 1, y: 2}, {x: 2}].y = [2, null]
[{a: {b: [1]}}, {a: {b: [2.1, 2.2]}}, {a: {b: [3]}}].a.b = [[1], [2.1, 2.2], [3]]
get entries({key1: "value1"})[key = "key1"].value = ["value1"]
3[item > 2] = [3]
contains(["foobar"], "of") = false
(>1).start = 1 and (>1).start included = false and (<=10).end included = true
{isPositive: function(x) x > 0, isNotNegative: function(x) isPositive(x + 1), result: isNotNegative(0)}.result
(for i in 0..4 return if i = 0 then 1 else i * partial[-1]) = [1, 1, 2, 6, 24]
[123] instance of list<number>
"abc" instance of string
not(123 instance of string)
date and time("2012-03-07T00:00:00Z").year = 2012
date("2012-12-25") - date("2012-12-24") = duration("P1D")
date(date and time("2012-12-25T11:00:00Z")) = date("2012-12-25")
date(2012, 12, 25) = date("2012-12-25")
date and time("2012-12-24T23:59:00") = date and time(date("2012-12-24"), time("23:59:00"))
date and time("2012-12-24T23:59:00") + duration("PT1M") = date and time("2012-12-25T00:00:00")
time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")
time(date and time("2012-12-25T11:00:00Z")) = time("11:00:00Z")
time("23:59:00z") = time(23, 59, 0, duration("PT0H"))
number("1 000,0", " ", ",") = number("1,000.0", ",", ".")
string(1.1) = "1.1"
date and time("2012-12-24T23:59:00") - date and time("2012-12-22T03:45:00") = duration("P2DT20H14M")
duration("P2Y2M") = duration("P26M")
years and months duration(date("2011-12-22"), date("2013-08-24")) = duration("P1Y8M")
range("[18..21)") = [18..21)
range("[2..)").start = 2 and range("[2..)").end = null
range("(..2)") = (<2)
substring("foobar", 3) = "obar" and substring("foobar", 3, 3) = "oba" and substring("foobar", -2, 1) = "a"
substring("\\U01F40Eab", 2) = "ab" and string length("\\U01F40Eab") = 3
substring before("foobar", "bar") = "foo" and substring before("foobar", "xyz") = ""
substring after("foobar", "ob") = "ar" and substring after("", "a") = ""
replace("banana", "a", "o") = "bonono"
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") = "[1=ab][2=]cd"
matches("foobar", "^fo*b")
split("John Doe", "\\\\s") = ["John", "Doe"] and split("a;b;c;;", ";") = ["a", "b", "c", "", ""]
string join(["a", null, "c"], "X") = "aXc" and string join([], "X") = "" and string join(["a", "b"], null) = "ab"
count([1, [2, 3]]) = 2
min(1) = min([1]) and max(1, 2, 3) = 3
mean(1, 2, 3) = 2 and sum(1) = 1
all([false, null, true]) = false and any([false, null, true])
sublist([4, 5, 6], 1, 2) = [4, 5]
append([1], 2, 3) = [1, 2, 3] and concatenate([1, 2], [3]) = [1, 2, 3]
insert before([1, 3], 1, 2) = [2, 1, 3] and remove([1, 2, 3], 2) = [1, 3]
list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]
list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) = [5, 5, 7, 8]
index of([1, 2, 3, 2], 2) = [2, 4] and union([1, 2], [2, 3]) = [1, 2, 3]
flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]
median(8, 2, 5, 3, 4) = 4 and median([6, 1, 2, 3]) = 2.5
decimal(stddev(2, 4, 7, 5), 12) = 2.081665999466
mode([6, 1, 9, 6, 1]) = [1, 6] and mode([]) = []
decimal(1/3, 2) = .33 and decimal(1.5, 0) = 2 and decimal(2.5, 0) = 2
floor(-1.56, 1) = -1.6 and ceiling(-1.56, 1) = -1.5
round up(-1.126, 2) = -1.13 and round down(-1.126, 2) = -1.12
round half up(-5.5, 0) = -6 and round half down(5.5, 0) = 5
abs(@"-PT5H") = @"PT5H"
modulo(-12, 5) = 3 and modulo(12, -5) = -3 and modulo(10.1, -4.5) = -3.4
decimal(log(10), 11) = 2.30258509299 and decimal(exp(5), 12) = 148.413159102577
is(date("2012-12-25"), date("2012-12-25")) and is(time("23:00:50z"), time("23:00:50+00:00"))
not(is(date("2012-12-25"), time("23:00:50"))) and not(is(time("23:00:50z"), time("23:00:50")))
before(1, (1..10]) and before([1..10), 10) and after((11..20], [1..11])
overlaps before([1..5), (1..5]) and not(overlaps before([1..5), [1..5]))
includes([1..10], (1..10)) and during([1..10), [1..10]) and starts([1..10), [1..10])
finished by([1..10], (1..10]) and started by((1..10), (1..10)) and met by([5..10], [1..5])
day of year(date(2019, 9, 17)) = 260 and week of year(date(2005, 1, 1)) = 53
sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y) = [1, 2, 3, 4, 5]
context([{key: "a", value: 1}, {key: "b", value: 2, something: "else"}]) = {a: 1, b: 2}
context put({x: 1, y: {a: 0}}, ["y", "a"], 2) = {x: 1, y: {a: 2}}
context merge([{x: 1, y: 0}, {y: 2}]) = {x: 1, y: 2}
date and time("2026-01-01T10:00:00+08:00") > date and time("2026-01-01T09:00:00")
time("10:00:00+08:00") < time("10:00:01")
(function(a, b) b = null)(a: 1)
[<3, >5][2] = (>5) and 7 in [<3, >5] and during(6, >5)
0 ** 0 = 1
"""

NULL = """
"1" = 1
123 instance of list
1 instance of Unheard
[[1]] instance of list<Unheard>
string(null)
range("")
range("[..]")
range("[..2]")
range("[1+1..3]")
range("[3..1]")
[3..1]
not(null)
max([])
sum([])
all(0)
any(0)
stddev([47])
context([{key: "a", value: 1}, {key: "b"}])
context put({x: 1, y: {a: 0}}, [], 2)
context put({x: 1}, ["y", "z"], 2)
concatenate([1], null)
date and time("2012-12-24T23:59:00Z") - date and time("2012-12-22T03:45:00")
date("2012-12-24") - date and time("2012-12-22T03:45:00")
duration("P1Y") / 0
null[1]
null[item > 1]
1 < "a"
substring(start position: 1)
"""


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_true(text: str) -> None:
    assert compile(text)({}) is True


@pytest.mark.parametrize("text", NULL.strip().splitlines())
def test_null(text: str) -> None:
    assert compile(text)({}) is None


NO_FEEL = ["a = = b", "a > > b", "if true then 1", "1 +", "[1..", "{a: }", "some x in [1]", "@1"]


@pytest.mark.parametrize("text", NO_FEEL)
def test_not_feel(text: str) -> None:
    with pytest.raises(Exception, match="FEEL line 1"):
        compile(text)
