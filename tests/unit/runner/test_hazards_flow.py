"""Hazards of the token tree: loops, joins, states, data, names, and what the parser refuses or ignores."""

from __future__ import annotations

import pytest
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict, DiagramError
from engine.runner import Complete, Jump

from . import bare
from .case import Case
from .diagrams import (
    boundary,
    catch,
    chain,
    el,
    end,
    event,
    flow,
    message,
    multi,
    program,
    script,
    start,
    sub,
    throw,
    user,
)

FORK = (
    start(), el("parallelGateway", "g"), user("a"), user("b"), el("parallelGateway", "j"), user("z"), end(),
    flow("s", "g"),
    chain("g", "a", "j"), chain("g", "b", "j"), chain("j", "z", "e"),
)


def looping(true: str) -> list[str]:
    """One user task in a loop, with a long way back."""
    way = [f"t{number}" for number in range(20)]
    return [
        start(), el("exclusiveGateway", "m"), user("u"), el("exclusiveGateway", "x", default="x_e"), end(),
        chain("s", "m", "u", "x", "e"), flow("x", "t0", true), *(throw(id_) for id_ in way), chain(*way, "m"),
    ]


def test_a_loop_loses_its_task() -> None:
    workflow = bare.begin(*looping("True"))
    while bare.ready(workflow):
        bare.done(workflow, "u")
    assert len(workflow.get_tasks(spec_name="u", state=TaskState.COMPLETED)) < 50, "bare: deep tasks are not found"
    assert workflow.is_completed(), "bare: and the case counts as completed"

    case = Case(program(*looping("true")))
    for _ in range(60):
        case.done("u")
    assert case.open == ["u"]
    assert not case.ended


def test_inclusive_join_in_a_loop_fires_early() -> None:
    def body(true: str) -> list[str]:
        return [
            start(), el("exclusiveGateway", "m"), el("inclusiveGateway", "g"), user("a"), user("b"),
            el("inclusiveGateway", "j"), user("c"), el("exclusiveGateway", "x", default="x_e"), end(),
            chain("s", "m", "g"),
            flow("g", "a", true), flow("g", "b", true), chain("a", "j"), chain("b", "j"), chain("j", "c", "x", "e"),
            flow("x", "m", true),
        ]

    workflow = bare.begin(*body("True"))
    for element in ("a", "b", "c", "a"):
        bare.done(workflow, element)
    assert bare.ready(workflow) != ["b"], "bare: the second round does not wait for b"

    case = Case(program(*body("true")))
    for _ in range(5):
        case.done("a")
        assert case.open == ["b"]
        case.done("b")
        assert case.open == ["c"]
        case.done("c")


def test_run_has_no_guard() -> None:
    body = [start(), user("u"), user("v"), end(), chain("s", "u", "v", "e")]
    workflow = bare.begin(*body)
    first = bare.task(workflow, "u")
    first.run()
    first.run()
    assert len(workflow.get_tasks(spec_name="v")) >= 1, "bare: a completed task runs again without a word"

    case = Case(program(*body))
    token = case.token("u")
    case.done("u")
    with pytest.raises(Conflict):
        case.live.send(Complete(token))


def test_nested_data_is_shared_between_branches() -> None:
    workflow = bare.begin(*FORK, app={"addr": {"city": "X"}})
    bare.task(workflow, "a").data["app"]["addr"]["city"] = "changed by a"
    assert bare.task(workflow, "b").data["app"]["addr"]["city"] == "changed by a", "bare: b and history see it"

    app = {"addr": {"city": "X"}}
    case = Case(program(*FORK), {"app": app})
    app["addr"]["city"] = "changed outside"
    case.live.scope(case.token("a"))["app"]["addr"]["city"] = "changed by a"
    assert case.live.scope(case.token("b")) == {"app": {"addr": {"city": "X"}}}


def test_merging_lists_loses_items() -> None:
    assert DeepMerge.merge({"l": ["a", "b"]}, {"l": ["b"]}) == {"l": ["a"]}, "bare: the wrong one stays"

    case = Case(program(*FORK), {"l": ["a", "b"]})
    case.done("a", {"l": ["b"]})
    case.done("b")
    assert case.live.variables == {"l": ["b"]}


def test_a_failing_script_leaves_the_tree_half_advanced() -> None:
    def body(text: str) -> list[str]:
        return [
            start(), user("u"), el("parallelGateway", "g"), script("x", text), user("b"), el("parallelGateway", "j"),
            end(),
            chain("s", "u", "g"), chain("g", "x", "j"), chain("g", "b", "j"), chain("j", "e"),
        ]

    workflow = bare.begin(*body("1/0"))
    with pytest.raises(Exception, match="division"):
        bare.done(workflow, "u")
    assert workflow.get_tasks(state=TaskState.ERROR), "bare: an error stays in the tree"

    diagram = program(
        start(), user("u"), el("exclusiveGateway", "g"), user("b"), chain("s", "u", "g"), flow("g", "b", "x")
    )
    case = Case(diagram)
    with pytest.raises(DiagramError):
        case.live.send(Complete(case.token("u")))
    with pytest.raises(Conflict):
        case.live.save()


def test_reset_leaves_later_tasks_ready_after_a_join() -> None:
    workflow = bare.begin(*FORK)
    first = bare.task(workflow, "a")
    bare.done(bare.done(workflow, "a"), "b")
    workflow.reset_from_task_id(first.id)
    workflow.do_engine_steps()
    assert bare.ready(workflow) == ["a", "z"], "bare: z stays open while a is done again"

    case = Case(program(*FORK))
    case.done("a")
    case.done("b")
    case.send(Jump((case.token("z"),), "g"))
    assert case.open == ["a", "b"]


def test_aborting_everything_at_once() -> None:
    """Guards, joins and instances of every kind leave no trace when the scope around them is interrupted."""
    inner = sub(
        "p1", start("is"), el("parallelGateway", "ig"), user("ia", multi("people")), catch("ic", message("N")),
        user("ib"),
        el("parallelGateway", "ij"), end("ie"), flow("is", "ig"), chain("ig", "ia", "ij"), chain("ig", "ic", "ij"),
        chain("ig", "ib", "ij"), chain("ij", "ie"), boundary("iw", "ib", event("signal", "S"), cancel=False),
        flow("iw", "ie"),
    )
    case = Case(program(
        start(), inner, boundary("b", "p1", message()), end(), chain("s", "p1", "e"), flow("b", "e")
    ), {"people": ["a", "b"]})
    case.done("ib")
    case.deliver("b")
    assert case.ended
    assert case.live.tokens == {}
