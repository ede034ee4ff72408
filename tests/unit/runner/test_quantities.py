"""How many tokens an activity takes and gives; what a repeated activity throws when one of its instances is done."""

from __future__ import annotations

import pytest

from engine.model.errors import DiagramError, RunawayError

from .case import Case
from .diagrams import boundary, chain, el, end, event, flow, multi, program, start, user


def test_an_activity_waits_for_so_many_tokens() -> None:
    case = Case(program(
        start(), user("a"), user("b"), user("c"), user("u", startQuantity="2"), user("z"), end(),
        flow("s", "a"), flow("s", "b"), flow("s", "c"), chain("a", "u"), chain("b", "u"), chain("c", "u"),
        chain("u", "z", "e"),
    ))
    assert case.done("a") == ["-a>a_u", "+u"]
    assert case.open == ["b", "c"]
    assert case.done("b") == ["-b>b_u", "+u", "-u>", "?u"]
    case.done("u")
    case.done("c")
    assert case.open == ["z"]
    case.done("z")
    assert case.live.stuck == ("u",)


def test_an_activity_gives_so_many_tokens() -> None:
    case = Case(program(start(), user("u", completionQuantity="3"), user("z"), end(), chain("s", "u", "z", "e")))
    case.done("u")
    assert case.open == ["z", "z", "z"]
    for _ in range(3):
        case.done("z")
    assert case.ended


def test_too_many_tokens_are_stopped() -> None:
    case = Case(program(start(), user("u", completionQuantity="999999999"), end(), chain("s", "u", "e")))
    with pytest.raises(RunawayError, match="u"):
        case.done("u")


def repeated(behavior: str, thrown: str, *, sequential: bool = False, cancel: bool = False) -> Case:
    """Three instances of ``m`` whose escalation a boundary event takes to ``v``."""
    many = multi(cardinality="3", sequential=sequential)
    many = many.replace(" ", f" {behavior} ", 1).replace("</bpmn:multi", f"{thrown}</bpmn:multi")
    return Case(program(
        '<bpmn:escalationEventDefinition id="D1" escalationRef="X1"/>', start(), user("m", many), user("v"), end(),
        boundary("b", "m", event("escalation", "X1"), cancel=cancel), chain("s", "m", "e"), chain("b", "v", "e"),
    ))


@pytest.mark.parametrize(("behavior", "times"), [
    ('behavior="One" oneBehaviorEventRef="D1"', 1), ('behavior="None" noneBehaviorEventRef="D1"', 3),
    ('behavior="All"', 0), ('behavior="None"', 0),
])
def test_instances_that_are_done_throw(behavior: str, times: int) -> None:
    case = repeated(behavior, "")
    for _ in range(3):
        case.done("m")
    assert case.open == ["v"] * times


def test_complex_behavior_throws_when_its_condition_holds() -> None:
    thrown = (
        '<bpmn:complexBehaviorDefinition id="cb"><bpmn:condition>nrOfCompletedInstances = 2</bpmn:condition>'
        f'<bpmn:event id="ie">{event("escalation", "X1")}</bpmn:event></bpmn:complexBehaviorDefinition>'
    )
    case = repeated('behavior="Complex"', thrown)
    case.done("m")
    assert case.open == ["m", "m"]
    case.done("m")
    assert case.open == ["m", "v"]


@pytest.mark.parametrize("sequential", [True, False])
def test_what_is_thrown_may_interrupt_the_rest(sequential: bool) -> None:
    case = repeated('behavior="One" oneBehaviorEventRef="D1"', "", sequential=sequential, cancel=True)
    case.done("m")
    assert case.open == ["v"]


def test_a_huge_multi_instance_is_stopped_before_it_fills_memory() -> None:
    for sequential in (True, False):
        with pytest.raises(RunawayError, match="m"):
            Case(program(start(), user("m", multi(cardinality="10 ** 12", sequential=sequential)), end(),
                         chain("s", "m", "e")))
    with pytest.raises(DiagramError):
        Case(program(start(), el("task", "m", multi(cardinality='"x"')), end(), chain("s", "m", "e")))
