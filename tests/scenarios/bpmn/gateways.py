"""Gateways: exclusive, parallel, inclusive (in loops and without structure), event-based, complex."""

import pytest

from engine.model.errors import DiagramError
from tests.scenarios.bpmn.build import (
    boundary,
    catch,
    end,
    event,
    fork,
    node,
    process,
    race,
    script,
    some,
    start,
    task,
    timer,
    user,
    xor,
)
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("Exclusive gateway", "the first way whose condition is true, in the order of the diagram", process(
    "p", start(), xor("g"), task("a"), task("b"), end(), "s > g", "g > a: n > 1", "g > b: n > 0", "a > e", "b > e"))
def exclusive_first(play: Play) -> None:
    play.start(n=5)
    play.passed("s g a e")
    play.over()


@shows("Exclusive gateway", "the default when no condition is true", process(
    "p", start(), xor("g"), task("a"), task("b"), end(), "s > g", "g > a: n > 1", "g > b: default", "a > e", "b > e"))
def exclusive_default(play: Play) -> None:
    play.start(n=0)
    play.passed("s g b e")


@shows("Exclusive gateway", "joins nothing: every token goes on", process(
    "p", start(), fork("f"), user("a"), user("b"), xor("g"), user("c"), end(), "s > f > a > g > c > e", "f > b > g"))
