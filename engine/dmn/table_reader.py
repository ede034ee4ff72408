"""Read a decision table."""

from __future__ import annotations

from collections.abc import Collection

from engine.dmn.hit_policy import AGGREGATIONS, POLICIES, RANKED
from engine.dmn.item_reader import type_of
from engine.dmn.item_types import ItemType
from engine.dmn.reading import Reading
from engine.dmn.table import Input, Output, Rule, Table
from engine.dmn.xml import Element, child, children, name_of, tag, text_in
from engine.feel import UnaryTests

_KNOWN = ("input", "output", "annotation", "rule", "description", "extensionElements")


def read_table(reading: Reading, element: Element, scope: Collection[str], owner: str) -> Table | None:
    """The table, or None after noting its problems."""
    before = len(reading.problems)
    policy, aggregation = _policy(reading, element)
    inputs = [_input(reading, one, scope) for one in children(element, "input")]
    outputs = [_output(reading, one, scope, ranked=policy in RANKED) for one in children(element, "output")]
    if not outputs:
        reading.problem(element, "dmn_no_output", "决策表没有输出列", "the decision table has no output")
    if policy in RANKED and not any(output.order for output in outputs):
        reading.problem(element, "dmn_no_order", f"{policy} 需要输出值列表", f"{policy} needs output values")
    if aggregation and len(outputs) > 1:
        reading.problem(element, "dmn_aggregation", "聚合只能有一个输出列", "an aggregation takes one output only")
    _check_names(reading, element)
    rules = [_rule(reading, rule, scope, len(inputs), len(outputs)) for rule in children(element, "rule")]
    for extra in children(element):
        if tag(extra) not in _KNOWN:
            reading.unsupported(extra)
    if len(reading.problems) > before:
        return None
    return Table(
        owner, tuple(one for one in inputs if one), tuple(one for one in outputs if one),
        tuple(one for one in rules if one), policy, aggregation,
    )


def _policy(reading: Reading, element: Element) -> tuple[str, str]:
    policy = str(element.get("hitPolicy", "UNIQUE"))
    aggregation = str(element.get("aggregation", ""))
    if policy not in POLICIES:
        reading.problem(element, "dmn_hit_policy", f"未知命中策略 {policy}", f"unknown hit policy {policy}")
    if aggregation and (aggregation not in AGGREGATIONS or policy != "COLLECT"):
        reading.problem(element, "dmn_aggregation", f"聚合 {aggregation} 不适用", f"misplaced {aggregation}")
    return policy, aggregation


def _input(reading: Reading, element: Element, scope: Collection[str]) -> Input | None:
    inner = child(element, "inputExpression")
    if inner is None:
        reading.problem(element, "dmn_no_expression", "输入列没有表达式", "the input has no expression")
        return None
    expression = reading.expression(inner, scope)
    label = str(element.get("label") or text_in(inner))
    allowed = _values(reading, child(element, "inputValues"), scope)
    return Input(label, expression, type_of(reading, inner), allowed) if expression else None


def _output(reading: Reading, element: Element, scope: Collection[str], *, ranked: bool) -> Output:
    values = child(element, "outputValues")
    kind = type_of(reading, element) or _variable_type(reading, element)
    order = reading.expression(values, scope, f"[{text_in(values)}]") if ranked and values is not None else None
    if ranked and order is None and kind is not None:
        order = kind.ranking()
    default = child(element, "defaultOutputEntry")
    has_default = default is not None and text_in(default)
    return Output(
        name_of(element), type_of(reading, element), _values(reading, values, scope), order,
        reading.expression(default, scope) if default is not None and has_default else None,
    )


def _variable_type(reading: Reading, output: Element) -> ItemType | None:
    """The type of the decision a table with one output is the logic of."""
    table = output.getparent()
    owner = table.getparent() if table is not None and len(children(table, "output")) == 1 else None
    return type_of(reading, child(owner, "variable")) if owner is not None and tag(owner) == "decision" else None


def _values(reading: Reading, element: Element | None, scope: Collection[str]) -> UnaryTests | None:
    text = text_in(element)
    return reading.tests(element, text, scope) if element is not None and text else None


def _check_names(reading: Reading, element: Element) -> None:
    outputs = children(element, "output")
    names = [str(output.get("name", "")) for output in outputs]
    if len(outputs) > 1 and (not all(names) or len(set(names)) < len(names)):
        reading.problem(element, "dmn_output_name", "多个输出列须各有名称", "several outputs need a name each")


def _rule(reading: Reading, element: Element, scope: Collection[str], inputs: int, outputs: int) -> Rule | None:
    conditions, results = children(element, "inputEntry"), children(element, "outputEntry")
    if (len(conditions), len(results)) != (inputs, outputs):
        reading.problem(
            element, "dmn_rule_width",
            f"规则有 {len(conditions)} 个条件、{len(results)} 个结果,应为 {inputs} 和 {outputs}",
            f"the rule has {len(conditions)} conditions and {len(results)} results, not {inputs} and {outputs}",
        )
        return None
    tests = [reading.tests(one, text_in(one) or "-", scope) for one in conditions]
    values = [reading.expression(one, scope, text_in(one) or "null") for one in results]
    if None in tests or None in values:
        return None
    return Rule(str(element.get("id", "")), tuple(one for one in tests if one), tuple(one for one in values if one))
