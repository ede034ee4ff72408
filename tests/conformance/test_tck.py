"""The runner of the test kit judges as the kit means: on a model and cases written here."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.tck import run_folder

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
