"""Bad and hostile files: every problem is told with its line and element, nothing is skipped in silence."""

from __future__ import annotations

import pytest

from engine.dmn import read
from engine.feel import FeelLimitError
from engine.model.errors import InvalidContent, Problem
from tests.unit.dmn.models import NAMESPACE, decision, definitions, inputs, literal, needs, table


def problems(source: bytes) -> tuple[Problem, ...]:
    with pytest.raises(InvalidContent) as caught:
        read(source, "t.dmn")
    return caught.value.problems


def codes(*parts: str) -> list[str]:
    return [problem.code for problem in problems(definitions("\n".join(parts)))]


OUT = '<output name="o"/>'
TWO = OUT + '<output name="p"/>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([decision("d", literal("1 +"))], ["feel_syntax"]),
        ([decision("d", "<list><magic/></list>")], ["dmn_unsupported"]),
        ([decision("d", "<filter/>")], ["dmn_no_expression", "dmn_no_expression"]),
        ([decision("d", literal("1"), needs("gone"))], ["dmn_no_target"]),
        ([decision("d", literal("1"), variable='typeRef="tGone"')], ["dmn_unknown_type"]),
        ([decision("d", "<magic/>")], ["dmn_unsupported"]),
        (['<import name="other" namespace="urn:x" importType="urn:y"/>'], ["dmn_unsupported"]),
        ([f'<import name="other" namespace="urn:x" importType="{NAMESPACE}"/>'], ["dmn_no_import"]),
        ([decision("d", table([], [], OUT, 'hitPolicy="LUCKY"'))], ["dmn_hit_policy"]),
        ([decision("d", table([], [], OUT, 'hitPolicy="PRIORITY"'))], ["dmn_no_order"]),
        ([decision("d", table([], [], OUT, 'hitPolicy="FIRST" aggregation="SUM"'))], ["dmn_aggregation"]),
        ([decision("d", table([], [], TWO, 'hitPolicy="COLLECT" aggregation="SUM"'))], ["dmn_aggregation"]),
        ([decision("d", table([], [], ""))], ["dmn_no_output"]),
        ([decision("d", table([], [], OUT + OUT))], ["dmn_output_name"]),
        ([decision("d", table([(["1", "2"], ["1"])], ["x"], OUT))], ["dmn_rule_width"]),
        ([decision("d", table([(["(("], ["1 1"])], ["x"], OUT))], ["feel_syntax", "feel_syntax"]),
        ([decision("d", literal("1")), decision("d", literal("2"))], ["dmn_duplicate_id"]),
        ([decision("a", literal("d"), needs(decisions=["d"])), decision("d", literal("a"), needs(decisions=["a"]))],
         ["dmn_cycle"]),
        (['<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'], ["dmn_type_cycle"]),
        ([decision("d", '<literalExpression expressionLanguage="python"><text>1</text></literalExpression>')],
         ["dmn_language"]),
        (['<businessKnowledgeModel id="k" name="k"><encapsulatedLogic kind="Java">' + literal("1")
          + "</encapsulatedLogic></businessKnowledgeModel>"], ["dmn_unsupported"]),
    ],
)
def test_problem(parts: list[str], expected: list[str]) -> None:
    assert codes(*parts) == expected


def test_every_problem_is_told_with_line_and_element() -> None:
    found = problems(definitions(f'{decision("a", literal("1 +"))}\n{inputs("x")}\n{decision("b", literal("(2"))}'))
    places = [(problem.file, problem.line, problem.element) for problem in found]
    assert places == [("t.dmn", 2, "a"), ("t.dmn", 4, "b")]
    assert all(problem.zh and problem.en for problem in found)


BOMB = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 20))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "xml_syntax"),
        (b"<definitions", "xml_syntax"),
        (b"\x00\xff", "xml_syntax"),
        (b'<!DOCTYPE definitions><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "xml_doctype"),
        (b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>', "xml_doctype"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><d/>'.encode("utf-16"), "xml_doctype"),
        (b"<html/>", "dmn_root"),
        (definitions("", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"), "dmn_root"),
        (b" " * 5_000_001, "xml_size"),
    ],
    ids=["empty", "cut", "binary", "doctype", "entity", "utf16", "html", "dmn 1.1", "size"],
)
def test_hostile_files(source: bytes, code: str) -> None:
    assert [problem.code for problem in problems(source)] == [code]


def test_an_entity_bomb_is_refused() -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "x">{BOMB}]><d>&e19;</d>'.encode()
    assert problems(bomb)[0].code in ("xml_doctype", "xml_syntax")


@pytest.mark.parametrize("version", ["20191111", "20211108", "20230324"])
def test_versions(version: str) -> None:
    source = definitions(decision("d", literal("1")), f"https://www.omg.org/spec/DMN/{version}/MODEL/")
    assert read(source, "t.dmn").decisions["d"].decide({}).value == 1


def test_comments_and_extensions_do_no_harm() -> None:
    extension = '<extensionElements><x:y xmlns:x="urn:x"/></extensionElements><x:z xmlns:x="urn:x"/>'
    source = definitions(decision("d", extension + "<!-- why -->" + literal("1 <!-- one -->")))
    source = source.replace(b"&lt;!--", b"<!--").replace(b"--&gt;", b"-->")
    assert read(source, "t.dmn").decisions["d"].decide({}).value == 1


def test_a_long_chain_of_decisions_is_stopped() -> None:
    chain = [decision("d0", literal("1"))]
    chain += [decision(f"d{at}", literal(f"d{at - 1}"), needs(decisions=[f"d{at - 1}"])) for at in range(1, 600)]
    source = definitions("".join(chain))
    with pytest.raises((InvalidContent, FeelLimitError)):
        read(source, "t.dmn").decisions["d599"].decide({})


def test_types_sharing_types_are_read_at_once() -> None:
    parts = "".join(
        f'<itemDefinition name="t{at}"><itemComponent name="a"><typeRef>t{at - 1}</typeRef></itemComponent>'
        f'<itemComponent name="b"><typeRef>t{at - 1}</typeRef></itemComponent></itemDefinition>' for at in range(1, 60)
    )
    source = definitions('<itemDefinition name="t0"><typeRef>number</typeRef></itemDefinition>' + parts)
    assert read(source, "t.dmn").decisions == {}
