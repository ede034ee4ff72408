"""Hazards of deployment: what the parser ignores or refuses, names that collide, state that cannot move on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.util.diff import diff_workflow, migrate_workflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import InvalidContent
from engine.runner import Entered, Environment, Fire, Live

from . import bare
from .bare import Clock, clock
from .case import NOON, Case
from .diagrams import boundary, chain, document, el, end, flow, multi, program, script, start, sub, timer, user

__all__ = ["clock"]


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
    assert Case(program(*body)).open == []
    behaving = multi(cardinality="1").replace("isSequential", 'behavior="None" isSequential')
    body = [start(), user("u", behaving), end(), chain("s", "u", "e")]
    assert bare.ready(bare.begin(*body)) == ["u"]


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
    el("adHocSubProcess", "x"), user("x", startQuantity="none"),
])
def test_what_is_not_run_is_refused_by_name(element: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        program(start(), user("u"), end(), chain("s", "u", "e"), element)
    assert {problem.element for problem in caught.value.problems} == {"x"}


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
    body = [start(), *(el("complexGateway", id_, startQuantity="0") for id_ in "xy"), chain("s", "x", "y")]
    with pytest.raises(ValidationException) as caught:
        bare.begin(*body)
    assert "'y'" not in str(caught.value)

    with pytest.raises(InvalidContent) as refused:
        program(*body)
    assert {(problem.element, problem.line > 0) for problem in refused.value.problems} == {("x", True), ("y", True)}


def test_nested_ids_of_two_definitions_collide_and_calls_have_no_version() -> None:
    body = [
        start(), sub("SubProcess_1", start("is"), user("iu"), end("ie"), chain("is", "iu", "ie")),
        el("callActivity", "c", calledElement="q"), end(), chain("s", "SubProcess_1", "c", "e"),
    ]
    parser = SpiffBpmnParser()
    parser.add_bpmn_str(document(*body).replace('"q"', '"p2"').encode())
    parser.add_bpmn_str(document(*body).replace('<bpmn:process id="p"', '<bpmn:process id="p2"').encode())
    with pytest.raises(ValidationException, match="Duplicate process ID"):
        parser.get_subprocess_specs("p")

    first, second = Case(program(*body)), Case(program(*body))
    assert first.open == second.open == ["iu"]
    first.done("iu")
    assert first.wait("c").kind == "call", "a call is a wait: the caller knows versions"


def test_an_ad_hoc_subprocess_without_condition_crashes() -> None:
    body = [start(), el("adHocSubProcess", "x", user("y")), end(), chain("s", "x", "e")]
    with pytest.raises(TypeError):
        bare.begin(*body)

    assert Case(program(*body)).open == ["y"]


def test_migration_restarts_timers_and_drops_drafts(clock: type[Clock]) -> None:
    def body(hours: int, quote: str = '"') -> list[str]:
        return [
            start(), user("u"), boundary("b", "u", timer(f"{quote}PT{hours}H{quote}"), cancel=False), end(),
            chain("s", "u", "e"), flow("b", "e"),
        ]

    workflow = bare.begin(*body(5))
    bare.task(workflow, "u").data["draft"] = "unsaved"
    before = [event.value for event in workflow.waiting_events()]
    Clock.offset = timedelta(hours=3)
    registry = BpmnWorkflowSerializer.configure(SPIFF_CONFIG)
    new, parts = bare.specs(*body(9))
    difference, _ = diff_workflow(registry, workflow, new, parts)
    migrate_workflow(difference, workflow, new)
    workflow.do_engine_steps()
    assert [event.value for event in workflow.waiting_events()] != before, "bare: 3 h of waiting are forgotten"
    assert "draft" not in bare.task(workflow, "u").data

    old, newer = program(*body(5, "")), program(*body(9, ""))
    case = Case(old)
    timer_token = case.token("b")
    moved = Live.load(newer, Environment(NOON, lambda: "new"), case.live.save(), {})
    assert moved.send(Fire(timer_token))[0] == Entered(timer_token, "b")
