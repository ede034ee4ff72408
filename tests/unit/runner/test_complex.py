"""Complex gateways: which tokens activate them, what comes out of each phase, and when they start anew."""

from __future__ import annotations

import pytest

from engine.model.errors import DiagramError

from .case import Case
from .diagrams import chain, el, end, flow, program, start, user


def gateway(id_: str, activation: str = "", **attributes: str) -> str:
    """Complex gateway."""
    inner = (f"<bpmn:activationCondition>{activation.replace('<', '&lt;')}</bpmn:activationCondition>",)
    return el("complexGateway", id_, *(inner if activation else ()), **attributes)


def three(activation: str, *out: str, **attributes: str) -> Case:
    """``a``, ``b`` and ``c`` run together and meet at ``x``."""
    return Case(program(
        start(), el("parallelGateway", "g"), user("a"), user("b"), user("c"), gateway("x", activation, **attributes),
        user("z"), user("y"), end(), chain("s", "g"), chain("g", "a", "x"), chain("g", "b", "x"), chain("g", "c", "x"),
        *(out or (flow("x", "z"),)), flow("z", "e"), flow("y", "e"),
    ))


def test_a_discriminator_goes_on_once_and_swallows_the_rest() -> None:
    case = three("activationCount >= 1")
    assert case.done("b")[-2:] == ["+z", "?z"]
    assert case.done("a") == ["-a>a_x", "+x"]
    assert case.done("c") == ["-c>c_x", "+x", "-x>", "-x>"]
    assert case.done("z")[-1] == "#e:none"


def test_two_of_three() -> None:
    case = three("activationCount >= 2")
    assert case.done("a") == ["-a>a_x", "+x"]
    case.done("c")
    assert case.open == ["b", "z"]
    case.done("z")
    assert not case.ended
    case.done("b")
    assert case.ended


def test_the_condition_names_incoming_flows() -> None:
    case = three("a_x + c_x >= 2")
    case.done("a")
    case.done("b")
    assert case.open == ["c"]
    case.done("c")
    assert case.open == ["z"]


def test_the_reset_puts_tokens_on_flows_whose_condition_holds_then() -> None:
    case = three("activationCount >= 1", flow("x", "z", "waitingForStart"), flow("x", "y", "not(waitingForStart)"))
    case.done("a")
    assert case.open == ["b", "c", "z"]
    case.done("b")
    assert case.open == ["c", "z"]
    case.done("c")
    assert case.open == ["y", "z"]


def test_the_default_comes_out_of_the_reset_only_beside_conditions() -> None:
    case = three("activationCount >= 3", flow("x", "z", "waitingForStart"), flow("x", "y"), default="x_y")
    for element in "abc":
        case.done(element)
    assert case.open == ["y", "z"]


def test_a_gateway_that_was_reset_starts_anew() -> None:
    case = Case(program(
        start(), el("exclusiveGateway", "m"), el("parallelGateway", "g"), user("a"), user("b"),
        gateway("x", "activationCount >= 1"), el("exclusiveGateway", "d", default="d_m"), end(), chain("s", "m", "g"),
        chain("g", "a", "x"), chain("g", "b", "x"), chain("x", "d", "m"), flow("d", "e", "stop"), user("z"),
    ), {"stop": False})
    case.done("a")
    assert case.open == ["a", "b", "b"]
    case.done("b")
    case.done("b")
    assert case.open.count("a") >= 1


def test_a_split_without_activation_condition() -> None:
    body = (start(), user("a"), user("b"), end(), chain("s", "x"), flow("a", "e"), flow("b", "e"))
    both = Case(program(*body, gateway("x"), flow("x", "a", "n > 0"), flow("x", "b", "n > 1")), {"n": 2})
    assert both.open == ["a", "b"]
    with pytest.raises(DiagramError, match="x"):
        Case(program(*body, gateway("x"), flow("x", "a", "n > 5"), flow("x", "b", "n > 5")), {"n": 1})


def test_a_condition_that_never_holds_blocks_visibly() -> None:
    case = three("activationCount >= 4")
    for element in "abc":
        case.done(element)
    assert not case.ended
    assert case.live.stuck == ("x", "x", "x")
