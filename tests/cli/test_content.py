"""Checking and deploying folders: every problem with its place, nothing deployed with faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Site


@pytest.fixture
def broken(site: Site) -> Path:
    """The site's content with two faults in two files."""
    diagram = site.folder / "processes" / "line.bpmn"
    diagram.write_text(diagram.read_text(encoding="utf-8").replace('targetRef="E99_end"', 'targetRef="E98"'), "utf-8")
    (site.folder / "forms" / "line" / "write.json").write_text("{", encoding="utf-8")
    return site.folder


def test_lint_of_good_content(site: Site) -> None:
    assert "7 procedures, 0 errors" in site.run("lint", ".").stdout
    assert site.json("lint", ".")["procedures"] == 7


def test_lint_lists_every_problem_with_its_place(site: Site, broken: Path) -> None:
    lines = site.run("lint", ".", code=1).stdout.splitlines()
    assert any(line.startswith("error: forms/line/write.json:1:") for line in lines)
    assert any(line.startswith("error: processes/line.bpmn:") and "F_3" in line for line in lines)


def test_deploy_of_broken_content_changes_nothing(site: Site, broken: Path) -> None:
    said = site.run("deploy", ".", "--whole", code=1).stderr
    assert "forms/line/write.json:1:" in said
    assert "processes/line.bpmn:" in said
    assert site.start()["case_no"].endswith("0001")   # the version in force still runs


def test_deploy_again_deploys_nothing(site: Site) -> None:
    assert site.json("deploy", ".") == {"deployed": [], "unchanged": 7, "deployment": 1}


def test_a_folder_with_one_file_joins_what_is_there(site: Site, tmp_path: Path) -> None:
    part = tmp_path / "part" / "processes"
    part.mkdir(parents=True)
    text = (site.folder / "processes" / "line.bpmn").read_text(encoding="utf-8")
    (part / "line.bpmn").write_text(text.replace("核对", "复核"), encoding="utf-8")
    result = site.json("deploy", str(part.parent), "--note", "wording", "--user", "admin")
    assert result == {"deployed": [{"kind": "process", "key": "line", "version": 2}], "unchanged": 6, "deployment": 2}


def test_a_whole_folder_takes_the_rest_out_of_force(site: Site) -> None:
    (site.folder / "processes" / "caller.bpmn").unlink()
    site.run("deploy", ".", "--whole")
    assert "没有流程 caller" in site.run("start", "caller", "--user", "o1", code=1).stderr


def test_deploying_is_an_administrators_right(site: Site) -> None:
    assert "administer" in site.run("deploy", ".", "--user", "o1", code=1).stderr


def test_a_folder_without_content_is_refused(site: Site, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    site.run("lint", str(empty), code=1)
    site.run("deploy", str(empty), code=1)
    site.run("lint", str(tmp_path / "missing"), code=2)


def test_doctor_sees_a_folder_that_was_edited(site: Site) -> None:
    shutil.rmtree(site.folder / "registers", ignore_errors=True)
    (site.folder / "processes" / "caller.bpmn").unlink()
    assert "differs" in site.run("doctor").stdout
