"""Events with several definitions, definitions by reference, gateways and tasks that start a case."""

from __future__ import annotations

import pytest

from engine.content.bpmn import read_diagram
from engine.model.errors import NotFound
from engine.model.starting import starts
from engine.runner import Deliver, Fire, Signal, Throw

from .case import Case
from .diagrams import (
    boundary,
    catch,
    chain,
    document,
    el,
    end,
    event,
    flow,
    handler,
    message,
    program,
    start,
    sub,
    throw,
    timer,
    user,
    when,
)

ANY = (message(), event("signal", "S"), timer("PT2H"))


def parallel(kind: str, id_: str, *inner: str, **attributes: str) -> str:
    """An event that needs all of its definitions."""
    return el(kind, id_, *inner, parallelMultiple="true", **attributes)


def kinds(case: Case) -> list[str]:
    """Kinds of what is waited for."""
    return sorted(wait.kind for wait in case.waits.values())


def fire(case: Case, kind: str) -> list[str]:
    """Let the wait of a kind happen."""
    wait = next(wait for wait in case.waits.values() if wait.kind == kind)
    return case.send({"message": Deliver, "timer": Fire}[kind](wait.token) if kind != "signal" else Signal("alarm"))


@pytest.mark.parametrize("kind", ["message", "signal", "timer"])
def test_any_definition_of_a_multiple_catch_lets_it_go_on(kind: str) -> None:
    case = Case(program(start(), catch("c", *ANY), end(), chain("s", "c", "e")))
    assert case.log == ["+s", "-s>s_c", "+c", "?c", "?c", "?c"]
    assert fire(case, kind) == ["~", "~", "~", "-c>c_e", "+e", "-e>", "#e:none"]


def test_a_parallel_multiple_catch_needs_all() -> None:
    case = Case(program(start(), parallel("intermediateCatchEvent", "c", *ANY), end(), chain("s", "c", "e")))
    assert fire(case, "signal") == ["~"]
    assert case.send(Signal("alarm")) == []
    assert fire(case, "timer") == ["~"]
    assert fire(case, "message")[-1] == "#e:none"


def guarded(definition: str) -> Case:
    """``u`` with boundary ``b`` that leads to ``v``."""
    return Case(program(start(), user("u"), user("v"), end(), definition, chain("s", "u", "e"), chain("b", "v", "e")))


def test_a_multiple_boundary_interrupts_once() -> None:
    case = guarded(boundary("b", "u", *ANY))
    assert fire(case, "timer") == ["~", "xu", "+b", "~", "~", "~", "-b>b_v", "+v", "?v"]
    assert case.open == ["v"]
    completed = guarded(boundary("b", "u", *ANY))
    assert completed.done("u") == ["~", "~", "~", "-u>u_e", "+e", "-e>", "#e:none"]


def test_a_multiple_boundary_that_runs_along_recurs_by_definition() -> None:
    case = guarded(boundary("b", "u", *ANY, cancel=False))
    for kind, rest in (("message", 3), ("timer", 2), ("message", 2), ("signal", 2)):
        assert fire(case, kind)[-4:] == ["+b", "-b>b_v", "+v", "?v"]
        assert len([wait for wait in case.waits.values() if wait.element == "b"]) == rest
    assert case.open.count("v") == 4


def test_a_parallel_multiple_boundary_that_runs_along_begins_anew() -> None:
    case = guarded(parallel("boundaryEvent", "b", message(), event("signal", "S"), attachedToRef="u",
                            cancelActivity="false"))
    for turn in (1, 2):
        assert fire(case, "message") == ["~"]
        fire(case, "signal")
        assert case.open.count("v") == turn
    assert kinds(case) == ["message", "signal", "task", "task", "task"]


def test_a_multiple_boundary_catches_what_is_thrown() -> None:
    case = guarded(boundary("b", "u", message(), event("error", "E1")))
    assert kinds(case) == ["message", "task"]
    case.send(Throw(case.token("u"), "lost"))
    assert case.open == ["v"]


def test_an_error_among_several_interrupts_even_a_boundary_that_runs_along() -> None:
    case = guarded(boundary("b", "u", message(), event("error", "E1"), cancel=False))
    case.deliver("b")
    assert case.open == ["b", "u", "v"]
    case.send(Throw(case.token("u"), "lost"))
    assert case.open == ["v", "v"]


def test_a_multiple_event_in_a_race() -> None:
    case = Case(program(
        start(), el("eventBasedGateway", "g"), catch("c", *ANY), catch("d", when("x = 1")), end(),
        flow("s", "g"), flow("g", "c"), flow("g", "d"), chain("c", "e"), chain("d", "e"),
    ))
    assert kinds(case) == ["conditional", "message", "signal", "timer"]
    assert "+c" in fire(case, "message")
    assert case.ended


