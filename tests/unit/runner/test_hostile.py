"""Hostile diagrams: huge, deep and endless ones are refused or stopped by limits that name an element."""

from __future__ import annotations

import time

import pytest

from engine.content.bpmn import read_diagram
from engine.model.errors import DiagramError, InvalidContent, RunawayError
from engine.runner import Cancel, Signal

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
    loop,
    message,
    multi,
    program,
    script,
    start,
    sub,
    sv,
    throw,
    undo,
    undoing,
    undone_by,
    user,
)

DEEP = 200


@pytest.fixture(autouse=True)
def _deep_diagrams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content is read at most 100 levels deep; the runner must not depend on that."""
    monkeypatch.setattr("engine.content.xml.MAX_DEPTH", 240)


def nested(inside: str, depth: int = DEEP, *more: str, kind: str = "subProcess") -> str:
    """A subprocess ``n<depth>`` around one around ... around ``inside``."""
    for level in range(depth):
        parts = [part.format(level=level) for part in more]
        inner = f"n{level - 1}" if level else "c"
        inside = el(kind, f"n{level}", start(f"s{level}"), inside, end(f"e{level}"), *parts,
                    chain(f"s{level}", inner, f"e{level}"))
    return inside


def test_two_hundred_nested_subprocesses_run_and_are_interrupted() -> None:
    case = Case(program(
        start(), nested(user("c")), boundary("b", f"n{DEEP - 1}", message()), user("v"), end(),
        chain("s", f"n{DEEP - 1}", "e"), chain("b", "v", "e"),
    ))
    assert case.open == ["b", "c"]
    other = Case(case.program)
    assert case.done("c")[-1] == "#e:none"
    other.deliver("b")
    assert other.open == ["v"]
    third = Case(case.program)
    third.send(Cancel())
    assert third.ended


def test_an_error_climbs_through_two_hundred_subprocesses() -> None:
    case = Case(program(
        start(), nested(sub("c", start("cs"), end("ce", event("error", "E1")), chain("cs", "ce"))),
        boundary("b", f"n{DEEP - 1}", event("error", "E1")), user("v"), end(), chain("s", f"n{DEEP - 1}", "e"),
        chain("b", "v", "e"),
    ))
    assert case.open == ["v"]


def test_two_hundred_nested_subprocesses_are_undone() -> None:
    case = Case(program(
        start(), nested(sub("c", start("cs"), user("a"), undone_by("ua", "a", "xa"), undoing("xa"), end("ce"),
                            chain("cs", "a", "ce"))),
        throw("t", undo()), end(), chain("s", f"n{DEEP - 1}", "t", "e"),
    ))
    case.done("a")
    assert case.open == ["xa"]
    assert case.done("xa")[-1] == "#e:none"


def test_nested_ad_hoc_and_repeated_subprocesses() -> None:
    inside = user("c")
    for level in range(DEEP):
        inside = el("adHocSubProcess", f"n{level}", inside)
    case = Case(program(start(), inside, end(), chain("s", f"n{DEEP - 1}", "e")))
    assert case.done("c")[-1] == "#e:none"
    inside = user("c")
    for level in range(60):
        inside = sub(f"n{level}", multi(cardinality="1"), inside)
    case = Case(program(start(), inside, end(), chain("s", "n59", "e")))
    assert case.done("c")[-1] == "#e:none"


def test_ten_thousand_elements_are_compiled_and_run_in_seconds() -> None:
    count = 10_000
    ids = [f"t{number}" for number in range(count)]
    began = time.process_time()
    diagram = program(start(), *(el("task", id_) for id_ in ids), end(), chain("s", *ids, "e"))
    case = Case(diagram, steps=20_000)
    seconds = time.process_time() - began
    print(f"{count} elements: {seconds:.1f} s")
    assert case.ended
    assert seconds < 30
    with pytest.raises(RunawayError):
        Case(diagram, steps=5_000)


def test_many_branches_join() -> None:
    ids = [f"t{number}" for number in range(300)]
    for kind in ("parallelGateway", "inclusiveGateway"):
        case = Case(program(
            start(), el(kind, "g"), *(el("task", id_) for id_ in ids), el(kind, "j"), end(), flow("s", "g"),
            *(flow("g", id_, "true" if kind[0] == "i" else "") for id_ in ids), *(flow(id_, "j") for id_ in ids),
            flow("j", "e"),
        ))
        assert case.ended


ENDLESS = {
    "a loop of scripts": (start(), script("x", "1"), el("exclusiveGateway", "m"), chain("s", "m", "x", "m")),
    "a fork that feeds itself": (start(), el("parallelGateway", "g"), el("exclusiveGateway", "m"), chain("s", "m", "g"),
                                 flow("g", "m", id_="f1"), flow("g", "m", id_="f2")),
    "a standard loop": (start(), el("task", "x", loop("true")), end(), chain("s", "x", "e")),
    "an empty subprocess in a loop": (start(), sub("x", start("is")), el("exclusiveGateway", "m"),
                                      chain("s", "m", "x", "m")),
    "a signal that wakes its own handler": (
        start(), throw("x", event("signal", "S")), user("u"), chain("s", "x", "u"),
        handler("h", start("hs", event("signal", "S"), isInterrupting="false"), throw("ht", event("signal", "S")),
                chain("hs", "ht")),
    ),
    "an escalation that comes back": (
        start(), sub("x", start("is"), throw("xt", event("escalation", "X1")), chain("is", "xt")),
        boundary("b", "x", event("escalation", "X1"), cancel=False), chain("s", "x"), chain("b", "x"),
    ),
    "instances of instances": (
        start(), sub("x", multi(cardinality="200"), el("task", "y", multi(cardinality="200"))), chain("s", "x"),
    ),
    "a link to itself": (start(), catch("c", '<bpmn:linkEventDefinition name="L"/>'),
                         throw("t", '<bpmn:linkEventDefinition name="L"/>'), chain("s", "t"), chain("c", "t")),
}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS.keys())
def test_endless_work_is_stopped_and_names_an_element(body: tuple[str, ...]) -> None:
    with pytest.raises(RunawayError) as caught:
        Case(program(*body), steps=2_000)
    assert "环节" in caught.value.zh
    assert caught.value.element


def test_an_endless_list_is_stopped_by_feel() -> None:
    body = (start(), user("m", multi("for i in 1..100000000 return i")), end(), chain("s", "m", "e"))
    with pytest.raises(DiagramError, match="m"):
        Case(program(*body))


def test_deep_expressions_are_refused() -> None:
    deep = "(" * 5_000 + "1" + ")" * 5_000
    with pytest.raises(InvalidContent) as caught:
        program(start(), script("x", deep), end(), chain("s", "x", "e"))
    assert [(problem.element, problem.code) for problem in caught.value.problems] == [("x", "expression")]


def test_deeper_xml_than_the_parser_takes_is_a_problem_not_a_crash() -> None:
    source = document(start(), nested(user("c"), 300), end(), chain("s", "n299", "e")).encode()
    processes, problems = read_diagram(source, "t.bpmn")
    assert processes == []
    assert problems[0].severity == "error"


def test_a_storm_of_signals_in_a_wide_case() -> None:
    ids = [f"c{number}" for number in range(200)]
    case = Case(program(
        start(), *(catch(id_, event("signal", "S")) for id_ in ids), end(), *(flow("s", id_) for id_ in ids),
        *(flow(id_, "e") for id_ in ids), user("u", sv("set", variable="n", value="1")), flow("s", "u"),
    ))
    case.send(Signal("alarm"))
    assert case.open == ["u"]
