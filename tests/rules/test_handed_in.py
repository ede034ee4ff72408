"""A completed task shows what it was handed in with, to those who may see the step, and nothing can be changed."""

from __future__ import annotations

from typing import Any

import pytest

from engine import errors, queries
from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House

STEPS = procedure("steps", start("s"), work("E01_write", "steps/note"), work("E02_again", "steps/note"), end(),
                  "s > E01_write > E02_again > e")


def shown(house: House, task: str, user: str) -> dict[str, Any]:
    """The task page's data."""
    return dict(house.engine.ask(queries.Task(task), house.actor(user)))


def test_a_completed_task_shows_what_was_handed_in(house: House) -> None:
    deploy(house, STEPS, form("steps/note", "note*", "amount:number"))
    case = house.start("steps")
    first = house.task(case, "E01_write")
    house.complete(case, "E01_write", "o1", note="先写的", amount=3)
    house.complete(case, "E02_again", "o1", note="后写的")
    for user in ("o1", "head"):
        task = shown(house, first, user)
        assert (task["data"], task["status"]) == ({"note": "先写的", "amount": 3}, "completed")
        assert not {"complete", "draft", "attach"} & set(task["can"])
        assert (task["completed_by"], task["draft"]) == ("o1", None)
    with pytest.raises(errors.NotFound):
        shown(house, first, "stranger")
