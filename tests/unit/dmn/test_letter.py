"""Edges of DMN 1.5 outside FEEL: types, boxed expressions and the order of output values, by their wording."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.dmn import read
from engine.feel.values.text import text_of
from engine.model.errors import InvalidContent
from tests.unit.dmn.models import decision, definitions, inputs, literal, needs, only, table

RANKED = '<itemDefinition name="tP"><typeRef>string</typeRef><allowedValues><text>"a","b","c"</text></allowedValues>'\
    "</itemDefinition>"
ALLOWED = '<itemDefinition name="tA"><typeRef>number</typeRef><allowedValues><text>[1..10]</text></allowedValues>'\
    "</itemDefinition>"
MANY = '<itemDefinition name="tL" isCollection="true"><typeRef>number</typeRef><allowedValues><text>1,2</text>'\
    "</allowedValues></itemDefinition>"
WHOLE = '<itemDefinition name="tW" isCollection="true"><typeRef>number</typeRef>'\
    "<typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>"
STRUCTURE = '<itemDefinition name="tS"><itemComponent name="a"><typeRef>number</typeRef></itemComponent>'\
    '<itemComponent name="b c" isCollection="true"><typeRef>string</typeRef></itemComponent></itemDefinition>'
FUNCTION = '<itemDefinition name="tF"><functionItem outputTypeRef="number"/></itemDefinition>'


def value(logic: str, *parts: str, type_ref: str = "") -> str:
    """What the decision yields, as text."""
    variable = f'typeRef="{type_ref}"' if type_ref else ""
    return text_of(only(*parts, decision("d", logic, variable=variable)).decide({}).value)


@pytest.mark.parametrize(
    ("definition", "type_ref", "text", "expected"),
    [
        (ALLOWED, "tA", "5", "5"), (ALLOWED, "tA", "[5]", "5"), (ALLOWED, "tA", "11", "null"),
        (ALLOWED, "tA", '"a"', "null"),
        (MANY, "tL", "[1, 2, null]", "[1, 2, null]"), (MANY, "tL", "1", "[1]"), (MANY, "tL", "[1, 3]", "null"),
        (MANY, "tL", "[]", "[]"),
        (WHOLE, "tW", "[1, 2]", "[1, 2]"), (WHOLE, "tW", "[1]", "null"),
        (STRUCTURE, "tS", '{a: 1, b c: ["x"], d: 1}', '{a: 1, b c: ["x"], d: 1}'),
        (STRUCTURE, "tS", "{a: 1}", "null"), (STRUCTURE, "tS", '{a: 1, b c: ["x", 2]}', "null"),
        ("", "date and time", '@"2020-01-01"', "2020-01-01T00:00:00Z"),
        ("", "date", '@"2020-01-01T00:00:00"', "null"),
        ("", "feel:number", "[1]", "1"), ("", "number", "[1, 2]", "null"),
    ],
)
def test_types(definition: str, type_ref: str, text: str, expected: str) -> None:
    assert value(literal(text), definition, type_ref=type_ref) == expected


def test_what_does_not_fit_is_one_warning() -> None:
    outcome = only(ALLOWED, decision("d", literal("11"), variable='typeRef="tA"')).decide({})
    assert outcome.warnings == ('“d”不是类型 tA / "d" is not of type tA',)


def test_a_prefix_of_the_document_is_no_part_of_a_type() -> None:
    source = definitions(decision("d", literal("1"), variable='typeRef="own:number"'))
    named = source.replace(b"<definitions ", b'<definitions xmlns:own="urn:m" ')
    assert read(named, "t.dmn").decisions["d"].decide({}).value == 1


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER", "FIRST", "UNIQUE"])
@pytest.mark.parametrize("default", ["", "<defaultOutputEntry><text>\"none\"</text></defaultOutputEntry>"])
def test_no_rule_gives_the_default_or_null(policy: str, default: str) -> None:
    """10.3.2.10: whatever the policy."""
    output = f'<output name="o"><outputValues><text>"none","a"</text></outputValues>{default}</output>'
    logic = table([(["1"], ['"a"'])], ["x"], output, f'hitPolicy="{policy}"')
    found = only(inputs("x"), decision("d", logic, needs("x"))).decide({"x": Decimal(9)})
    assert found.value == ("none" if default else None)


@pytest.mark.parametrize(("policy", "expected"), [("PRIORITY", "b"), ("OUTPUT ORDER", ["b", "c"])])
def test_allowed_values_of_the_type_rank_outputs(policy: str, expected: Any) -> None:
    rules = [(["1"], ['"c"']), (["< 2"], ['"b"'])]
    typed = table(rules, ["x"], '<output typeRef="tP"/>', f'hitPolicy="{policy}"')
    assert only(RANKED, inputs("x"), decision("d", typed, needs("x"))).decide({"x": Decimal(1)}).value == expected


def test_the_type_of_the_decision_ranks_its_only_output() -> None:
    rules = [(["1"], ['"c"']), (["< 2"], ['"b"'])]
    logic = table(rules, ["x"], "<output/>", 'hitPolicy="PRIORITY"')
    d = only(RANKED, inputs("x"), decision("d", logic, needs("x"), 'typeRef="tP"'))
    assert d.decide({"x": Decimal(1)}).value == "b"


def binding(name: str, text: str) -> str:
    return f'<binding><parameter name="{name}"/>{literal(text)}</binding>'


def entry(name: str, logic: str) -> str:
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def invocation(callee: str, *bindings: str) -> str:
    return f"<invocation>{literal(callee)}{''.join(bindings)}</invocation>"


def context(*entries: str) -> str:
    return f"<context>{''.join(entries)}</context>"


TYPED_FUNCTION = f'<functionDefinition typeRef="tF">{literal("1 + 1")}</functionDefinition>'
COLUMNS = '<column name="a"/><column name="b" typeRef="number"/>'
CELLS = f'<row>{literal("1")}{literal("[2]")}</row><row>{literal("3")}{literal("null")}</row>'


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (invocation("substring", binding("string", '"abc"'), binding("start position", "2")), "bc"),
        (invocation("abs", binding("n", "-4")), "4"),
        (invocation("abs", binding("m", "-4")), "null"),
        (f"<relation>{COLUMNS}{CELLS}</relation>", "[{a: 1, b: 2}, {a: 3, b: null}]"),
        (context(entry("f", TYPED_FUNCTION), entry("", literal("f()"))), "2"),
        (context(entry("a", literal("1")), entry("b c", literal("a + 1")), entry("", literal("a + b c"))), "3"),
    ],
)
def test_boxed(logic: str, expected: str) -> None:
    assert value(logic, FUNCTION) == expected


@pytest.mark.parametrize(("body", "expected"), [("n + 1", "2"), ('"a"', "null")])
def test_the_type_of_encapsulated_logic_is_that_of_its_result(body: str, expected: str) -> None:
    logic = f'<encapsulatedLogic typeRef="number"><formalParameter name="n"/>{literal(body)}</encapsulatedLogic>'
    knowledge = f'<businessKnowledgeModel id="f" name="f">{logic}</businessKnowledgeModel>'
    need = '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
    assert text_of(only(knowledge, decision("d", literal("f(1)"), need)).decide({}).value) == expected


def test_entries_of_a_context_have_distinct_names() -> None:
    logic = context(entry("a", literal("1")), entry("a", literal("2")))
    with pytest.raises(InvalidContent) as refusal:
        only(decision("d", logic))
    assert [problem.code for problem in refusal.value.problems] == ["dmn_duplicate_entry"]


def test_the_language_of_the_whole_model_counts() -> None:
    source = definitions(decision("d", literal("1"))).replace(b"<definitions ", b'<definitions expressionLanguage="x" ')
    with pytest.raises(InvalidContent):
        read(source, "t.dmn")
