"""Fields that name who will perform something offer people who can: ``performs`` of a people source."""

from __future__ import annotations

import json

from engine import commands, queries
from tests.rules.small import deploy, procedure, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House

FORM = {
    "type": "default", "name": "small", "schemaVersion": 16, "components": [
        {"type": "select", "id": f"Field_{name}", "key": name, "label": name, "valuesKey": f"{name}__options",
         "properties": {"source": "people", **more}}
        for name, more in (("about", {}), ("by", {"performs": True}))
    ],
}


def test_an_administrator_can_be_named_but_not_as_performer(house: House) -> None:
    form = {"forms/small/team.json": json.dumps(FORM).encode()}
    deploy(house, form, procedure("team", start("s"), work("E01_team", "small/team"), end(), "s > E01_team > e"))
    [task] = house.open_tasks(house.start("team"))
    options = house.engine.ask(queries.Task(task["id"]), house.actor("o1"))["options"]
    about, by = ({each["value"] for each in options[f"{name}__options"]} for name in ("about", "by"))
    administrators = {"admin", "auditor"} & about
    assert administrators
    assert by == about - administrators
    chosen = {"about": min(administrators), "by": min(administrators)}
    refused = house.attempt("o1", commands.CompleteTask(task["id"], chosen))
    assert [(each.path, each.code) for each in refused.problems] == [("by", "option")]
