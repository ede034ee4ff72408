"""Folders and file sets: where files belong, what collides, what is left out, and what the hash covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.content import read_deployed, read_files, read_folder
from engine.content.codes import TABLE
from engine.model.errors import InvalidContent

from .samples import DIAGRAM, TEMPLATE, broken, bundle, faults, good


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def found(files: dict[str, bytes]) -> set[tuple[str, str]]:
    return {(problem.code, problem.file) for problem in faults(files)}


def test_a_folder_and_its_files_are_the_same_bundle(tmp_path: Path) -> None:
    write(tmp_path, good())
    folder, files = read_folder(tmp_path), read_files(good())
    assert folder.hash == files.hash
    assert (folder.processes, folder.forms, folder.files) == (files.processes, files.forms, files.files)
    assert (folder.organisation, folder.limits, folder.calendars) == (files.organisation, files.limits, files.calendars)


def test_what_was_deployed_is_not_judged_again() -> None:
    """A later version of the program may know more faults: the cases that run go on."""
    files = {name: content for name, content in good().items() if name != "forms/clue-report/fill.json"}
    assert faults(files)
    read = read_deployed(files)
    assert set(read.processes) == {"clue-report"}
    assert read.hash == read_deployed(dict(reversed(files.items()))).hash
    with pytest.raises(InvalidContent):
        read_deployed(broken(DIAGRAM, "<bpmn:definitions", "<bpmn:broken"))


def test_a_bundle_holds_everything_by_its_own_key() -> None:
    read = bundle()
    assert set(read.processes) == {"clue-report"}
    assert set(read.forms) == {"clue-report/fill", "clue-report/check"}
    assert set(read.registers) == {"L-1", "L-33"}
    assert set(read.rules) == {"EW-T"}
    assert set(read.reports) == {"R-T"}
    assert read.figures == {"EW-T": {"yellow": 2}}
    assert set(read.letters) == {"D-01"}
    assert set(read.decisions) == {"route"}
    assert read.templates == {"clue-report/D-01.docx": b"docx"}
    assert set(read.limits) == {"TL-C01", "TL-C02"}
    assert set(read.calendars) == {"CN"}
    assert read.processes["clue-report"].xml == good()[DIAGRAM]
    assert read.decisions["route"].model.decisions["route"].decide({"level": "high"}).value == "up"


def test_other_files_of_the_root_are_no_content(tmp_path: Path) -> None:
    write(tmp_path, {**good(), "README.md": b"x", "engine/a.py": b"x", "forms/.DS_Store": b"x",
                     "documents/~$D-01.docx": b"x", "processes/README.md": b"x"})
    read = read_folder(tmp_path)
    assert set(read.files) == {*good(), "processes/README.md"}
    assert read.warnings == ()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, good())
    write(tmp_path, {"secret.json": b"{}"})
    (root / "forms/secret.json").symlink_to(tmp_path / "secret.json")
    assert "forms/secret.json" not in read_folder(root).files


def test_a_folder_with_faults_is_refused_with_relative_paths(tmp_path: Path) -> None:
    write(tmp_path, {**good(), DIAGRAM: b"<a", "forms/x.json": b"{"})
    with pytest.raises(InvalidContent) as refused:
        read_folder(tmp_path)
    assert {problem.file for problem in refused.value.problems} == {DIAGRAM, "forms/x.json"}


def test_an_unknown_kind_of_file_is_a_warning() -> None:
    files = {**good(), "processes/clue.bpnm": b"", "org/colours.yaml": b"a: 1"}
    assert found(files) == {("unexpected-file", "processes/clue.bpnm"), ("unexpected-file", "org/colours.yaml")}
    assert len(read_files(files).warnings) == 2


@pytest.mark.parametrize(
    ("copy", "original", "codes"),
    [
        ("processes/other.bpmn", DIAGRAM, {"process-twice"}),
        ("registers/other.yaml", "registers/clue_ledger.yaml", {"register-twice"}),
        ("documents/other/letters.yaml", "documents/letters.yaml", {"letter-in-two-files"}),
        ("org/calendars/CN-2026b.yaml", "org/calendars/CN-2026.yaml", {"calendar-year-twice"}),
    ],
)
def test_the_same_thing_in_two_files_is_refused(copy: str, original: str, codes: set[str]) -> None:
    files = {**good(), copy: good()[original]}
    assert {problem.code for problem in faults(files)} == codes


def test_two_registers_with_one_key_are_refused() -> None:
    other = good()["registers/clue_ledger.yaml"].replace(b"id: L-1", b"id: L-2")
    files = {**good(), "registers/other.yaml": other}
    assert {problem.code for problem in faults(files)} == {"register-key-twice"}


def test_a_decision_that_is_not_valid_is_refused_with_its_own_code() -> None:
    source = good()["processes/route.dmn"]
    assert found({**good(), "processes/route.dmn": source.replace(b'"high"', b'"high')}) == {
        ("feel_syntax", "processes/route.dmn")
    }
    assert found({**good(), "processes/route.dmn": b"<a"}) == {("xml-malformed", "processes/route.dmn")}


def test_files_that_are_too_large_are_refused() -> None:
    pad = b" " * 2_000_000
    files = good()
    for name in ("forms/clue-report/fill.json", "registers/clue_ledger.yaml"):
        files[name] += pad
    assert found(files) == {
        ("form-too-large", "forms/clue-report/fill.json"), ("yaml-too-large", "registers/clue_ledger.yaml"),
    }


def test_a_template_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.content.folder.MAX_FILE", 20_000)
    write(tmp_path, {**good(), TEMPLATE: b"x" * 20_001})
    with pytest.raises(InvalidContent) as refused:
        read_folder(tmp_path)
    assert ("file-too-large", TEMPLATE) in {(problem.code, problem.file) for problem in refused.value.problems}


def test_components_nested_without_end_are_refused() -> None:
    inner = '{"type": "group", "components": [' * 12 + "]}" * 12
    files = {**good(), "forms/deep.json": ('{"name": "深", "components": [' + inner + "]}").encode()}
    assert found(files) == {("form-too-deep", "forms/deep.json")}
    endless = b'{"components": [' * 20_000
    assert found({**good(), "forms/deep.json": endless}) == {("form-malformed", "forms/deep.json")}


def test_the_hash_covers_names_and_contents_but_not_order() -> None:
    files = good()
    reordered = dict(reversed(list(files.items())))
    renamed = {("forms/b.json" if name == "forms/a.json" else name): content
               for name, content in {**files, "forms/a.json": b'{"name": "a"}'}.items()}
    assert read_files(files).hash == read_files(reordered).hash
    assert read_files({**files, "forms/a.json": b'{"name": "a"}'}).hash != read_files(renamed).hash
    assert read_files({**files, TEMPLATE: b"other"}).hash != read_files(files).hash


def test_a_folder_without_offices_uses_those_of_the_installation() -> None:
    files = {name: content for name, content in good().items() if not name.startswith(("org/roles", "org/sample"))}
    assert not {problem.code for problem in faults(files)} & {"unknown-role", "unknown-department"}


def test_every_code_speaks_both_languages() -> None:
    for code in TABLE.values():
        assert any("\u4e00" <= char <= "\u9fff" for char in code.zh), code.name
        assert code.en.isascii(), code.name
        assert code.example, code.name


SHARED = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="s" name="s" namespace="urn:shared">
<businessKnowledgeModel id="grade" name="grade"><encapsulatedLogic><formalParameter name="level"/>
<literalExpression><text>if level = "high" then "up" else "down"</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel></definitions>"""
IMPORTING = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<import name="shared" namespace="urn:shared" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
<inputData id="l" name="level"/><decision id="route" name="route">
<informationRequirement><requiredInput href="#l"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="urn:shared#grade"/></knowledgeRequirement>
<literalExpression><text>shared.grade(level)</text></literalExpression></decision></definitions>"""


def test_a_decision_imports_another_file_of_the_folder() -> None:
    files = {**good(), "processes/route.dmn": IMPORTING, "processes/shared.dmn": SHARED}
    read = read_files(files)
    assert read.decisions["route"].model.decisions["route"].decide({"level": "high"}).value == "up"
    assert found({**files, "processes/shared.dmn": SHARED.replace(b"urn:shared", b"urn:gone")}) == {
        ("dmn_no_import", "processes/route.dmn"), ("dmn_no_target", "processes/route.dmn"),
        ("dmn-file-name", "processes/shared.dmn"),
    }
