"""Hazards of events: event subprocesses, boundaries, timers, messages, links, signals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition, SignalEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict
from engine.runner import Deliver, Fire, Signal
from engine.runner.timers import due

from . import bare
from .bare import Clock, clock
from .case import NOON, Case
from .diagrams import (
    boundary,
    catch,
    chain,
    el,
    end,
    event,
    flow,
    link,
    message,
    multi,
    program,
    script,
    start,
    sub,
    sv,
    throw,
    timer,
    user,
)

__all__ = ["clock"]


def letter(name: str = "letter") -> BpmnEvent:
    """A message for the bare library."""
    return BpmnEvent(MessageEventDefinition(name), {})


def handled(definition: str) -> list[str]:
    """``u`` with an event subprocess beside it."""
    inside = (start("hs", definition), user("hu"), end("he"), chain("hs", "hu", "he"))
    return [start(), user("u"), end(), chain("s", "u", "e"), sub("h", *inside, triggeredByEvent="true")]


def test_message_event_subprocess_changes_the_shared_spec() -> None:
    shared = bare.specs(*handled(message()))
    first = BpmnWorkflow(*shared)
    first.do_engine_steps()
    first.send_event(letter())
    second = BpmnWorkflow(*shared)
    second.do_engine_steps()
    assert second.get_next_task(spec_name="h") is not None, "bare: a new instance starts the event subprocess at once"

    diagram = program(*handled(message()))
    Case(diagram).deliver("hs")
    assert Case(diagram).open == ["hs", "u"]


def test_event_subprocess_timer_keeps_the_case_open(clock: type[Clock]) -> None:
    workflow = bare.done(bare.begin(*handled(timer('"PT5H"'))), "u")
    assert not workflow.is_completed()

    case = Case(program(*handled(timer("PT5H"))))
    case.done("u")
    assert case.ended


def guarded_instances(definition: str, collection: str) -> list[str]:
    """A multi-instance subprocess ``m`` with an interrupting boundary event ``b``."""
    inner = sub("m", collection, start("is"), user("iu"), end("ie"), chain("is", "iu", "ie"))
    return [
        start(), inner, boundary("b", "m", definition), user("v"), end(), chain("s", "m", "e"), chain("b", "v", "e")
    ]


def test_interrupted_instances_leave_orphans(clock: type[Clock]) -> None:
    workflow = bare.begin(*guarded_instances(timer('"PT1H"'), multi(cardinality="2")))
    with pytest.raises(TaskNotFoundException):
        bare.later(workflow, hours=2)
    with pytest.raises(TaskNotFoundException):
        workflow.do_engine_steps()

    case = Case(program(*guarded_instances(timer("PT1H"), multi(cardinality="2"))))
    assert case.ring("b").count("xiu") == 2, "both children are told, none vanishes"
    assert case.open == ["v"]
    case.done("v")
    assert case.ended


def timed(quote: str) -> list[str]:
    """Escalation after 72 h, a reminder every 24 h, a warning after 96 h."""
    return [
        start(), user("u"), boundary("escalate", "u", timer(f"{quote}PT72H{quote}")), user("boss"), end(), end("e2"),
        boundary("remind", "u", timer(f"{quote}R/PT24H{quote}", "Cycle"), cancel=False),
        boundary("warn", "u", timer(f"{quote}PT96H{quote}"), cancel=False), chain("s", "u", "e"),
        chain("escalate", "boss", "e2"), flow("remind", "e2"), flow("warn", "e2"),
    ]


def test_cancelled_timers_come_back_when_several_are_due(clock: type[Clock]) -> None:
    workflow = bare.later(bare.begin(*timed('"')), hours=80)
    bare.done(workflow, "boss")
    assert not workflow.is_completed(), "bare: a timer cancelled at 72 h waits on"

    case = Case(program(*timed("")))
    reminder = case.token("remind")
    case.ring("escalate")
    assert case.open == ["boss"]
    with pytest.raises(Conflict):
        case.live.send(Fire(reminder))
    case.done("boss")
    assert case.ended


def race(first: str, second: str) -> list[str]:
    """An event gateway with two timers."""
    return [
        start(), el("eventBasedGateway", "g"), catch("t1", timer(first)), catch("t2", timer(second)), user("a"),
        user("b"),
        end(), flow("s", "g"), flow("g", "t1"), flow("g", "t2"), chain("t1", "a", "e"), chain("t2", "b", "e"),
    ]


def test_event_gateway_with_two_timers_takes_the_wrong_branch(clock: type[Clock]) -> None:
    workflow = bare.later(bare.begin(*race('"PT4H"', '"PT3H"')), hours=3, seconds=1)
    assert bare.ready(workflow) != ["b"], "bare: after 3 h the branch of the 3 h timer does not come"

    case = Case(program(*race("PT4H", "PT3H")))
    assert case.wait("t2").due == NOON + timedelta(hours=3)
    case.ring("t2")
    assert case.open == ["b"]


def test_boundary_of_a_subprocess_fires_after_the_subprocess_ran_on() -> None:
    """One signal reaches a catch inside a subprocess and the interrupting boundary event of that subprocess."""
    alarm = event("signal", "S")

    def body(first: str) -> list[str]:
        inner = sub("p1", start("is"), catch("c", alarm), first, end("ie"), chain("is", "c", "x", "ie"))
        guard = boundary("b", "p1", alarm)
        return [start(), inner, guard, user("v"), end(), chain("s", "p1", "e"), chain("b", "v", "e")]

    workflow = bare.begin(*body(script("x", "seen = 1")))
    workflow.send_event(BpmnEvent(SignalEventDefinition("alarm"), {}))
    workflow.do_engine_steps()
    parts = [task for scope in workflow.subprocesses.values() for task in scope.tasks.values()]
    assert [task.state for task in parts if task.task_spec.name == "x"] == [TaskState.COMPLETED], "bare: x ran"

    case = Case(program(*body(script("x", "1", sv("result", variable="seen")))))
    case.send(Signal("alarm"))
    assert "seen" not in case.live.variables
    assert case.open == ["v"]


def test_links_and_signal_ends_are_ignored() -> None:
    linked = [
        start(), throw("t", link("L")), catch("c", link("L")), user("u"), end(), chain("s", "t"), chain("c", "u", "e")
    ]
    workflow = bare.begin(*linked)
    assert workflow.is_completed(), "bare: the token ends at the throwing link"
    assert bare.ready(workflow) == []
    assert Case(program(*linked)).open == ["u"]

    signalling = [start(), end("e", event("signal", "S")), chain("s", "e")]
    assert bare.begin(*signalling).get_events() == [], "bare: nothing is thrown"
    assert "!signal:alarm" in Case(program(*signalling)).log


def test_a_message_nobody_waits_for_raises_and_is_lost() -> None:
    body = [start(), user("u"), catch("c", message()), end(), chain("s", "u", "c", "e")]
    workflow = bare.begin(*body)
    with pytest.raises(WorkflowException):
        workflow.send_event(letter())

    case = Case(program(*body))
    assert [wait for wait in case.waits.values() if wait.kind == "message"] == [], "the caller keeps the message"
    case.done("u")
    case.deliver("c")
    assert case.ended


def test_a_message_without_correlation_is_accepted_by_anyone() -> None:
    body = [
        start(), catch("c", message(), sv("correlation", key="case_no")), user("u"), end(), chain("s", "c", "u", "e")
    ]
    workflow = bare.begin(*body, case_no=7)
    workflow.send_event(letter())
    workflow.do_engine_steps()
    assert bare.ready(workflow) == ["u"], "bare: the key is not looked at"

    case = Case(program(*body), {"case_no": 7})
    assert case.wait("c").correlation == 7, "the caller delivers to the token whose key matches"
    with pytest.raises(Conflict):
        case.live.send(Deliver("some other token"))


def test_timers_misread_what_they_are_told() -> None:
    read = TimerEventDefinition.parse_iso_duration
    assert read("-PT1H") == read("PT1H"), "bare: the sign is lost"
    zone = ZoneInfo("Asia/Shanghai")
    assert due("-PT1H", NOON, zone).at == NOON - timedelta(hours=1)
    assert due("PT48H", NOON, zone).at == NOON + timedelta(hours=48), "no quotes needed"
    assert due("2026-05-01", NOON, zone).at == datetime(2026, 4, 30, 16, tzinfo=UTC), "a date is local"