def exclusive_merge(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("c c")


@shows("Exclusive gateway", "no condition true and no default: the step fails and changes nothing", process(
    "p", start(), user("a"), xor("g"), task("b"), task("c"), end(), "s > a > g", "g > b: n > 1", "g > c: n > 2",
    "b > e", "c > e"))
def exclusive_stuck(play: Play) -> None:
    play.start()
    with pytest.raises(DiagramError) as failed:
        play.do("a", n=0)
    assert failed.value.element == "g"
    play.open("a")
    play.incident("g")


@shows("Exclusive gateway", "as the end of a loop", process(
    "p", start(), xor("in"), user("a"), xor("out"), end(), "s > in > a > out", "out > in: again", "out > e: default"))
def exclusive_loop(play: Play) -> None:
    play.start()
    play.do("a", again=True)
    play.do("a", again=True)
    play.do("a", again=False)
    play.passed("s in a out in a out in a out e")
    play.over()


refused("exclusive_flow_without_condition", "Exclusive gateway", "a way out without condition that is not the default",
        "condition-missing", "p.g-b", process("p", start(), xor("g"), task("a"), task("b"), end(), "s > g",
                                             "g > a: n > 1", "g > b", "a > e", "b > e"))


@shows("Parallel gateway", "splits into every way and joins them all", process(
    "p", start(), fork("f"), user("a"), user("b"), fork("j"), end(), "s > f > a > j > e", "f > b > j"))
def parallel(play: Play) -> None:
    play.start()
    play.open("a b")
    play.do("a")
    play.passed("s f a b j")
    play.do("b")
    play.passed("j e")
    play.over()


@shows("Parallel gateway", "a second token on one way waits for the next round", process(
    "p", start(), fork("f"), user("a"), user("b"), xor("m"), fork("j"), user("c"), end(),
    "s > f > a > m > j > c > e", "f > b > m", "f > j"), ways=("in one go", "reloaded after every step"))
def parallel_excess(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b c")
    play.do("b")
    play.open("c")
    play.running()


@shows("Parallel gateway", "one way in, one way out", process("p", start(), fork("f"), end(), "s > f > e"))
def parallel_trivial(play: Play) -> None:
    play.start()
    play.passed("s f e")
    play.over()


@shows("Parallel gateway", "splits and joins in one gateway", process(
    "p", start(), fork("f"), user("a"), user("b"), fork("m"), user("c"), user("d"), fork("j"), end(),
    "s > f > a > m > c > j > e", "f > b > m > d > j"))
def parallel_mixed(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("c d")
    play.do("d")
    play.do("c")
    play.over()


_SOME = ("s > i", "i > a: x", "i > b: y", "i > c: default", "a > j", "b > j", "c > j", "j > d > e")


@shows("Inclusive gateway", "every way whose condition is true, joined", process(
    "p", start(), some("i"), user("a"), user("b"), user("c"), some("j"), user("d"), end(), *_SOME))
def inclusive(play: Play) -> None:
    play.start(x=True, y=True)
    play.open("a b")
    play.do("a")
    play.open("b")
    play.do("b")
    play.open("d")


@shows("Inclusive gateway", "one way of several: the join does not wait for the others", process(
    "p", start(), some("i"), user("a"), user("b"), user("c"), some("j"), user("d"), end(), *_SOME))
def inclusive_one(play: Play) -> None:
    play.start(x=False, y=True)
    play.do("b")
    play.open("d")


@shows("Inclusive gateway", "the default only when no condition is true", process(
    "p", start(), some("i"), user("a"), user("b"), user("c"), some("j"), user("d"), end(), *_SOME))
def inclusive_default(play: Play) -> None:
    play.start(x=False, y=False)
    play.open("c")


@shows("Inclusive gateway", "join in an unstructured diagram waits only for tokens that can still come", process(
    "p", start(), fork("f"), user("a"), user("b"), xor("x"), some("j"), user("c"), end("e1"), end("e2"),
    "s > f > a > j > c > e1", "f > b > x", "x > j: stay", "x > e2: default"))
def inclusive_unstructured(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b", stay=False)
    play.open("c")


@shows("Inclusive gateway", "join in a loop", process(
    "p", start(), xor("in"), some("i"), user("a"), user("b"), some("j"), xor("out"), end(),
    "s > in > i", "i > a: true", "i > b: n > 1", "a > j", "b > j", "j > out", "out > in: again", "out > e: default"))
def inclusive_loop(play: Play) -> None:
    play.start(n=2)
    play.do("a", again=True)
    play.do("b")
    play.open("a b")
    play.do("b", again=False)
    play.do("a")
    play.over()


@shows("Inclusive gateway", "join behind a boundary event that can still bring a token", process(
    "p", start(), fork("f"), user("a"), user("b"), boundary("t", "b", timer("Duration", "PT1H")), some("j"), user("c"),
    end(), end("e2"), "s > f > a > j > c > e", "f > b > e2", "t > j"))
def inclusive_waits_for_boundary(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b")
    play.open("c")


@shows("Event-based gateway", "the first event wins, the others cease", process(
    "p", start(), race("g"), catch("m", event("message", "M")), catch("t", timer("Duration", "PT1H")), user("a"),
    user("b"), end(), "s > g > m > a > e", "g > t > b > e"))
def event_based(play: Play) -> None:
    play.start()
    play.waits("message", "timer")
    play.message()
    play.passed("s g m a")
    play.advance(hours=2)
    play.open("a")
    play.waits()


@shows("Event-based gateway", "a timer wins", process(
    "p", start(), race("g"), catch("m", event("message", "M")), catch("t", timer("Duration", "PT1H")), user("a"),
    user("b"), end(), "s > g > m > a > e", "g > t > b > e"))
def event_based_timer(play: Play) -> None:
    play.start()
    play.advance(hours=1)
    play.passed("s g t b")


@shows("Event-based gateway", "between signals and a receive task", process(
    "p", start(), race("g"), node("receiveTask", "r", messageRef="M"), catch("c", event("signal", "S")), end(),
    "s > g > r > e", "g > c > e"))
def event_based_receive(play: Play) -> None:
    play.start()
    play.signal()
    play.passed("s g c e")
    play.start()
    play.message()
    play.passed("s g r e")


@shows("Event-based gateway", "between conditions", process(
    "p", start(), fork("f"), user("a"), race("g"), catch("c1", "<conditionalEventDefinition><condition>n &gt; 5"
    "</condition></conditionalEventDefinition>"), catch("c2", "<conditionalEventDefinition><condition>n &lt; 0"
    "</condition></conditionalEventDefinition>"), end(), "s > f > a > e", "f > g > c1 > e", "g > c2 > e"))
def event_based_condition(play: Play) -> None:
    play.start(n=1)
    play.do("a", n=-3)
    play.passed("s f a g e c2 e")
    play.over()


refused("event_based_target", "Event-based gateway", "a way to something that is no event", "event-gateway-target", "g",
        process("p", start(), race("g"), user("a"), user("b"), end(), "s > g > a > e", "g > b > e"))


@shows("Event-based gateway", "exclusive, starting the process", process(
    "p", race("g", instantiate="true"), catch("m", event("message", "M")), catch("n", event("message", "N")),
    user("a"), user("b"), end(), "g > m > a > e", "g > n > b > e"))
def event_based_instantiating(play: Play) -> None:
    play.message("other", n=1)
    play.open("b")
    play.has(n=1)
    play.waits()
    play.do("b")
    play.over()


@shows("Event-based gateway", "parallel, starting the process: the other event is awaited too", process(
    "p", race("g", instantiate="true", eventGatewayType="Parallel"), catch("m", event("message", "M")),
    catch("n", event("message", "N")), user("a"), user("b"), end(), "g > m > a > e", "g > n > b > e"))
def event_based_parallel(play: Play) -> None:
    play.message("other")
    play.open("b")
    play.waits("message")
    play.do("b")
    play.running()
    play.message("letter")
    play.open("a")
    play.do("a")
    play.over()




@shows("Complex gateway", "goes on when its activationCondition is true; later tokens end the round", process(
    "p", start(), fork("f"), user("a"), user("b"), user("c"),
    node("complexGateway", "k", xml="<activationCondition>activationCount >= 2</activationCondition>"), user("d"),
    end(), "s > f > a > k", "f > b > k", "f > c > k", "k > d > e"), ways=("in one go", "reloaded after every step"))
def complex_join(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b c")
    play.do("b")
    play.open("c d")
    play.do("c")
    play.open("d")
    play.do("d")
    play.over()


@shows("Complex gateway", "splits by conditions", process(
    "p", start(), node("complexGateway", "k"), user("a"), user("b"), end(), "s > k", "k > a: n > 1", "k > b: n > 2",
    "a > e", "b > e"))
def complex_split(play: Play) -> None:
    play.start(n=3)
    play.open("a b")


@shows("Gateway", "conditions read what a script set", process(
    "p", start(), script("a", "{n: 3}"), xor("g"), user("b"), user("c"), end(), "s > a > g", "g > b: n = 3",
    "g > c: default", "b > e", "c > e"))
def gateway_after_script(play: Play) -> None:
    play.start()
    play.open("b")
