"""Registers say their codes in words: declared options, people, units; in the export, states and headings too."""

from __future__ import annotations

import yaml

from engine import queries
from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House, content_files

STEPS = procedure("entry", start("s"), work("E01_enter", "entry/fill"), end(), "s > E01_enter > e")
REGISTER = {"registers/entries.yaml": yaml.safe_dump({
    "id": "L-W", "key": "entries", "name": "登记簿", "name_en": "Entries", "secrecy": 1, "readers": ["head"],
    "columns": [
        {"id": "kind", "name": "类别", "type": "enum", "options": {"new_problem": "新问题"}},
        {"id": "who", "name": "人员", "type": "list"}, {"id": "place", "name": "单位", "type": "ref"},
    ],
    "writes": [{"process": "entry", "at": "E01_enter", "set": {
        "status": "closed", "kind": "=kind", "who": "=[current performer()]", "place": "=own_unit"}}],
}, allow_unicode=True).encode()}


def test_codes_are_told_in_words_and_kept_as_they_are(house: House) -> None:
    files = content_files()
    exporting = {
        "org/roles.yaml": files["org/roles.yaml"].replace(b"[start,", b"[export, start,"),
        "org/permissions.yaml": files["org/permissions.yaml"].replace(
            b"actions:\n", b"actions:\n  - {id: export, name: E, name_en: Export}\n"),
    }
    deploy(house, STEPS, form("entry/fill", "kind*"), REGISTER, exporting)
    case = house.start("entry")
    house.complete(case, "E01_enter", "o1", kind="new_problem")
    head = house.actor("head")
    found = house.engine.ask(queries.RegisterRows("L-W"), head)
    (row,) = found["items"]
    unit = str(row["place"])
    assert (row["kind"], row["who"], row["status"]) == ("new_problem", ["o1"], "closed")
    labels = {column["id"]: column["labels"] for column in found["register"]["columns"]}
    people = house.engine.ask(queries.Me(), house.actor("o1"))
    assert labels == {
        "kind": {"new_problem": "新问题"}, "who": {"o1": people["name"]}, "place": {unit: people["unit_name"]}}
    text = house.engine.ask(queries.RegisterExport("L-W", "csv"), head)["content"].decode("utf-8-sig")
    heading, line = text.splitlines()
    assert heading.startswith("登记号,单位,年度,状态")
    assert {"新问题", people["name"], people["unit_name"], "已办结"} <= set(line.split(","))
