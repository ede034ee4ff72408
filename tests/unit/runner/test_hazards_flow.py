"""Hazards of the token tree: loops, joins, states, data, names, and what the parser refuses or ignores."""

from __future__ import annotations

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict, DiagramError, InvalidContent
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


def test_a_field_named_typename_cannot_be_loaded() -> None:
    body = [start(), user("u"), end(), chain("s", "u", "e")]
    with pytest.raises(TypeError):
        bare.reloaded(bare.begin(*body, form={"typename": "residence"}))

    repeated = [start(), user("u", multi("items")), end(), chain("s", "u", "e")]
    case = Case(program(*repeated), {"items": [{"typename": "residence"}]})
    case.done("u")
    assert case.ended


@pytest.mark.parametrize("names", [("Start", "u", "e"), ("s", "End", "e"), ("s", "u", "End"), ("s", "Root", "e")])
def test_elements_may_be_called_start_end_or_root(names: tuple[str, str, str]) -> None:
    body = [start(names[0]), user(names[1]), end(names[2]), chain(*names)]
    assert runs_bare(body, names[1]) is ("Root" in names), "bare: its helpers are called Start and End"

    case = Case(program(*body))
    case.done(names[1])
    assert case.ended


def runs_bare(body: list[str], element: str) -> bool:
    """Does the bare library run the diagram to its end?"""
    try:
        return bool(bare.done(bare.begin(*body), element).get_tasks(spec_name="p.EndJoin", state=TaskState.COMPLETED))
    except (SpiffWorkflowException, StopIteration):
        return False


def test_quantities_and_behavior_are_ignored() -> None:
    body = [start(), user("u", startQuantity="2"), end(), chain("s", "u", "e")]
    assert bare.ready(bare.begin(*body)) == ["u"], "bare: starts with one token"
    with pytest.raises(InvalidContent):
        program(*body)
    behaving = multi(cardinality="1").replace("isSequential", 'behavior="None" isSequential')
    body = [start(), user("u", behaving), end(), chain("s", "u", "e")]
    assert bare.ready(bare.begin(*body)) == ["u"]
    with pytest.raises(InvalidContent):
        program(*body)


@pytest.mark.parametrize("extra", [
    [flow("s", "u"), user("u"), user("a"), user("b"), flow("u", "a"), flow("u", "b")],
    [flow("s", "u"), user("u", default="u_b"), user("a"), user("b"), flow("u", "a", "1 = 2"), flow("u", "b")],
])
def test_splits_without_gateway_are_refused_by_the_parser(extra: list[str]) -> None:
    with pytest.raises(ValidationException):
        bare.begin(start(), *extra)

    case = Case(program(start(), *extra))
    case.done("u")
    assert "b" in case.open


def test_an_instantiating_receive_task_starts_the_case() -> None:
    body = [el("receiveTask", "r", messageRef="M", instantiate="true"), user("u"), end(), chain("r", "u", "e")]
    with pytest.raises(ValidationException):
        bare.begin(*body)

    assert Case(program(*body), start="r").open == ["u"]


@pytest.mark.parametrize("element", [
    el("complexGateway", "x"), user("x", isForCompensation="true"), el("adHocSubProcess", "x", user("y")),
])
def test_what_is_not_run_is_refused_by_name(element: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        program(start(), user("u"), end(), chain("s", "u", "e"), element)
    assert {problem.element for problem in caught.value.problems} == {"x"}


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


def test_scripts_and_conditions_are_python() -> None:
    workflow = bare.begin(
        start(), script("x", "import os; pid = os.getpid()"), user("u"), end(), chain("s", "x", "u", "e")
    )
    assert bare.task(workflow, "u").data["pid"] > 0, "bare: a diagram runs code on the server"

    with pytest.raises(InvalidContent):
        program(start(), script("x", "import os; pid = os.getpid()"), user("u"), end(), chain("s", "x", "u", "e"))
    case = Case(program(start(), user("u"), end(), chain("s", "u", "e")))
    engine = case.live._machine.script_engine
    with pytest.raises(TypeError):
        engine.execute(case.live._machine.find(case.token("u")), "import os")


def test_the_parser_stops_at_the_first_fault_and_has_no_lines() -> None:
    body = [start(), el("complexGateway", "x"), el("complexGateway", "y"), chain("s", "x", "y")]
    with pytest.raises(ValidationException) as caught:
        bare.begin(*body)
    assert "'y'" not in str(caught.value)

    with pytest.raises(InvalidContent) as refused:
        program(*body)
    assert {(problem.element, problem.line > 0) for problem in refused.value.problems} == {("x", True), ("y", True)}


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


def test_nested_ids_of_two_definitions_collide_and_calls_are_late_bound() -> None:
    body = [
        start(), sub("SubProcess_1", start("is"), user("iu"), end("ie"), chain("is", "iu", "ie")),
        el("callActivity", "c", calledElement="p"), end(), chain("s", "SubProcess_1", "c", "e"),
    ]
    first, second = Case(program(*body)), Case(program(*body))
    assert first.open == second.open == ["iu"]
    first.done("iu")
    assert first.wait("c").kind == "call", "a call is a wait: the caller knows versions"


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