@pytest.mark.parametrize("interrupting", ["true", "false"])
def test_a_multiple_start_of_an_event_subprocess(interrupting: str) -> None:
    woken = handler("h", start("hs", *ANY, event("error", "E1"), isInterrupting=interrupting), user("hu"), end("he"),
                    chain("hs", "hu", "he"))
    case = Case(program(start(), user("u"), end(), chain("s", "u", "e"), woken))
    fire(case, "message")
    assert case.open == (["hu"] if interrupting == "true" else ["hs", "hs", "hs", "hu", "u"])
    error = Case(case.program)
    error.send(Throw(error.token("u"), "lost"))
    assert error.open == ["hu"]


def test_a_multiple_throw_throws_everything_and_a_multiple_end_ends_last() -> None:
    inner = sub("t", start("is"), user("iu"), end("ie", event("terminate"), event("escalation", "X1"), message()),
                chain("is", "iu", "ie"), user("other"), flow("is", "other"))
    case = Case(program(
        start(), throw("th", message(), event("signal", "S"), event("escalation", "X1")), inner, user("v"), end(),
        boundary("b", "t", event("escalation", "X1"), cancel=False), chain("s", "th", "t", "e"), chain("b", "v", "e"),
    ))
    assert [text for text in case.log if text[0] == "!"] == ["!message:letter", "!signal:alarm", "!escalation:up"]
    log = case.done("iu")
    assert log.index("+b") < log.index("xother") < log.index("-t>t_e")


def test_definitions_by_reference() -> None:
    case = Case(program(
        '<bpmn:signalEventDefinition id="D1" signalRef="S"/>', '<bpmn:messageEventDefinition id="D2" messageRef="M"/>',
        start(), catch("c", "<bpmn:eventDefinitionRef>D1</bpmn:eventDefinitionRef>",
                       "<bpmn:eventDefinitionRef>D2</bpmn:eventDefinitionRef>"), end(), chain("s", "c", "e"),
    ))
    assert kinds(case) == ["message", "signal"]
    fire(case, "signal")
    assert case.ended


def test_a_receive_task_starts_a_case() -> None:
    task = el("receiveTask", "r", instantiate="true", messageRef="M")
    diagram = program(task, user("u"), end(), chain("r", "u", "e"))
    assert Case(diagram, start="r").log == ["+r", "-r>r_u", "+u", "?u"]
    waiting = Case(diagram)
    assert waiting.open == ["r"]
    with pytest.raises(NotFound):
        Case(diagram, start="u")


def race(kind: str) -> tuple[str, ...]:
    """A gateway that starts the case by a message, a signal or a receive task."""
    return (
        el("eventBasedGateway", "g", instantiate="true", eventGatewayType=kind), catch("c", message()),
        catch("d", event("signal", "S")), el("receiveTask", "r", messageRef="N"), user("u"), user("v"), end(),
        flow("g", "c"), flow("g", "d"), flow("g", "r"), chain("c", "u", "e"), chain("d", "v", "e"), chain("r", "e"),
    )


def test_an_exclusive_gateway_starts_a_case_by_the_event_that_came() -> None:
    case = Case(program(*race("Exclusive")), start="d")
    assert case.log == ["+g", "-g>g_d", "+d", "-d>d_v", "+v", "?v"]


def test_a_parallel_gateway_waits_for_the_other_events_too() -> None:
    case = Case(program(*race("Parallel")), start="d")
    assert case.log == ["+g", "?c", "?r", "-g>g_d", "+d", "-d>d_v", "+v", "?v"]
    case.done("v")
    assert not case.ended
    assert case.deliver("c") == ["-g>g_c", "+c", "-c>c_u", "+u", "?u"]
    case.done("u")
    assert case.deliver("r")[-1] == "#e:none"


def test_every_way_to_start_is_known() -> None:
    body = (*race("Parallel"), el("receiveTask", "i", instantiate="true", messageRef="M"),
            parallel("startEvent", "s", message(), timer("PT1H")), start("n"), start("k", when("x")), end("z"),
            flow("s", "z"), flow("i", "z"), flow("n", "z"), flow("k", "z"))
    (process,), _ = read_diagram(document(*body).encode(), "t.bpmn")
    assert [(start.element, start.event.kind, start.parallel) for start in starts(process)] == [
        ("c", "message", False), ("d", "signal", False), ("r", "message", False), ("i", "message", False),
        ("s", "message", True), ("s", "timer", True), ("n", "none", False), ("k", "conditional", False),
    ]
