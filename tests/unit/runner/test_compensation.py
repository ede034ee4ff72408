"""Compensation and transactions: what was completed is undone, last first, over the data of its completion."""

from __future__ import annotations

import pytest

from engine.runner import Throw

from .case import Case
from .diagrams import (
    boundary,
    chain,
    el,
    end,
    event,
    flow,
    handler,
    loop,
    message,
    multi,
    program,
    script,
    set_,
    start,
    sub,
    sv,
    throw,
    timer,
    undo,
    undoing,
    undone_by,
    user,
)

A_AND_B = (
    user("a"), undone_by("ua", "a", "xa"), undoing("xa"), user("b"), undone_by("ub", "b", "xb"), undoing("xb"),
)


def line(thrown: str = "", *more: str) -> Case:
    """``a`` and ``b``, each with its compensation, then a throw ``t``, then ``z``."""
    return Case(program(
        start(), *A_AND_B, throw("t", thrown or undo()), user("z"), end(), chain("s", "a", "b", "t", "z", "e"), *more
    ))


def test_everything_completed_is_undone_last_first_and_waited_for() -> None:
    case = line()
    case.done("a")
    assert case.done("b") == ["-b>b_t", "+t", "+ub", "-ub>", "+xb", "?xb"]
    assert case.done("xb") == ["-xb>", "+ua", "-ua>", "+xa", "?xa"]
    assert case.done("xa") == ["-xa>", "-t>t_z", "+z", "?z"]
    assert case.done("z")[-1] == "#e:none"


def test_one_activity_is_undone() -> None:
    case = line(undo("a"))
    case.done("a")
    case.done("b")
    assert case.open == ["xa"]
    case.done("xa")
    assert case.open == ["z"]


def test_a_throw_need_not_wait() -> None:
    case = line(undo("b", wait=False))
    case.done("a")
    case.done("b")
    assert case.open == ["xb", "z"]
    case.done("z")
    assert not case.ended
    assert case.done("xb")[-1] == "#e:none"


def test_what_is_not_completed_is_not_undone_and_nothing_is_undone_twice() -> None:
    case = Case(program(
        start(), el("parallelGateway", "g"), *A_AND_B, user("c"), throw("t", undo()), throw("t2", undo()), end(),
        chain("s", "g"), flow("g", "a"), flow("g", "b"), flow("g", "c"), chain("c", "t", "t2", "e"), flow("a", "e"),
        flow("b", "e"),
    ))
    case.done("a")
    case.done("c")
    assert case.open == ["b", "xa"]
    case.done("xa")
    assert case.open == ["b"]


def test_each_visit_is_undone() -> None:
    case = Case(program(
        start(), el("exclusiveGateway", "m"), *A_AND_B, el("exclusiveGateway", "x", default="x_m"), end("e", undo()),
        chain("s", "m", "a", "b", "x", "m"), flow("x", "e", "stop"),
    ), {"stop": False})
    for stop in (False, True):
        case.done("a")
        case.done("b", {"stop": stop})
    for element in ("xb", "xa", "xb", "xa"):
        assert case.open == [element]
        case.done(element)
    assert case.ended


def within(*inner: str) -> Case:
    """Subprocess ``p1`` with ``inner``, then ``z``, then compensation of everything at the end."""
    return Case(program(start(), sub("p1", *inner), user("z"), end("e", undo()), chain("s", "p1", "z", "e")))


def test_a_subprocess_without_handler_undoes_what_is_inside() -> None:
    case = within(start("is"), *A_AND_B, end("ie"), chain("is", "a", "b", "ie"))
    case.done("a")
    case.done("b")
    assert case.done("z") == ["-z>z_e", "+e", "+ub", "-ub>", "+xb", "?xb"]
    case.done("xb")
    assert case.done("xa") == ["-xa>", "-e>", "#e:compensate"]


def test_a_compensation_event_subprocess_takes_the_place_of_the_default() -> None:
    undoer = handler("h", start("hs", event("compensate")), user("hu"), throw("ht", undo("a")), end("he"),
                     chain("hs", "hu", "ht", "he"))
    case = within(start("is"), *A_AND_B, end("ie"), undoer, chain("is", "a", "b", "ie"))
    assert case.open == ["a"]
    case.done("a")
    case.done("b")
    assert case.done("z") == ["-z>z_e", "+e", "+h", "+hs", "-hs>hs_hu", "+hu", "?hu"]
    case.done("hu")
    assert case.open == ["xa"]
    assert case.done("xa")[-4:] == ["-he>", "-h>", "-e>", "#e:compensate"]


def test_a_boundary_handler_hides_the_inside() -> None:
    inner = sub("p1", start("is"), *A_AND_B, end("ie"), chain("is", "a", "b", "ie"))
    case = Case(program(
        start(), inner, undone_by("up", "p1", "xp"), undoing("xp"), end("e", undo()), chain("s", "p1", "e")
    ))
    case.done("a")
    case.done("b")
    assert case.open == ["xp"]
    assert case.done("xp")[-1] == "#e:compensate"


