"""Hostile diagrams: refused, or stopped by a limit that names the element; the engine serves the next caller."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from engine import MemoryEngine, errors, open_memory
from tests.scenarios.bpmn.build import (
    boundary,
    catch,
    document,
    end,
    event,
    loop,
    many,
    node,
    process,
    script,
    start,
    sub,
    task,
    timer,
    user,
    xor,
)

SECONDS = 20.0
GOOD = document(process("good", start(), user("a"), end(), "s > a > e"))


def serves(engine: MemoryEngine) -> None:
    """The engine still does an honest case."""
    engine.deploy(GOOD)
    case = engine.start("good")
    engine.complete(engine.task("a", case))
    assert engine.ended(case)


def nested(depth: int) -> str:
    """Subprocesses in each other."""
    inner = ""
    for number in range(depth, 0, -1):
        inner = f'<subProcess id="u{number}"><startEvent id="s{number}"/>{inner}</subProcess>'
    return document(f'<process id="p" isExecutable="true"><startEvent id="s"/>{inner}</process>')


STUCK = {
    "endless loop": process("p", start(), user("w"), xor("m"), task("a"), xor("g"), end(), "s > w > m > a > g",
                            "g > m: true", "g > e: default"),
    "huge multi-instance": process("p", start(), user("w"), task("a", many("1000000000")), end(), "s > w > a > e"),
    "endless standard loop": process("p", start(), user("w"), script("a", "{n: 1}", loop("true")), end(),
                                     "s > w > a > e"),
    "doubling tokens": process("p", start(), user("w"), xor("m"), task("a"), task("b"), end(), "s > w > m > a > m",
                               "a > b > m", "b > e"),
}


@pytest.mark.parametrize("name", STUCK)
def test_a_runaway_step_is_stopped_and_its_case_keeps_an_incident(name: str) -> None:
    began = time.process_time()
    with open_memory(step_limit=500) as engine:
        engine.deploy(document(STUCK[name]))
        case = engine.start("p")
        with pytest.raises(errors.JianduError):
            engine.complete(engine.task("w", case))
        assert [task.element for task in engine.tasks(case)] == ["w"], "nothing of the failed step remains"
        (incident,) = engine.incidents(case)
        assert incident.element in ("m", "a", "b", "g")
        serves(engine)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(("name", "text"), [
    ("200 nested subprocesses", nested(200)),
    ("doctype", '<!DOCTYPE d [<!ENTITY a "b">]>' + GOOD),
    ("not xml", "<definitions>"),
    ("empty", ""),
    ("html", "<html/>"),
    ("too large", GOOD.replace("</definitions>", " " * 2_100_000 + "</definitions>")),
    ("an element within itself", document('<process id="p" isExecutable="true"><startEvent id="s"/><subProcess id="a">'
                                          '<startEvent id="b"/><userTask id="a"/></subProcess></process>')),
    ("a process named as its task", document('<process id="p" isExecutable="true"><userTask id="p"/></process>')),
])
def test_a_malformed_diagram_is_refused(name: str, text: str) -> None:
    began = time.process_time()
    with open_memory() as engine:
        with pytest.raises(errors.InvalidContent):
            engine.deploy(text)
        serves(engine)
    assert time.process_time() - began < SECONDS, name


def test_ten_thousand_elements_are_refused_or_run_in_time() -> None:
    tasks = [task(f"t{number}") for number in range(10_000)]
    chain = " > ".join(["s", *(each.id for each in tasks), "e"])
    began = time.process_time()
    with open_memory() as engine:
        with suppress(errors.InvalidContent):
            engine.deploy(document(process("p", start(), *tasks, end(), chain)))
        serves(engine)
    assert time.process_time() - began < 3 * SECONDS


def test_a_timer_that_rings_without_end_is_stopped() -> None:
    with open_memory(step_limit=300) as engine:
        engine.deploy(document(process(
            "p", start(), user("a"), boundary("x", "a", timer("Cycle", "R/PT1S"), interrupting=False), end("e2"), end(),
            "s > a > e", "x > e2")))
        engine.start("p")
        with pytest.raises(errors.RunawayError, match="x"):
            engine.at(engine.now.replace(year=engine.now.year + 1))


def test_messages_that_answer_each_other_without_end_are_stopped() -> None:
    with open_memory() as engine:
        answering = process("p", start("s", event("message", "M")), end("e", event("message", "M")), "s > e")
        engine.deploy(document(answering))
        with pytest.raises(errors.RunawayError) as stopped:
            engine.message("letter")
        assert stopped.value.element == "e"


def test_a_catch_of_nothing_waits_quietly() -> None:
    with open_memory() as engine:
        engine.deploy(document(process("p", start(), catch("c", event("signal", "S")), node("task", "a"),
                                       sub("u", start("us"), end("ue"), "us > ue"), end(), "s > c > a > u > e")))
        case = engine.start("p")
        assert not engine.ended(case)
        engine.signal("alarm")
        assert engine.ended(case)


def test_deep_nesting_is_refused_at_the_element_that_is_too_deep() -> None:
    with open_memory() as engine, pytest.raises(errors.InvalidContent) as refused:
        engine.deploy(nested(200))
    (problem,) = refused.value.problems
    assert (problem.code, problem.element, problem.line) == ("xml-too-deep", "s98", 1)


@pytest.mark.parametrize(("element", "documents"), [
    ("c", document(process("p", start(), node("callActivity", "c", calledElement="p"), end(), "s > c > e"))),
    ("e", document(process("p", start("s", event("signal", "S")), end("e", event("signal", "S")), "s > e"),
                   process("q", start("t"), end("z", event("signal", "S")), "t > z"))),
])
def test_cases_that_beget_each_other_without_end_are_stopped_at_an_element(element: str, documents: str) -> None:
    with open_memory() as engine:
        keys = engine.deploy(documents)
        with pytest.raises(errors.RunawayError) as stopped:
            engine.start(keys[-1])
        assert stopped.value.element == element


def test_a_thousand_parallel_tasks_are_done_in_time() -> None:
    began = time.process_time()
    with open_memory() as engine:
        engine.deploy(document(process("p", start(), user("a", many("1000")), end(), "s > a > e")))
        case = engine.start("p")
        tasks = engine.tasks(case)
        assert len(tasks) == 1000
        for each in tasks[:20]:
            engine.complete(each)
        assert len(engine.tasks(case)) == 980
    assert time.process_time() - began < SECONDS


def test_more_instances_than_steps_are_refused_at_their_element() -> None:
    with open_memory() as engine:
        engine.deploy(document(process("p", start(), user("a", many("1000000000", sequential=True)), end(),
                                       "s > a > e")))
        with pytest.raises(errors.RunawayError) as stopped:
            engine.start("p")
        assert stopped.value.element == "a"
        assert engine.cases() == []
