"""Every code is found at its place, alone in the good folder made bad in one spot."""

from __future__ import annotations

import pytest

from engine.content import lint_diagram, read_diagram
from engine.content.codes import TABLE, WARNING

from .breaks import ALL, Break
from .samples import DIAGRAM, broken, bundle, faults, good

ELSEWHERE = {
    "no-shape", "xml-too-large", "xml-too-deep", "xml-doctype", "xml-malformed", "not-bpmn", "yaml-too-large",
    "form-too-large", "form-too-deep", "dmn-invalid", "calendar-year-twice", "process-twice", "register-twice",
    "alarm-twice", "report-twice", "letter-in-two-files", "unexpected-file", "register-key-twice", "file-too-large",
    "call-unknown-input", "call-unknown-output", "letter-field-missing",
}
"""Codes whose fault is not one replaced text: see test_folder and test_xml, and tests/content/test_faults.py."""


def test_the_good_folder_has_no_fault() -> None:
    assert faults(good()) == []


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case[0]}@{case[4] or case[1]}")
def test_a_fault_is_found_at_its_element_and_line(case: Break) -> None:
    code, file, old, new, element = case
    files = broken(file, old, new)
    found = [problem for problem in faults(files) if problem.code == code]
    assert [(problem.file, problem.element) for problem in found] == [(file, element)] * len(found)
    assert found, [str(problem) for problem in faults(files)]
    assert all(1 <= problem.line <= files[file].count(b"\n") + 1 for problem in found)
    assert all(problem.severity == TABLE[code].severity for problem in found)


def test_every_code_has_a_case() -> None:
    law = {name for name, code in TABLE.items() if code.basis}     # see test_law
    assert {case[0] for case in ALL} | ELSEWHERE | law == set(TABLE)


def test_a_diagram_fault_stands_on_the_line_of_its_element() -> None:
    files = broken(DIAGRAM, 'performersOf="E01_fill"', 'performersOf="E99_gone"')
    line = files[DIAGRAM].decode().splitlines().index('        <sv:exclude rule="SD-1" performersOf="E99_gone"/>') + 1
    assert [problem.line for problem in faults(files)] == [line]


def test_all_faults_of_a_folder_come_at_once() -> None:
    files = broken(DIAGRAM, 'ref="TL-C01"', 'ref="TL-Z99"')
    files["forms/clue-report/check.json"] = b"{"
    files["registers/clue_ledger.yaml"] += b"colour: red\n"
    codes = {problem.code for problem in faults(files)}
    assert codes == {"unknown-limit", "form-malformed", "yaml-unknown-key"}


def test_a_broken_file_is_not_also_reported_as_missing() -> None:
    files = broken("org/limits.yaml", "- {id: TL-C01", "- [id: TL-C01")
    assert {problem.code for problem in faults(files)} == {"yaml-malformed"}


def test_one_edited_diagram_is_judged_against_good_content() -> None:
    text = good()[DIAGRAM].decode()
    assert lint_diagram(text.encode(), DIAGRAM, bundle()) == []
    edited = text.replace('key="clue-report/check"', 'key="clue-report/gone"').replace('id="E15_end"', 'id="E15_stop"')
    found = lint_diagram(edited.encode(), DIAGRAM, bundle())
    assert {(problem.code, problem.element) for problem in found} == {
        ("unknown-form", "E02_check"), ("unknown-form", "E10_each"), ("flow-end-missing", "F_14"),
        ("dead-end", "E10_late"), ("unreachable", "E15_stop"),
    }


def test_an_edited_diagram_that_is_not_xml_is_one_fault() -> None:
    found = lint_diagram(b"<bpmn:definitions>", DIAGRAM, bundle())
    assert [problem.code for problem in found] == ["xml-malformed"]


def test_a_drawing_without_a_shape_is_a_warning() -> None:
    shape = b"""<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane>
      <di:BPMNShape bpmnElement="E00_start"/></di:BPMNPlane></di:BPMNDiagram></bpmn:definitions>"""
    source = good()[DIAGRAM].replace(b"</bpmn:definitions>", shape)
    _, problems = read_diagram(source, DIAGRAM)
    missing = {problem.element for problem in problems if problem.code == "no-shape"}
    assert "E01_fill" in missing
    assert "E00_start" not in missing
    assert {problem.severity for problem in problems} == {WARNING}