@pytest.mark.parametrize("sequential", [True, False])
def test_instances_are_undone_over_their_own_values(sequential: bool) -> None:
    case = Case(program(
        start(), sub("m", multi("people", item="who", sequential=sequential), start("is"), user("a"),
                     undone_by("ua", "a", "xa"), undoing("xa"), end("ie"), chain("is", "a", "ie")),
        end("e", undo()), chain("s", "m", "e"),
    ), {"people": ["x", "y"], "paid": 0})
    case.done("a", {"paid": 1}, who="x")
    case.done("a", {"paid": 2}, who="y")
    for who, paid in (("y", 2), ("x", 1)):
        assert case.live.scope(case.token("xa"))["who"] == who
        assert case.live.scope(case.token("xa"))["paid"] == paid
        case.done("xa")
    assert case.ended


def test_a_repeated_activity_is_undone_once() -> None:
    case = Case(program(
        start(), user("a", loop(maximum="2")), undone_by("ua", "a", "xa"), undoing("xa", multi(cardinality="2")),
        end("e", undo()), chain("s", "a", "e"),
    ))
    case.done("a")
    case.done("a")
    assert case.open == ["xa", "xa"]
    case.done("xa")
    assert case.done("xa")[-1] == "#e:compensate"


def test_an_interrupted_subprocess_is_not_undone() -> None:
    inner = sub("p1", start("is"), *A_AND_B, end("ie"), chain("is", "a", "b", "ie"))
    case = Case(program(
        start(), inner, boundary("bm", "p1", message()), end(), end("e2", undo()), chain("s", "p1", "e"),
        flow("bm", "e2"),
    ))
    case.done("a")
    assert case.deliver("bm")[-1] == "#e2:compensate"


def test_an_error_event_subprocess_undoes_its_surroundings() -> None:
    rescue = handler("h", start("hs", event("error")), throw("ht", undo()), end("he"), chain("hs", "ht", "he"))
    case = Case(program(start(), *A_AND_B, user("c"), end(), rescue, chain("s", "a", "b", "c", "e")))
    case.done("a")
    case.done("b")
    case.send(Throw(case.token("c"), "lost"))
    assert case.open == ["xb"]
    case.done("xb")
    assert case.done("xa")[-1] == "#h:none"


def test_automatic_handlers_run_in_one_go() -> None:
    case = Case(program(
        start(), script("a", '"a"', sv("result", variable="x")), undone_by("ua", "a", "xa"),
        undoing("xa", set_("log", "append(log, 1)"), kind="task"), script("b", "1"), undone_by("ub", "b", "xb"),
        undoing("xb", set_("log", "append(log, 2)"), kind="task"), end("e", undo()), chain("s", "a", "b", "e"),
    ), {"log": []})
    assert case.ended
    assert case.live.variables["log"] == [2, 1]


def transaction(*inner: str) -> Case:
    """Transaction ``t`` with a cancel boundary to ``v`` and a timer boundary."""
    return Case(program(
        start(), el("transaction", "t", *inner), boundary("bc", "t", event("cancel")),
        boundary("bt", "t", timer("PT1H")),
        user("v"), user("z"), end(), chain("s", "t", "z", "e"), chain("bc", "v", "e"), flow("bt", "z"),
    ))


BOOKING = (
    start("is"), el("parallelGateway", "g"), *A_AND_B, user("c"), user("d"), end("ie"), end("ix", event("cancel")),
    chain("is", "g", "a", "b", "ie"), chain("g", "c", "ix"), chain("g", "d", "ie"),
)


def test_a_cancelled_transaction_is_undone_before_its_boundary() -> None:
    case = transaction(*BOOKING)
    case.done("a")
    case.done("b")
    assert case.done("c") == ["-c>c_ix", "+ix", "-ix>", "~", "xd", "+ub", "-ub>", "+xb", "?xb"]
    assert case.open == ["bt", "xb"]
    case.done("xb")
    assert case.done("xa") == ["-xa>", "~", "xt", "+bc", "-bc>bc_v", "+v", "?v"]
    assert case.done("v")[-1] == "#e:none"


def test_a_transaction_with_nothing_done_is_cancelled_at_once_and_a_good_one_goes_on() -> None:
    case = transaction(*BOOKING)
    assert case.done("c")[-4:] == ["+bc", "-bc>bc_v", "+v", "?v"]
    good = transaction(start("is"), user("a"), end("ie"), chain("is", "a", "ie"))
    good.done("a")
    assert good.open == ["z"]


def test_portions_of_active_subprocesses_are_undone_and_a_nested_cancel_reaches_the_transaction() -> None:
    nested = sub("n", start("ns"), *A_AND_B, end("nx", event("cancel")), user("w"), chain("ns", "a", "b", "nx"),
                 flow("a", "w"))
    case = transaction(start("is"), nested, end("ie"), chain("is", "n", "ie"))
    case.done("a")
    case.done("b")
    assert case.open == ["bt", "xb"]
    case.done("xb")
    case.done("xa")
    assert case.open == ["v"]


def test_an_instance_that_cancels_ends_the_repeated_transaction() -> None:
    case = transaction(multi(cardinality="2"), *BOOKING)
    case.done("a", loopCounter=1)
    case.done("c", loopCounter=1)
    assert case.open == ["a", "bt", "c", "d", "xa"]
    case.done("xa")
    assert case.open == ["v"]
