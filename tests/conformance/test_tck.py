"""The runner of the test kit judges as the kit means: on a model and cases written here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conformance.tck import KNOWN, run_folder

MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m">
<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>
<decision id="d" name="half"><variable name="half"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>x / 2</text></literalExpression></decision></definitions>"""

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>m.dmn</modelName>
<testCase id="good"><inputNode name="x"><value xsi:type="xsd:decimal">3</value></inputNode>
<resultNode name="half"><expected><value xsi:type="xsd:decimal">1.5000000001</value></expected></resultNode></testCase>
<testCase id="wrong"><inputNode name="x"><value xsi:type="xsd:decimal">3</value></inputNode>
<resultNode name="half"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>
<testCase id="no date"><inputNode name="x"><value xsi:nil="true"/></inputNode>
<resultNode name="half"><expected><value xsi:type="xsd:date">2026-02-30</value></expected></resultNode></testCase>
<testCase id="null"><inputNode name="x"><value xsi:nil="true"/></inputNode>
<resultNode name="half"><expected><value xsi:nil="true"/></expected></resultNode></testCase></testCases>"""


def test_verdicts(tmp_path: Path) -> None:
    (tmp_path / "m.dmn").write_text(MODEL, encoding="utf-8")
    (tmp_path / "m-test-01.xml").write_text(CASES, encoding="utf-8")
    verdicts = {verdict.case: verdict.passed for verdict in run_folder(tmp_path)}
    assert verdicts == {"good:half": True, "wrong:half": False, "no date:half": False, "null:half": True}


def test_a_broken_decision_is_null(tmp_path: Path) -> None:
    (tmp_path / "m.dmn").write_text(MODEL.replace("x / 2", "x /"), encoding="utf-8")
    (tmp_path / "m-test-01.xml").write_text(CASES, encoding="utf-8")
    verdicts = list(run_folder(tmp_path))
    assert [verdict.passed for verdict in verdicts] == [False, False, False, True]
    assert "有误" in verdicts[0].detail


IMPORTING = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="n" name="n" namespace="urn:n">
<import name="half model" namespace="urn:m" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
<decision id="q" name="quarter"><variable name="quarter"/>
<informationRequirement><requiredDecision href="urn:m#d"/></informationRequirement>
<literalExpression><text>half model.half / 2</text></literalExpression></decision>
<businessKnowledgeModel id="b" name="twice"><variable name="twice"/><encapsulatedLogic><formalParameter name="a"/>
<literalExpression><text>a * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel></definitions>"""

NAMESPACED = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>n.dmn</modelName>
<testCase id="1"><inputNode name="x" namespace="urn:m"><value xsi:type="xsd:decimal">8</value></inputNode>
<resultNode name="quarter"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode>
<resultNode name="half" namespace="urn:m"><expected><value xsi:type="xsd:decimal">4</value></expected></resultNode>
</testCase>
<testCase id="2" type="bkm" invocableName="twice"><inputNode name="a">
<value xsi:type="xsd:decimal">8</value></inputNode>
<resultNode name="twice"><expected><value xsi:type="xsd:decimal">16</value></expected></resultNode></testCase>
<testCase id="3"><resultNode name="gone"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>"""


def test_namespaces_and_knowledge_models(tmp_path: Path) -> None:
    (tmp_path / "m.dmn").write_text(MODEL.replace('name="m">', 'name="m" namespace="urn:m">'), encoding="utf-8")
    (tmp_path / "n.dmn").write_text(IMPORTING, encoding="utf-8")
    (tmp_path / "n-test-01.xml").write_text(NAMESPACED, encoding="utf-8")
    verdicts = {verdict.case: verdict.passed for verdict in run_folder(tmp_path)}
    assert verdicts == {"1:quarter": True, "1:half": True, "2:twice": True, "3:gone": False}


KIT = Path(os.environ.get("JIANDU_TCK") or Path(__file__).resolve().parents[3] / "shared/conformance/dmn-tck")


@pytest.mark.skipif(not KIT.is_dir(), reason=f"the DMN test kit is not in {KIT}; set JIANDU_TCK to its folder")
def test_the_whole_kit_passes_but_what_is_known() -> None:
    folders = sorted({path.parent for path in KIT.rglob("*.dmn")})
    assert folders, f"no models in {KIT}"
    verdicts = {folder.name: list(run_folder(folder)) for folder in folders}
    failed = {
        f"{name} {verdict.case}": verdict.detail
        for name, found in verdicts.items() if name not in KNOWN for verdict in found if not verdict.passed
    }
    total = sum(len(found) for found in verdicts.values())
    passed = sum(verdict.passed for found in verdicts.values() for verdict in found)
    print(f"{passed}/{total}")
    assert failed == {}
