"""The rules of BPMN itself: each found at its element, each with the sentence of the specification it rests on."""

from __future__ import annotations

import re

import pytest

from engine.content import read_files
from engine.content.codes import TABLE
from engine.model.errors import InvalidContent
from tests.scenarios.bpmn.build import (
    Node,
    boundary,
    catch,
    document,
    end,
    event,
    fork,
    handler,
    link,
    node,
    process,
    race,
    start,
    sub,
    task,
    throw,
    timer,
    user,
    xor,
)
from tests.unit.content.breaks import ALL

POOLS = ('<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb" processRef="{pool}"/>'
         '<messageFlow id="mf" sourceRef="{source}" targetRef="{target}"/></collaboration>')
Q = process("q", start("qs"), end("qe"), "qs > qe")

FAULTS: tuple[tuple[str, str, tuple[Node | str, ...]], ...] = (
    ("send-without-message", "a", (process("p", start(), node("sendTask", "a"), end(), "s > a > e"),)),
    ("start-with-incoming", "s", (process("p", start(), task("a"), xor("g"), end(), "s > a > g", "g > s: again",
                                          "g > e: default"),)),
    ("end-with-outgoing", "e", (process("p", start(), end(), task("a"), end("e2"), "s > e > a > e2"),)),
    ("boundary-with-incoming", "x", (process("p", start(), user("a"), boundary("x", "a", timer("Duration", "PT1H")),
                                             end(), "s > a > e", "a > x > e"),)),
    ("boundary-without-outgoing", "x", (process("p", start(), user("a"), boundary(
        "x", "a", timer("Duration", "PT1H")), end(), "s > a > e"),)),
    ("event-position", "t", (process("p", start(), throw("t", event("terminate")), end(), "s > t > e"),)),
    ("event-position", "s", (process("p", start("s", event("error", "E1")), end(), "s > e"),)),
    ("event-position", "c", (process("p", start(), catch("c", event("error", "E1")), end(), "s > c > e"),)),
    ("cancel-outside-transaction", "ue", (process("p", start(), sub("u", start("us"), end("ue", event("cancel")),
                                                                    "us > ue"), end(), "s > u > e"),)),
    ("event-always-interrupts", "x", (process("p", start(), user("a"), boundary(
        "x", "a", event("error", "E1"), interrupting=False), end(), "s > a > e", "x > e"),)),
    ("boundary-host", "x", (process("p", start(), user("a"), end(), handler(
        "h", start("hs", event("signal", "S")), end("he"), "hs > he"), boundary("x", "h", timer("Duration", "PT1H")),
        "s > a > e", "x > e"),)),
    ("gateway-direction", "g", (process("p", start(), node("exclusiveGateway", "g", gatewayDirection="Converging"),
                                        task("a"), task("b"), end(), "s > g", "g > a: n > 1", "g > b: default", "a > e",
                                        "b > e"),)),
    ("gateway-without-effect", "g", (process("p", start(), xor("g"), end(), "s > g > e"),)),
    ("event-gateway-one-way", "g", (process("p", start(), race("g"), catch("m", event("message", "M")), end(),
                                            "s > g > m > e"),)),
    ("event-gateway-target", "g", (process("p", start(), race("g"), user("a"), catch("m", event("message", "M")), end(),
                                           "s > g > a > e", "g > m > e"),)),
    ("event-gateway-mixed", "g", (process("p", start(), race("g"), node("receiveTask", "r", messageRef="M"),
                                          catch("m", event("message", "N")), end(), "s > g > r > e", "g > m > e"),)),
    ("event-gateway-boundary", "x", (process(
        "p", start(), race("g"), node("receiveTask", "r", messageRef="M"),
        boundary("x", "r", timer("Duration", "PT1H")),
        catch("m", event("signal", "S")), end(), "s > g > r > e", "g > m > e", "x > e"),)),
    ("instantiate-with-incoming", "r", (process("p", start(), node("receiveTask", "r", messageRef="M",
                                                                   instantiate="true"), end(), "s > r > e"),)),
    ("join-never-fires", "j", (process("p", start(), xor("g"), task("a"), task("b"), fork("j"), end(), "s > g",
                                       "g > a: n > 1", "g > b: default", "a > j > e", "b > j"),)),
    ("event-subprocess-with-flow", "h", (process("p", start(), end(), handler(
        "h", start("hs", event("signal", "S")), end("he"), "hs > he"), "s > h > e"),)),
    ("event-subprocess-start", "h", (process("p", start(), end(), handler("h", start("hs"), end("he"), "hs > he"),
                                             "s > e"),)),
    ("subprocess-start", "u", (process("p", start(), sub("u", start("us", event("message", "M")), end("ue"), "us > ue"),
                                       end(), "s > u > e"),)),
    ("ad-hoc-content", "ue", (process("p", start(), node("adHocSubProcess", "u", user("a"), end("ue"), "a > ue"), end(),
                                      "s > u > e"),)),
    ("ad-hoc-empty", "u", (process("p", start(), node("adHocSubProcess", "u"), end(), "s > u > e"),)),
    ("compensation-with-flow", "b", (process("p", start(), task("b", isForCompensation="true"), end(), "s > b > e"),)),
    ("compensation-without-activity", "x", (process("p", start(), task("a"), boundary("x", "a", event("compensate")),
                                                    end(), "s > a > e"),)),
    ("quantity-less-than-one", "a", (process("p", start(), task("a", startQuantity="0"), end(), "s > a > e"),)),
    ("link-target", "t", (process("p", start(), fork("f"), throw("t", link("L")), end(), "s > f > t", "f > e"),)),
    ("link-source", "c", (process("p", start(), end(), catch("c", link("L")), end("e2"), "s > e", "c > e2"),)),
    ("link-with-flow", "t", (process("p", start(), throw("t", link("L")), catch("c", link("L")), end(), "s > t > e",
                                     "c > e"),)),
    ("flow-crosses-pool", "f", (process("p", start(), task("a"), end(), "s > a > e",
                                        xml='<sequenceFlow id="f" sourceRef="a" targetRef="qe"/>'), Q)),
    ("message-flow-in-pool", "mf", (POOLS.format(pool="q", source="s", target="e"),
                                    process("p", start(), end(), "s > e"), Q)),
    ("message-flow-end-missing", "mf", (POOLS.format(pool="q", source="s", target="gone"),
                                        process("p", start(), end(), "s > e"), Q)),
    ("pool-process-missing", "pb", (POOLS.format(pool="gone", source="s", target="pb"),
                                    process("p", start(), end(), "s > e"))),
)


