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
from engine.runner import Complete, Environment, Fire, Live, Program, Waiting

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


def versions() -> tuple[list[str], list[str]]:
    """A definition and its next version: another limit on ``u``, one more step after it."""
    old = [start(), user("u"), boundary("b", "u", timer("PT5H"), cancel=False), user("v"), end(), flow("b", "e")]
    new = [
        start(), user("u"), boundary("b", "u", timer("PT9H"), cancel=False), user("w"), user("v"), end(), flow("b", "e")
    ]
    return [*old, chain("s", "u", "v", "e")], [*new, chain("s", "u", "w", "v", "e")]


def test_a_case_moves_to_another_version_with_its_waits_and_due_times() -> None:
    old, new = versions()
    case = Case(program(*old))
    saved, token, due = case.live.save(), case.token("u"), case.token("b")
    moved = Live.load(program(*new), environment(), saved, {})
    assert set(moved.tokens) == {token}
    assert moved.send(Fire(due))[0].element == "b"
    assert [effect.element for effect in moved.send(Complete(token)) if isinstance(effect, Waiting)] == ["w"]


def test_a_version_without_a_live_element_is_refused() -> None:
    case = Case(program(*versions()[0]))
    for body in (
        [start(), user("other"), end(), chain("s", "other", "e")],
        [start(), script("u", "1"), user("v"), boundary("b", "v", timer("PT5H")), end(), chain("s", "u", "v", "e")],
    ):
        with pytest.raises(Conflict, match="u"):
            Live.load(program(*body), environment(), case.live.save(), {})


def test_a_version_without_the_flow_of_a_parked_token_is_refused() -> None:
    def body(way: str) -> list[str]:
        return [
            start(), el("parallelGateway", "g"), user("a"), user("b"), el("parallelGateway", "j"), end(),
            flow("s", "g"),
            flow("g", "a"), flow("g", "b"), flow("a", "j", id_=way), flow("b", "j"), flow("j", "e"),
        ]

    case = Case(program(*body("old")))
    case.done("a")
    with pytest.raises(Conflict, match="j"):
        Live.load(program(*body("new")), environment(), case.live.save(), {})
