"""Everything the runner refuses, with element, line and code; and that nothing is refused without a test."""

from __future__ import annotations

import pytest

from engine.content.bpmn import read_diagram
from engine.model.errors import InvalidContent
from engine.runner import compile
from engine.runner.refusals import CODES

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
    link,
    loop,
    message,
    multi,
    script,
    start,
    sub,
    throw,
    timer,
    user,
)

LINE = (start(), user("u"), end(), chain("s", "u", "e"))
BODIES: list[tuple[str, str, tuple[str, ...]]] = [
    ("ad-hoc", "x", (*LINE, el("adHocSubProcess", "x", start("is")))),
    ("compensation-flow", "x", (*LINE, user("x", isForCompensation="true"), flow("u", "x"))),
    ("compensation-handler", "x", (*LINE, boundary("x", "u", event("compensate")))),
    ("compensation-handler", "x", (*LINE, handler("h", start("hs", event("compensate"))),
                                   handler("i", start("x", event("compensate"))))),
    ("compensation-target", "x", (*LINE, throw("x", '<bpmn:compensateEventDefinition activityRef="s"/>'))),
    ("cancel-event", "x", (*LINE, el("transaction", "t", start("is"), end("x", event("cancel")), chain("is", "x")))),
    ("cancel-event", "x", (*LINE, boundary("x", "u", event("cancel")))),
    ("cancel-event", "x", (start(), end("x", event("cancel")), chain("s", "x"))),
    ("multiple-events", "x", (*LINE, boundary("x", "u", message(), event("compensate")))),
    ("multiple-events", "x", (*LINE, throw("x", message(), link("L")))),
    ("parallel-events", "x", (*LINE, el("boundaryEvent", "x", message(), event("error"), attachedToRef="u",
                                        parallelMultiple="true"))),
    ("event-reference", "x", (*LINE, catch("x", "<bpmn:eventDefinitionRef>T</bpmn:eventDefinitionRef>"))),
    ("event-kind", "x", (*LINE, catch("x"))),
    ("event-kind", "x", (*LINE, boundary("x", "u"))),
    ("quantity", "x", (*LINE, user("x", startQuantity="0"))),
    ("quantity", "x", (*LINE, user("x", completionQuantity="-1"))),
    ("instance-behavior", "x", (*LINE, user("x", multi("people").replace(" ", ' behavior="Any" ', 1)))),
    ("instance-count", "x", (*LINE, user("x", multi(cardinality="-1")))),
    ("no-instances", "x", (*LINE, user("x", multi()))),
    ("endless-loop", "x", (*LINE, user("x", loop()))),
    ("endless-loop", "x", (*LINE, user("x", loop(maximum="-3")))),
    ("event-gateway", "x", (*LINE, el("eventBasedGateway", "x", eventGatewayType="Parallel"))),
    ("instantiate-flow", "x", (*LINE, el("receiveTask", "x", instantiate="true"), flow("u", "x"))),
    ("event-gateway-target", "x", (*LINE, el("eventBasedGateway", "x"), flow("x", "u", id_="f2"))),
    ("flow-without-condition", "x", (*LINE, el("exclusiveGateway", "x"), flow("x", "u", "a"), flow("x", "e"))),
    ("link-target", "x", (*LINE, throw("x", link("L")))),
    ("link-target", "x", (*LINE, throw("x", link("L")), catch("a", link("L")), catch("b", link("L")))),
    ("dangling-flow", "x", (*LINE, flow("u", "nowhere", id_="x"))),
    ("dangling-flow", "x", (*LINE, sub("t", start("is")), flow("u", "is", id_="x"))),
    ("no-start", "p", (user("a"), user("b"), chain("a", "b", "a"))),
    ("subprocess-start", "x", (*LINE, sub("x", start("s1"), start("s2")))),
    ("subprocess-start", "x", (*LINE, sub("x", start("s1", message())))),
    ("handler-start", "x", (*LINE, sub("x", start("s1"), triggeredByEvent="true"))),
    ("handler-flow", "x", (*LINE, sub("x", start("s1", message()), triggeredByEvent="true"), flow("u", "x"))),
    ("compensation-process", "p", (*LINE, sub(
        "x", start("s1", "<bpmn:compensateEventDefinition/>"), end("e1"), flow("s1", "e1"), triggeredByEvent="true"))),
    ("boundary-host", "x", (*LINE, boundary("x", "s", message()))),
    ("data-reference", "x", (*LINE, "<bpmn:dataObject id='d'/>", user(
        "x", '<bpmn:ioSpecification><bpmn:dataInput id="i"/></bpmn:ioSpecification>',
        "<bpmn:dataInputAssociation><bpmn:sourceRef>gone</bpmn:sourceRef><bpmn:targetRef>i</bpmn:targetRef>"
        "</bpmn:dataInputAssociation>",
    ))),
    ("call-target", "x", (*LINE, el("callActivity", "x"))),
    ("no-timer", "x", (*LINE, catch("x", "<bpmn:timerEventDefinition/>"))),
    ("bad-timer", "x", (*LINE, catch("x", timer("R3/PT1H/PT2H/x", "Cycle")))),
    ("expression", "x", (*LINE, script("x", "1 +"))),
    ("expression", "x", (*LINE, catch("x", timer("0 9 * * 8", "Cycle")))),
    ("expression", "u", (start(), user("u"), end(), chain("s", "u"), flow("u", "e", "__import__('os')"))),
]


def refused(xml: bytes) -> InvalidContent:
    """What ``compile`` raises for a diagram."""
    (process,), _ = read_diagram(xml, "t.bpmn")
    with pytest.raises(InvalidContent) as caught:
        compile(process, xml)
    return caught.value


@pytest.mark.parametrize(("code", "element", "body"), BODIES)
def test_refused(code: str, element: str, body: tuple[str, ...]) -> None:
    text = document(*body)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if f'id="{element}"' in line)
    found = [problem for problem in refused(text.encode()).problems if problem.code == code]
    assert [(problem.element, problem.file, problem.line) for problem in found] == [(element, "t.bpmn", line)]
    assert "{" not in found[0].zh + found[0].en


def test_every_refusal_is_told_at_once() -> None:
    body = (*LINE, catch("x"), user("y", loop()), script("z", "1 +"))
    assert {problem.element for problem in refused(document(*body).encode()).problems} == {"x", "y"}


@pytest.mark.parametrize("text", ["<!DOCTYPE a [<!ENTITY b 'c'>]>", "<broken"])
def test_unsafe_or_broken_xml(text: str) -> None:
    good = document(*LINE).encode()
    (process,), _ = read_diagram(good, "t.bpmn")
    with pytest.raises(InvalidContent) as caught:
        compile(process, text.encode() + good)
    assert caught.value.problems[0].code == "bad-xml"


def test_every_code_has_a_diagram() -> None:
    assert CODES - {code for code, *_ in BODIES} == {"bad-xml", "unsupported-element"}
