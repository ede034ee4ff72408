"""Joins as the specification and the literature have them: unstructured, in loops, against each other.

Inclusive joins follow BPMN 2.0.2, 13.4.3 (Voelzer, A New Semantics for the Inclusive Converging Gateway): wait for
a token that can come to an empty incoming flow, unless it can also come to one that has a token.
"""

from __future__ import annotations

import pytest

from .case import Case
from .diagrams import boundary, chain, el, end, event, flow, message, program, start, sub, throw, user

OR, AND, XOR = "inclusiveGateway", "parallelGateway", "exclusiveGateway"


def test_an_inclusive_join_waits_for_a_token_inside_an_exclusive_block() -> None:
    """Wait while the choice upstream is open; go on when it turned away."""
    body = (
        start(), el(AND, "g"), user("a"), user("b"), el(XOR, "x", default="x_e2"), user("c"), el(OR, "j"), user("z"),
        end(), end("e2"), chain("s", "g"), chain("g", "a", "j"), chain("g", "b", "x"), flow("x", "c", "go"),
        flow("x", "e2"), chain("c", "j"), chain("j", "z", "e"),
    )
    case = Case(program(*body), {"go": False})
    case.done("a")
    assert case.open == ["b"]
    case.done("b")
    assert case.open == ["z"]
    other = Case(program(*body), {"go": True})
    other.done("a")
    other.done("b")
    assert other.open == ["c"]
    assert other.done("c")[-2:] == ["+z", "?z"]


def test_a_loop_back_to_the_join_is_not_waited_for() -> None:
    """A token behind the join could come again only through the join itself."""
    case = Case(program(
        start(), el(OR, "j"), user("a"), el(XOR, "x", default="x_e"), end(), chain("s", "j", "a", "x"),
        flow("x", "j", "again"), flow("x", "e"),
    ), {"again": True})
    for turn in range(4):
        assert case.open == ["a"]
        case.done("a", {"again": turn < 3})
    assert case.ended


def test_an_inclusive_block_in_a_loop_synchronises_every_turn() -> None:
    case = Case(program(
        start(), el(XOR, "m"), el(OR, "g"), user("a"), user("b"), el(OR, "j"), el(XOR, "x", default="x_e"), end(),
        chain("s", "m", "g"), flow("g", "a", "p"), flow("g", "b", "q"), chain("a", "j"), chain("b", "j"),
        chain("j", "x"), flow("x", "m", "n < 2"), flow("x", "e"),
    ), {"p": True, "q": True, "n": 0})
    case.done("a")
    assert case.open == ["b"]
    case.done("b", {"n": 1, "q": False})
    assert case.open == ["a"]
    case.done("a", {"q": True, "n": 1})
    assert case.open == ["a", "b"]
    case.done("b", {"n": 2})
    case.done("a")
    assert case.ended


def test_two_joins_that_wait_for_each_other_block_visibly() -> None:
    """The vicious circle: each join could still get a token through the other, so by the letter both wait."""
    case = Case(program(
        start(), el(AND, "g"), el(OR, "j1"), el(OR, "j2"), el(XOR, "x1", default="x1_a"),
        el(XOR, "x2", default="x2_b"), user("a"), user("b"), end(), chain("s", "g"), chain("g", "j1", "x1"),
        chain("g", "j2", "x2"), flow("x1", "j2", "false"), flow("x2", "j1", "false"), flow("x1", "a"),
        flow("x2", "b"), chain("a", "e"), chain("b", "e"),
    ))
    assert case.live.stuck == ("j1", "j2")


def test_a_token_that_comes_to_a_marked_flow_too_is_not_waited_for() -> None:
    """From ``x`` the token may come by the flow that has one already: the join need not wait."""
    case = Case(program(
        start(), el(AND, "g"), user("a"), user("b"), el(XOR, "m"), el(XOR, "x", default="x_m"), el(OR, "j"),
        user("z"), end(), chain("s", "g"), chain("g", "a", "m"), chain("m", "j"), chain("g", "b", "x"),
        flow("x", "m"), flow("x", "j", "direct"), chain("j", "z", "e"),
    ), {"direct": False})
    case.done("a")
    assert case.open == ["b", "z"]


def test_a_boundary_event_may_still_bring_a_token() -> None:
    case = Case(program(
        start(), el(AND, "g"), user("a"), user("b"), boundary("t", "b", message()), user("c"), el(OR, "j"), user("z"),
        end(), chain("s", "g"), chain("g", "a", "j"), chain("g", "b", "e"), chain("t", "c", "j"), chain("j", "z", "e"),
    ))
    case.done("a")
    assert case.open == ["b", "t"]
    case.done("b")
    assert case.open == ["z"]


def test_joins_of_different_subprocess_runs_do_not_mix() -> None:
    inner = sub("p1", start("is"), el(OR, "g"), user("a"), user("b"), el(OR, "j"), end("ie"), chain("is", "g"),
                flow("g", "a", "true"), flow("g", "b", "true"), chain("a", "j"), chain("b", "j"), chain("j", "ie"))
    case = Case(program(start(), inner, user("z"), end(), flow("s", "p1"), flow("s", "p1", id_="twice"),
                        chain("p1", "z", "e")))
    first, second = (token for token, wait in case.waits.items() if wait.element == "a")
    assert first != second
    case.done("a")
    case.done("a")
    assert case.open == ["b", "b"]
    case.done("b")
    assert case.open == ["b", "z"]


@pytest.mark.parametrize("kind", [XOR, "task", "userTask"])
def test_without_synchronising_every_token_goes_on(kind: str) -> None:
    case = Case(program(
        start(), el(AND, "g"), el("task", "a"), el("task", "b"), el(kind, "m"), user("z"), end(), chain("s", "g"),
        chain("g", "a", "m"), chain("g", "b", "m"), chain("m", "z", "e"),
    ))
    if kind == "userTask":
        case.done("m")
        case.done("m")
    assert case.open == ["z", "z"]


def test_one_start_of_several_begins_the_case() -> None:
    body = (start("s1"), start("s2"), start("s3", message()), user("a"), user("b"), user("c"), end(),
            chain("s1", "a", "e"), chain("s2", "b", "e"), chain("s3", "c", "e"))
    assert Case(program(*body)).open == ["a"]
    assert Case(program(*body), start="s2").open == ["b"]
    assert Case(program(*body), start="s3").open == ["c"]


@pytest.mark.parametrize(("definition", "kind"), [
    ("", "none"), (event("message", "M"), "message"), (event("signal", "S"), "signal"), (event("error", "E1"), "error"),
    (event("escalation", "X1"), "escalation"), (event("terminate"), "terminate"),
    ("<bpmn:compensateEventDefinition/>", "compensate"), (message() + event("signal", "S"), "multiple"),
])
def test_every_end_of_a_case(definition: str, kind: str) -> None:
    case = Case(program(start(), user("u"), end("e", definition), chain("s", "u", "e")))
    assert case.done("u")[-1] == f"#e:{kind}"


def test_only_the_last_token_ends_the_case() -> None:
    case = Case(program(
        start(), user("a"), user("b"), throw("t"), end("e1"), end("e2", event("escalation", "X1")), flow("s", "a"),
        flow("s", "b"), chain("a", "t", "e1"), chain("b", "e2"),
    ))
    assert case.done("a")[-1] == "-e1>"
    assert case.done("b")[-1] == "#e2:escalation"
