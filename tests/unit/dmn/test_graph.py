"""Requirements, types, boxed expressions, services (DMN 1.5, 6.3, 7.3, 10.4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.dmn.models import decision, inputs, literal, model, needs, only, table


def test_decisions_require_decisions_and_each_is_decided_once() -> None:
    calls: list[int] = []

    def count_me() -> int:
        calls.append(1)
        return 5

    read = model(
        inputs("x"),
        decision("a", literal("x + count me()"), needs("x")),
        decision("b", literal("a * 2"), needs(decisions=["a"])),
        decision("d", literal("a + b"), needs(decisions=["a", "b"])),
    )
    assert read.decisions["d"].decide({"x": 1}, {"count me": count_me}).value == 18
    assert calls == [1]
    assert read.decisions["d"].inputs == ("x",)
    assert read.decisions["d"].requires == ("a", "b")


def test_hits_of_required_decisions_are_told() -> None:
    inner = decision("a", table([([], ["1"])], [], '<output name="o"/>'))
    outcome = only(inner, decision("d", literal("a + 1"), needs(decisions=["a"]))).decide({})
    assert [(hit.decision, hit.rule) for hit in outcome.matched] == [("a", "r1")]


def test_a_decision_sees_only_what_it_requires() -> None:
    read = model(inputs("x", "y"), decision("d", literal("x + y"), needs("x")))
    assert read.decisions["d"].decide({"x": 1, "y": 2}).value is None
    assert [(doubt.element, doubt.code) for doubt in read.warnings] == [("d", "dmn_unknown_name")]


TYPES = """
<itemDefinition name="tKind"><typeRef>string</typeRef>
<allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
<itemDefinition name="tKinds" isCollection="true"><typeRef>tKind</typeRef></itemDefinition>
<itemDefinition name="tCase"><itemComponent name="kind"><typeRef>tKind</typeRef></itemComponent>
<itemComponent name="amount"><typeRef>number</typeRef></itemComponent></itemDefinition>
"""


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("tKind", '"a"', "a"), ("tKind", '"z"', None), ("tKind", '["a"]', "a"), ("tKinds", '"a"', ["a"]),
        ("tKinds", '["a", "z"]', None), ("tKinds", "[]", []), ("number", '"1"', None), ("Any", '"1"', "1"),
        ("tCase", '{kind: "a", amount: 1}', {"kind": "a", "amount": 1}), ("tCase", '{kind: "a"}', None),
        ("string", "null", None),
    ],
)
def test_values_are_converted_to_the_declared_type(kind: str, text: str, value: Any) -> None:
    assert only(TYPES, decision("d", literal(text), variable=f'typeRef="{kind}"')).decide({}).value == value


def test_an_input_of_the_wrong_type_is_null_with_a_warning() -> None:
    data = '<inputData id="in_x" name="x"><variable name="x" typeRef="number"/></inputData>'
    outcome = only(data, decision("d", literal("x"), needs("x"))).decide({"x": "one"})
    assert (outcome.value, len(outcome.warnings)) == (None, 1)


def entry(name: str, text: str) -> str:
    return f'<contextEntry><variable name="{name}"/>{literal(text)}</contextEntry>'


BOXED = {
    "context": (f'<context>{entry("a", "1")}{entry("b", "a + 1")}</context>', {"a": 1, "b": 2}),
    "context result": (f'<context>{entry("a", "1")}<contextEntry>{literal("a + 1")}</contextEntry></context>', 2),
    "list": (f"<list>{literal('1')}{literal('2')}</list>", [1, 2]),
    "relation": (
        f'<relation><column name="a"/><row>{literal("1")}</row><row>{literal("2")}</row></relation>',
        [{"a": 1}, {"a": 2}],
    ),
    "conditional": (
        f"<conditional><if>{literal('false')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
        2,
    ),
    "filter": (f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>", [2, 3]),
    "for": (
        f'<for iteratorVariable="i"><in>{literal("[1, 2]")}</in><return>{literal("i * 2")}</return></for>', [2, 4],
    ),
    "for a range": (
        f'<for iteratorVariable="i"><in>{literal("1..3 // days")}</in><return>{literal("partial")}</return></for>',
        [[], [[]], [[], [[]]]],
    ),
    "some": (
        f'<some iteratorVariable="i"><in>{literal("[1, 2]")}</in><satisfies>{literal("i > 1")}</satisfies></some>',
        True,
    ),
}


@pytest.mark.parametrize("name", BOXED)
def test_boxed_expressions(name: str) -> None:
    logic, value = BOXED[name]
    assert only(decision("d", logic)).decide({}).value == value


BKM = (
    '<businessKnowledgeModel id="k" name="double it"><variable name="double it"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/>' + literal("n * 2") + "</encapsulatedLogic></businessKnowledgeModel>"
)
KNOWS = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
INVOCATION = (
    f"<invocation>{literal('double it')}<binding><parameter name=\"n\"/>{literal('4')}</binding></invocation>"
)


@pytest.mark.parametrize(
    ("logic", "value"),
    [(literal("double it(4)"), 8), (literal("double it(n: 4)"), 8), (literal('double it("x")'), None), (INVOCATION, 8)],
)
def test_knowledge_models_are_functions(logic: str, value: Any) -> None:
    assert only(BKM, decision("d", logic, KNOWS)).decide({}).value == value


def test_a_service_is_a_function_of_its_inputs() -> None:
    read = model(
        inputs("x"),
        decision("a", literal("x + 1"), needs("x")),
        decision("d", literal("a * 10"), needs(decisions=["a"])),
        '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d"/>'
        '<encapsulatedDecision href="#a"/><inputData href="#in_x"/></decisionService>',
    )
    assert read.services["s"].inputs == ("x",)
    assert read.services["s"].decide({"x": 1}).value == 20
