"""Messages, timers, signals, errors, escalations and conditions: in the flow, on activities, in races."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.model.errors import Conflict, DiagramError
from engine.runner import Cancel, Deliver, Fire, Signal, Throw, Thrown

from .case import NOON, Case
from .diagrams import (
    boundary,
    catch,
    chain,
    el,
    end,
    event,
    flow,
    message,
    program,
    script,
    set_,
    start,
    sub,
    sv,
    throw,
    timer,
    user,
    when,
)

TWO_ENDS = (user("u"), user("v"), end("e"), end("e2"))


def guarded(definition: str, *, cancel: bool = True) -> Case:
    """A user task ``u`` with boundary event ``b`` that leads to ``v``."""
    body = (*TWO_ENDS, boundary("b", "u", definition, cancel=cancel), chain("s", "u", "e"), chain("b", "v", "e2"))
    return Case(program(start(), *body))


def test_message_catch_waits_with_its_correlation() -> None:
    case = Case(program(
        start(), catch("c", message(), sv("correlation", key="order.id")), end(), chain("s", "c", "e")
    ), {"order": {"id": 7}})
    wait = case.wait("c")
    assert (wait.kind, wait.message, wait.correlation) == ("message", "letter", 7)
    assert case.deliver("c", {"answer": "yes"}) == ["=answer", "-c>c_e", "+e", "-e>", "#e:none"]


def test_receive_task_waits_for_its_message() -> None:
    case = Case(program(start(), el("receiveTask", "r", messageRef="M"), end(), chain("s", "r", "e")))
    assert (case.wait("r").kind, case.wait("r").message) == ("message", "letter")
    case.deliver("r")
    assert case.ended


def test_message_throw_never_blocks() -> None:
    case = Case(program(
        start(), throw("t", message(), sv("correlation", key="n"), sv("send", toUnit='"U" + "1"'),
                       sv("param", name="a", value="=n + 1"), sv("param", name="b", value="n")),
        el("sendTask", "m", messageRef="N"), end("e", message()), chain("s", "t", "m", "e"),
    ), {"n": 1})
    thrown = [effect for effect in case.told if isinstance(effect, Thrown)]
    assert thrown[0] == Thrown("message", "letter", {"a": 2, "b": "n"}, "t", "U1", 1)
    assert [effect.name for effect in thrown] == ["letter", "other", "letter"]
    assert case.log[-1] == "#e:message"


def test_activities_of_workers_and_calls_wait() -> None:
    case = Case(program(
        start(), el("serviceTask", "a", sv("action", type="search", result="rows")), el("businessRuleTask", "d"),
        el("callActivity", "c", sv("input", variable="who", value="n + 1"), calledElement="other"), end(),
        chain("s", "a", "d", "c", "e"),
    ), {"n": 1})
    assert case.wait("a").kind == "action"
    case.done("a")
    assert case.wait("d").kind == "action"
    case.done("d")
    assert (case.wait("c").kind, case.wait("c").local) == ("call", {"who": 2})
    case.done("c", {"outcome": "ok"})
    assert case.live.variables == {"n": 1, "outcome": "ok"}


def test_interrupting_boundary_cancels_the_activity() -> None:
    case = guarded(timer("PT2H"))
    assert case.wait("b").due == NOON + timedelta(hours=2)
    assert case.wait("b").attached_to == "u"
    assert case.ring("b") == ["~", "xu", "+b", "-b>b_v", "+v", "?v"]
    case.done("v")
    assert case.ended


def test_completing_the_activity_ceases_its_guards() -> None:
    case = guarded(timer("PT2H"))
    token = case.token("b")
    assert case.done("u") == ["~", "-u>u_e", "+e", "-e>", "#e:none"]
    with pytest.raises(Conflict):
        case.live.send(Fire(token))


def test_non_interrupting_message_can_come_again() -> None:
    case = guarded(message(), cancel=False)
    assert case.deliver("b") == ["?b", "+b", "-b>b_v", "+v", "?v"]
    case.deliver("b")
    assert case.open == ["b", "u", "v", "v"]
    assert case.done("u") == ["~", "-u>u_e", "+e", "-e>"]
    case.done("v")
    case.done("v")
    assert case.ended


def test_cycle_rings_so_often_and_without_drift() -> None:
    case = guarded(timer("R3/PT1H", "Cycle"), cancel=False)
    for hours in (1, 2, 3):
        assert case.wait("b").due == NOON + timedelta(hours=hours)
        case.later(minutes=90)
        case.ring("b")
    assert case.open == ["u", "v", "v", "v"]


def test_a_cycle_from_feel_never_ends_and_must_move_on() -> None:
    rhythm = boundary("b", "u", timer("rhythm", "Cycle"), cancel=False)
    diagram = program(start(), *TWO_ENDS, rhythm, chain("s", "u", "e"), chain("b", "v", "e2"))
    case = Case(diagram, {"rhythm": timedelta(minutes=90)})
    for turn in (1, 2, 3):
        assert case.wait("b").due == NOON + turn * timedelta(minutes=90)
        case.ring("b")
    with pytest.raises(DiagramError, match="b"):
        Case(diagram, {"rhythm": timedelta(0)})


def test_timer_dates_from_feel_and_limits() -> None:
    limits = {
        "due": lambda limit, start: {"raw": date(2026, 3, 5), "effective": date(2026, 3, 6), "provisional": False}
    }
    case = Case(program(
        start(), *TWO_ENDS, boundary("b", "u", timer('due("TL-1", day)', "Date")), chain("s", "u", "e"),
        chain("b", "v", "e2"), boundary("b2", "u", timer("day", "Date"), cancel=False), flow("b2", "v"),
        boundary("b3", "u", timer('duration("PT" + string(n) + "H")'), cancel=False), flow("b3", "v"),
    ), {"day": date(2026, 3, 4), "n": 5}, functions=limits)
    assert case.wait("b").due.isoformat() == "2026-03-06T16:00:00+00:00"   # the 7th begins in Shanghai
    assert case.wait("b2").due.isoformat() == "2026-03-03T16:00:00+00:00"
    assert case.wait("b3").due == NOON + timedelta(hours=5)


def test_a_timer_without_a_time_is_refused_when_it_begins() -> None:
    diagram = program(start(), catch("c", timer("missing", "Date")), end(), chain("s", "c", "e"))
    with pytest.raises(DiagramError, match="c"):
        Case(diagram)


def test_event_gateway_takes_the_branch_that_happened() -> None:
    diagram = program(
        start(), el("eventBasedGateway", "g"), catch("t1", timer("PT4H")), catch("t2", timer("PT3H")),
        catch("m", message()), user("a"), user("b"), user("c"), end(), flow("s", "g"), flow("g", "t1"), flow("g", "t2"),
        flow("g", "m"), chain("t1", "a", "e"), chain("t2", "b", "e"), chain("m", "c", "e"),
    )
    case = Case(diagram)
    assert case.log == ["+s", "-s>s_g", "+g", "?t1", "?t2", "?m"]
    assert case.wait("m").attached_to == "g"
    assert case.ring("t2") == ["~", "~", "-g>g_t2", "+t2", "-t2>t2_b", "+b", "?b"]
    other = Case(diagram)
    other.deliver("m", {"x": 1})
    assert other.open == ["c"]


def test_signals_reach_every_catch_of_the_case_and_go_out() -> None:
    case = Case(program(
        start(), el("parallelGateway", "g"), user("a"), throw("t", event("signal", "S")),
        catch("c", event("signal", "S")),
        user("u"), boundary("b", "u", event("signal", "S")), end("e", event("signal", "S")), end("e2"), end("e3"),
        flow("s", "g"), flow("g", "a"), flow("g", "c"), flow("g", "u"), chain("a", "t", "e"), chain("c", "e2"),
        flow("u", "e3"), flow("b", "e3"),
    ))
    log = case.done("a")
    assert "!signal:alarm" in log
    assert "xu" in log
    assert {"-c>c_e2", "-b>b_e3"} <= set(log)
    assert case.ended
    outside = Case(case.program)
    outside.send(Signal("alarm", {"why": "fire"}))
    assert outside.open == ["a"]
    assert outside.live.variables == {"why": "fire"}
    assert outside.send(Signal("unheard")) == []


def test_error_end_is_caught_by_the_boundary_of_its_code() -> None:
    inner = sub("p1", start("is"), user("iu"), user("other"), end("ie", event("error", "E1")), chain("is", "iu", "ie"),
                flow("is", "other"))
    case = Case(program(
        start(), inner, user("u"), user("v"), user("w"), end(), boundary("b0", "p1", event("error")),
        boundary("b1", "p1", event("error", "E1")), boundary("b2", "p1", event("error", "E2")),
        chain("s", "p1", "u", "e"),
        flow("b0", "w"), flow("b1", "v"), flow("b2", "w"), flow("v", "e"), flow("w", "e"),
    ))
    assert case.done("iu") == ["-iu>iu_ie", "+ie", "-ie>", "~", "xother", "xp1", "+b1", "-b1>b1_v", "+v", "?v"]


def test_an_error_nobody_catches_ends_the_case() -> None:
    case = Case(program(
        start(), user("u"), user("v"), end("e", event("error", "E1")), chain("s", "u", "e"), flow("s", "v")
    ))
    assert case.done("u")[-4:] == ["~", "xv", "!error:lost", "#e:error"]
    assert case.ended
    with pytest.raises(Conflict):
        case.live.send(Cancel())


def test_the_caller_throws_an_error_on_an_activity() -> None:
    case = Case(program(
        start(), el("serviceTask", "a"), boundary("b", "a", event("error", "E1")), user("v"), end(),
        chain("s", "a", "e"), chain("b", "v", "e"),
    ))
    assert case.send(Throw(case.token("a"), "lost", {"reason": "x"})) == [
        "=reason", "~", "xa", "+b", "-b>b_v", "+v", "?v"
    ]


def test_escalation_runs_along_and_is_told_when_uncaught() -> None:
    up = event("escalation", "X1")
    case = Case(program(
        start(), sub("p1", start("is"), throw("t", up), user("iu"), end("ie"), chain("is", "t", "iu", "ie")), user("v"),
        end(), boundary("b", "p1", up, cancel=False), chain("s", "p1", "e"), chain("b", "v", "e"),
    ))
    assert case.open == ["iu", "v"]
    loose = Case(program(start(), throw("t", up), end(), chain("s", "t", "e")))
    assert "!escalation:up" in loose.log
    assert loose.ended


def test_conditions_fire_when_they_become_true() -> None:
    case = Case(program(
        start(), el("parallelGateway", "g"), user("a"), user("u"), user("v"), catch("c", when("n >= 2")), end(),
        boundary("b", "u", when("n = 1"), cancel=False), flow("s", "g"), flow("g", "a"), flow("g", "u"), flow("g", "c"),
        flow("a", "e"), flow("u", "e"), flow("c", "e"), chain("b", "v", "e"),
    ), {"n": 0})
    assert case.open == ["a", "b", "c", "u"]
    case.done("a", {"n": 1})
    assert case.open == ["b", "c", "u", "v"]
    case.done("v", {"n": 2})
    assert case.open == ["b", "u"]


@pytest.mark.parametrize("definition", [message(), timer("PT1H"), event("signal", "S")])
@pytest.mark.parametrize("interrupting", [True, False])
def test_event_subprocess_of_the_process(definition: str, interrupting: bool) -> None:
    handler = sub("h", start("hs", definition, isInterrupting=str(interrupting).lower()), user("hu"), end("he"),
                  chain("hs", "hu", "he"), triggeredByEvent="true")
    case = Case(program(start(), user("u"), end(), chain("s", "u", "e"), handler))
    assert case.open == ["hs", "u"]
    wait = case.wait("hs")
    assert wait.attached_to == "p"
    log = case.send({"message": Deliver(wait.token), "timer": Fire(wait.token)}.get(wait.kind, Signal("alarm")))
    assert log[-5:] == ["+h", "+hs", "-hs>hs_hu", "+hu", "?hu"]
    recurs = not interrupting and wait.kind != "timer"
    assert case.open == (["hu"] if interrupting else ["hs", "hu", "u"] if recurs else ["hu", "u"])
    case.done("hu")
    assert case.ended is interrupting
    if not interrupting:
        case.done("u")
        assert case.ended


def test_event_subprocess_that_nothing_woke_does_not_keep_the_case_open() -> None:
    handler = sub(
        "h", start("hs", timer("PT5H")), user("hu"), end("he"), chain("hs", "hu", "he"), triggeredByEvent="true"
    )
    case = Case(program(start(), user("u"), end(), chain("s", "u", "e"), handler))
    assert case.done("u") == ["-u>u_e", "+e", "-e>", "~", "#e:none"]


def test_error_event_subprocess_catches_before_the_boundary_but_not_itself() -> None:
    error = event("error", "E1")
    handler = sub(
        "h", start("hs", error), user("hu"), end("he", error), chain("hs", "hu", "he"), triggeredByEvent="true"
    )
    case = Case(program(
        start(), sub("p1", start("is"), user("iu"), end("ie", error), chain("is", "iu", "ie"), handler), user("v"),
        end(),
        boundary("b", "p1", error), chain("s", "p1", "e"), chain("b", "v", "e"),
    ))
    assert case.done("iu")[-5:] == ["+h", "+hs", "-hs>hs_hu", "+hu", "?hu"]
    assert case.done("hu")[-4:] == ["+b", "-b>b_v", "+v", "?v"]


def test_interrupting_a_subprocess_drops_everything_inside_first() -> None:
    case = Case(program(
        start(), sub("p1", start("is"), user("iu"), end("ie"), chain("is", "iu", "ie"),
                     boundary("ib", "iu", timer("PT1H")), flow("ib", "ie")),
        boundary("b", "p1", message()), user("v"), end(), chain("s", "p1", "e"), chain("b", "v", "e"),
    ))
    assert case.deliver("b") == ["~", "~", "xiu", "xp1", "+b", "-b>b_v", "+v", "?v"]
    case.done("v")
    assert case.ended


def test_cancel_drops_everything() -> None:
    case = guarded(timer("PT2H"))
    assert case.send(Cancel()) == ["~", "~", "xu", "#:cancelled"]
    assert case.ended


def test_sets_run_on_events_too() -> None:
    case = Case(program(
        start("s", set_("a", "1")), script("x", "{b: a + 1}"), end("e", set_("c", "b + 1")), chain("s", "x", "e")
    ))
    assert case.live.variables == {"a": 1, "b": 2, "c": 3}