def found(*parts: Node | str) -> list[tuple[str, str, int]]:
    """Code, element and line of every problem of a diagram, in both ways of reading."""
    files = {"processes/p.bpmn": document(*parts).replace("><", ">\n<").encode()}
    try:
        problems = read_files(files, house_rules=False).warnings
    except InvalidContent as refusal:
        problems = refusal.problems
    return [(each.code, each.element, each.line) for each in problems]


@pytest.mark.parametrize(("code", "element", "parts"), FAULTS, ids=[f"{code}@{at}" for code, at, _ in FAULTS])
def test_a_violation_is_found_at_its_element(code: str, element: str, parts: tuple[Node | str, ...]) -> None:
    places = {(each, at) for each, at, _ in found(*parts)}
    assert (code, element) in places
    assert all(line > 0 for _, _, line in found(*parts))


def test_every_rule_of_the_specification_has_a_violation() -> None:
    law = {name for name, code in TABLE.items() if code.basis}
    assert law <= {code for code, _, _ in FAULTS} | {each[0] for each in ALL}


def test_a_rule_quotes_its_section() -> None:
    quoted = [code.basis for code in TABLE.values() if code.basis]
    assert len(quoted) > 40
    assert all(re.match(r"\d+(\.\d+)+(, Table \d+\.\d+)?: \S", basis) for basis in quoted)


@pytest.mark.parametrize("parts", [
    (process("p", start(), fork("f"), task("a"), task("b"), fork("j"), end(), "s > f > a > j > e", "f > b > j"),),
    (process("p", start(), fork("f"), xor("g"), task("a"), task("b"), xor("m"), task("c"), fork("j"), end(),
             "s > f > g", "g > a: n > 1", "g > b: default", "a > m > j > e", "b > m", "f > c > j"),),
    (process("p", start(), xor("in"), fork("f"), task("a"), task("b"), fork("j"), xor("g"), end(),
             "s > in > f > a > j > g", "f > b > j", "g > in: again", "g > e: default"),),
    (process("p", start(), fork("f"), xor("x"), xor("y"), fork("j"), fork("k"), end(), "s > f > x", "f > y",
             "x > j: n > 1", "x > k: default", "y > j: n > 1", "y > k: default", "j > e", "k > e"),),
], ids=["block", "choice within", "loop", "two choices"])
def test_a_join_that_may_fire_is_left_alone(parts: tuple[Node | str, ...]) -> None:
    assert "join-never-fires" not in {code for code, _, _ in found(*parts)}
