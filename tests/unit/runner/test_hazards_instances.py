"""Hazards of multi-instances."""

from __future__ import annotations

import pytest

from engine.model.errors import DiagramError
from engine.runner import RemoveInstance

from . import bare
from .case import Case
from .diagrams import chain, end, multi, program, start, user


def native(done: str = "", cardinality: str = "") -> list[str]:
    """A multi-instance as the library writes it: ``items`` -> ``it``, ``out`` -> ``res``."""
    source = f"<bpmn:loopCardinality>{cardinality}</bpmn:loopCardinality>" if cardinality else (
        "<bpmn:loopDataInputRef>items</bpmn:loopDataInputRef>")
    item = "" if cardinality else '<bpmn:inputDataItem id="it" name="it"/>'
    condition = f"<bpmn:completionCondition>{done}</bpmn:completionCondition>" if done else ""
    inner = f'{source}<bpmn:loopDataOutputRef>res</bpmn:loopDataOutputRef>{item}'
    inner += '<bpmn:outputDataItem id="out" name="out"/>'
    body = f"<bpmn:multiInstanceLoopCharacteristics>{inner}{condition}</bpmn:multiInstanceLoopCharacteristics>"
    return [start(), user("m", body), user("z"), end(), chain("s", "m", "z", "e")]


def ours(**how: object) -> Case:
    """The same as the runner writes it."""
    repeated = multi("items", "res", **how)  # type: ignore[arg-type]
    body = [start(), user("m", repeated), user("z"), end(), chain("s", "m", "z", "e")]
    return Case(program(*body), {"items": ["a", "b", "c"]})


def test_results_come_in_the_order_of_completion() -> None:
    workflow = bare.begin(*native(cardinality="3"))
    for task in reversed(workflow.get_tasks(state=bare.TaskState.READY, manual=True)):
        task.data["out"] = task.internal_data["key_or_index"]
        task.run()
        workflow.do_engine_steps()
    assert bare.task(workflow, "z").data["res"] == [2, 1, 0]

    case = ours()
    for item in "cba":
        case.done("m", {"v": item}, item=item)
    assert case.live.variables["res"] == [{"v": "a"}, {"v": "b"}, {"v": "c"}]


def test_the_completion_condition_sees_only_one_child() -> None:
    workflow = bare.begin(*native("len(res) &gt;= 2"), items=["a", "b", "c"], res=[])
    first = workflow.get_tasks(state=bare.TaskState.READY, manual=True)[0]
    first.data["out"] = 1
    first.run()
    workflow.do_engine_steps()
    second = workflow.get_tasks(state=bare.TaskState.READY, manual=True)[0]
    second.data["out"] = 2
    second.run()
    workflow.do_engine_steps()
    assert bare.ready(workflow) == ["m"], "bare: two are done, and the third still waits"

    case = ours(done="count(res) >= 2 and nrOfCompletedInstances = 2")
    case.done("m", {"v": 1})
    case.done("m", {"v": 2})
    assert case.open == ["z"]


def test_a_cancelled_child_leaves_it_stuck() -> None:
    workflow = bare.begin(*native(), items=["a", "b"])
    first, second = workflow.get_tasks(state=bare.TaskState.READY, manual=True)
    first.cancel()
    second.data["out"] = 1
    second.run()
    workflow.do_engine_steps()
    assert bare.ready(workflow) == [], "bare: nothing is left to do, and it does not go on"

    case = ours()
    case.send(RemoveInstance(case.token("m", item="a")))
    case.done("m", item="b")
    case.done("m", item="c")
    assert case.open == ["z"]


def test_cardinality_with_an_existing_output_is_a_name_error() -> None:
    with pytest.raises(NameError):
        bare.begin(*native(cardinality="2"), res=[])

    body = [start(), user("m", multi(cardinality="2", output="res")), end(), chain("s", "m", "e")]
    case = Case(program(*body), {"res": ["old"]})
    case.done("m", {"v": 1})
    case.done("m", {"v": 2})
    assert case.live.variables["res"] == [{"v": 1}, {"v": 2}]


def test_a_negative_cardinality_hangs_or_is_ignored() -> None:
    parallel = [start(), user("m", multi(cardinality="0 - 1")), user("z"), end(), chain("s", "m", "z", "e")]
    assert bare.ready(bare.begin(*parallel)) == ["z"], "bare: parallel ignores it, sequential hangs"

    with pytest.raises(DiagramError, match="m"):
        Case(program(*parallel))
