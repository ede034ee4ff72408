"""Decision tables: every hit policy, defaults, allowed values (DMN 1.5, 8.2 and 8.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.dmn import RuleHit
from tests.unit.dmn.models import decision, inputs, needs, only, table

RULES = [(["> 5"], ["2"]), (["> 3"], ["1"]), (["> 1"], ["2"]), (["< 0"], ["3"])]
PLAIN = '<output name="o"/>'
RANKED = '<output name="o"><outputValues><text>3, 1, 2</text></outputValues></output>'


def decide(attributes: str, value: int, output: str = PLAIN) -> Any:
    logic = table(RULES, ["x"], output, attributes)
    return only(inputs("x"), decision("d", logic, needs("x"))).decide({"x": value})


@pytest.mark.parametrize(
    ("attributes", "output", "value", "expected", "matched"),
    [
        ("", PLAIN, -1, 3, [4]),
        ("", PLAIN, 0, None, []),
        ("", PLAIN, 4, None, [2, 3]),
        ('hitPolicy="ANY"', PLAIN, 2, 2, [3]),
        ('hitPolicy="ANY"', PLAIN, 4, None, [2, 3]),
        ('hitPolicy="FIRST"', PLAIN, 9, 2, [1]),
        ('hitPolicy="PRIORITY"', RANKED, 9, 1, [2]),
        ('hitPolicy="RULE ORDER"', PLAIN, 9, [2, 1, 2], [1, 2, 3]),
        ('hitPolicy="OUTPUT ORDER"', RANKED, 9, [1, 2, 2], [2, 1, 3]),
        ('hitPolicy="COLLECT"', PLAIN, 9, [2, 1, 2], [1, 2, 3]),
        ('hitPolicy="COLLECT"', PLAIN, 0, None, []),
        ('hitPolicy="COLLECT" aggregation="SUM"', PLAIN, 9, 5, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="MIN"', PLAIN, 9, 1, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="MAX"', PLAIN, 9, 2, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', PLAIN, 9, 3, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', PLAIN, 0, None, []),
        ('hitPolicy="COLLECT" aggregation="SUM"', PLAIN, 0, None, []),
    ],
)
def test_hit_policy(attributes: str, output: str, value: int, expected: Any, matched: list[int]) -> None:
    outcome = decide(attributes, value, output)
    assert outcome.value == expected
    assert [hit.index for hit in outcome.matched] == matched


def test_a_hit_names_decision_and_rule() -> None:
    assert decide("", -1).matched == (RuleHit("d", "r4", 4),)


@pytest.mark.parametrize(
    ("attributes", "value", "warning"),
    [
        ("", 4, "唯一命中的表有多条规则匹配:2, 3"), ('hitPolicy="ANY"', 4, "任意命中的表规则结果不一致"),
        ("", 0, "决策表没有规则匹配"),
    ],
)
def test_a_table_says_why_it_is_null(attributes: str, value: int, warning: str) -> None:
    assert decide(attributes, value).warnings[0].startswith(warning)


TWO = '<output name="a"/><output name="b"/>'


def test_several_outputs_make_a_context() -> None:
    logic = table([(["1"], ['"x"', "x + 1"])], ["x"], TWO)
    assert only(inputs("x"), decision("d", logic, needs("x"))).decide({"x": 1}).value == {"a": "x", "b": Decimal(2)}


@pytest.mark.parametrize(("attributes", "expected"), [("", "none"), ('hitPolicy="COLLECT"', "none")])
def test_default_output(attributes: str, expected: Any) -> None:
    output = '<output name="o"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>'
    logic = table([(["1"], ['"one"'])], ["x"], output, attributes)
    assert only(inputs("x"), decision("d", logic, needs("x"))).decide({"x": 9}).value == expected


def test_an_output_outside_its_allowed_values_is_null() -> None:
    output = '<output name="o"><outputValues><text>"a", "b"</text></outputValues></output>'
    outcome = only(decision("d", table([([], ['"c"'])], [], output))).decide({})
    assert outcome.value is None
    assert "不在允许值内" in outcome.warnings[0]


def test_an_input_outside_its_allowed_values_matches_no_rule() -> None:
    column = (
        '<input label="类别"><inputExpression><text>x</text></inputExpression>'
        '<inputValues><text>"a", "b"</text></inputValues></input>'
    )
    logic = table([(["-"], ["1"])], [], column + PLAIN)
    outcome = only(inputs("x"), decision("d", logic, needs("x"))).decide({"x": "z"})
    assert (outcome.value, outcome.matched) == (None, ())
    assert outcome.warnings == ("输入“类别”不在允许值内 / input \"类别\" is not an allowed value",)


def test_cells_may_use_the_value_and_other_inputs() -> None:
    rules = [(["? > y", "-"], ['"more"']), (["not(> y)", "-"], ['"no more"'])]
    logic = table(rules, ["x", "y"], PLAIN)
    found = only(inputs("x", "y"), decision("d", logic, needs("x", "y")))
    assert [found.decide({"x": x, "y": 5}).value for x in (9, 1)] == ["more", "no more"]
