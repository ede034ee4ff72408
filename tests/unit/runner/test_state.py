"""What is kept: size and cost do not depend on history, programs are shared untouched, state survives exactly."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from engine.model.errors import Conflict, DiagramError
from engine.model.values import YearMonthDuration
from engine.runner import Complete, Environment, Live, Program, Waiting

from .case import NOON, Case
from .diagrams import (
    boundary,
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
    sv,
    timer,
    user,
)


def looping(*extra: str) -> Program:
    """One user task in a loop, with whatever stands around it."""
    return program(
        start(), el("exclusiveGateway", "m"), user("u"), el("exclusiveGateway", "x", default="x_m"), end(),
        chain("s", "m", "u", "x", "m"), flow("x", "e", "stop"), *extra,
    )


def environment() -> Environment:
    """A fixed time and numbered ids."""
    numbers = count(1)
    return Environment(NOON, lambda: f"t{next(numbers):06}")


def calls(work: object) -> int:
    """How many Python functions ran: a measure of work that no busy machine disturbs."""
    counted = 0

    def profile(_frame: object, kind: str, _argument: object) -> None:
        nonlocal counted
        counted += kind == "call"

    sys.setprofile(profile)
    try:
        work()  # type: ignore[operator]
    finally:
        sys.setprofile(None)
    return counted


def test_a_thousand_loops_cost_as_much_as_ten() -> None:
    diagram, env = looping(boundary("b", "u", timer("P1D"), cancel=False), end("e2"), flow("b", "e2")), environment()
    live = Live.start(diagram, env, {"stop": False})
    effects, work, size, seconds = live.begin(), {}, {}, {}
    for turn in range(1, 1001):
        token = next(e.token for e in effects if isinstance(e, Waiting) and e.element == "u")
        began, told = time.perf_counter(), []

        def step(token: str = token, told: list[object] = told) -> None:
            nonlocal live
            live = Live.load(diagram, env, live.save(), live.variables)
            told.extend(live.send(Complete(token)))

        work[turn] = calls(step) if turn in (10, 1000) else step() or 0
        seconds[turn], size[turn] = time.perf_counter() - began, len(live.save())
        effects = tuple(told)
    print(f"work {work[10]} -> {work[1000]} calls, {size[10]} -> {size[1000]} bytes, {seconds[999] * 1000:.2f} ms")
    assert work[1000] <= work[10] * 1.5
    assert size[1000] <= size[10] * 1.5
    assert size[1000] < 1000
    token = next(e.token for e in effects if isinstance(e, Waiting) and e.element == "u")
    live.send(Complete(token, {"stop": True}))
    assert live.ended


def test_thousands_of_automatic_steps_in_one_stimulus() -> None:
    case = Case(program(
        start(), script("n", "n + 1", sv("result", variable="n")), el("exclusiveGateway", "x", default="x_n"), end(),
        chain("s", "n", "x", "n"), flow("x", "e", "n >= 2000"),
    ), {"n": 0})
    assert case.ended
    assert case.live.variables == {"n": 2000}


def test_a_program_is_never_changed_by_its_cases() -> None:
    handler = sub("h", start("hs", message()), user("hu"), end("he"), chain("hs", "hu", "he"), triggeredByEvent="true")
    diagram = program(start(), user("u", multi("people", "out")), end(), chain("s", "u", "e"), handler)
    before = picture(diagram)
    first = Case(diagram, {"people": ["a", "b"]})
    first.deliver("hs")
    assert first.open == ["hu"]
    assert Case(diagram, {"people": ["c"]}).open == ["hs", "u"]
    assert picture(diagram) == before


def picture(diagram: Program) -> dict[str, str]:
    """Everything a program holds, as text."""
    specs = {"": diagram.spec, **diagram.subprocess_specs}
    return {
        f"{scope}/{name}": repr(sorted(vars(element).items(), key=lambda pair: pair[0])[:-1])
        for scope, spec in specs.items() for name, element in spec.task_specs.items()
    }


def test_the_same_inputs_give_the_same_case() -> None:
    diagram = program(
        start(), el("parallelGateway", "g"), user("b"), user("a"), el("parallelGateway", "j"), end(), chain("s", "g"),
        chain("g", "b", "j"), chain("g", "a", "j"), chain("j", "e"),
    )
    assert [Case(diagram).told for _ in range(3)].count(Case(diagram).told) == 3


def test_typed_values_and_awkward_names_survive_in_locals() -> None:
    items = [
        Decimal("1.10"), date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), timedelta(hours=1), YearMonthDuration(14),
        {"typename": "residence", "@": "x"}, ["b"], None, True,
    ]
    case = Case(program(start(), user("u", multi("items", "out")), end(), chain("s", "u", "e")), {"items": items})
    case.done("u", {"v": items[5]}, loopCounter=1)
    seen = [wait.local["item"] for wait in case.waits.values()]
    assert seen == items[1:]
    for counter in range(2, len(items) + 1):
        case.done("u", {"v": counter}, loopCounter=counter)
    assert case.live.variables["out"][0] == {"v": {"typename": "residence", "@": "x"}}


def test_a_failed_stimulus_voids_the_case_and_the_snapshot_still_works() -> None:
    diagram = program(
        start(), user("u"), el("exclusiveGateway", "g"), user("a"), chain("s", "u", "g"), flow("g", "a", "x = 1"),
        end(),
        flow("a", "e"),
    )
    case = Case(diagram)
    saved, token = case.live.save(), case.token("u")
    with pytest.raises(DiagramError):
        case.live.send(Complete(token, {"x": 2}))
    for act in (case.live.save, case.live.begin, lambda: case.live.send(Complete(token))):
        with pytest.raises(Conflict):
            act()
    again = Live.load(diagram, environment(), saved, {})
    again.send(Complete(token, {"x": 1}))
    assert list(again.tokens.values()) == ["a"]


def test_scope_of_a_token() -> None:
    case = Case(program(
        start(), user("u", multi("people", item="who")), end(), chain("s", "u", "e")
    ), {"people": ["a"]})
    assert case.live.scope(case.token("u")) == {"people": ["a"], "who": "a", "loopCounter": 1}


def test_nothing_happens_after_the_end() -> None:
    case = Case(program(
        start(), user("u"), user("v"), end("e", event("terminate")), chain("s", "u", "e"), flow("s", "v")
    ))
    token = case.token("v")
    case.done("u")
    with pytest.raises(Conflict):
        case.live.send(Complete(token))
    assert case.live.tokens == {}
