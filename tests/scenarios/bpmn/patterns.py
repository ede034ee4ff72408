"""The workflow control patterns WCP 1 to 20 (van der Aalst, ter Hofstede, Kiepuszewski, Barros 2003)."""

from tests.scenarios.bpmn.build import (
    boundary,
    catch,
    end,
    event,
    fork,
    handler,
    many,
    node,
    process,
    race,
    some,
    start,
    sub,
    task,
    user,
    xor,
)
from tests.scenarios.bpmn.play import ONCE, RELOAD, Play
from tests.scenarios.bpmn.register import shows


def wcp(number: int, name: str, *parts: object, **more: object) -> object:
    """A pattern by its number."""
    return shows("Workflow pattern", f"WCP-{number:02} {name}", *parts, pattern=number, **more)  # type: ignore[arg-type]


@wcp(1, "Sequence", process("p", start(), user("a"), user("b"), end(), "s > a > b > e"))
def wcp01_sequence(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b")
    play.over()


@wcp(2, "Parallel Split", process(
    "p", start(), fork("f"), user("a"), user("b"), end("e1"), end("e2"), "s > f > a > e1", "f > b > e2"))
def wcp02_parallel_split(play: Play) -> None:
    play.start()
    play.open("a b")


@wcp(3, "Synchronization", process(
    "p", start(), fork("f"), user("a"), user("b"), fork("j"), user("c"), end(), "s > f > a > j > c > e", "f > b > j"))
def wcp03_synchronization(play: Play) -> None:
    play.start()
    play.do("b")
    play.open("a")
    play.do("a")
    play.open("c")


@wcp(4, "Exclusive Choice", process(
    "p", start(), xor("g"), user("a"), user("b"), end(), "s > g", "g > a: n = 1", "g > b: default", "a > e", "b > e"))
def wcp04_exclusive_choice(play: Play) -> None:
    play.start(n=1)
    play.open("a")
    play.do("a")
    play.over()


@wcp(5, "Simple Merge", process(
    "p", start(), xor("g"), user("a"), user("b"), xor("m"), user("c"), end(), "s > g", "g > a: n = 1",
    "g > b: default", "a > m > c > e", "b > m"))
def wcp05_simple_merge(play: Play) -> None:
    play.start(n=2)
    play.do("b")
    play.open("c")


@wcp(6, "Multi-Choice", process(
    "p", start(), some("g"), user("a"), user("b"), user("c"), end(), "s > g", "g > a: n > 1", "g > b: n > 2",
    "g > c: n > 3", "a > e", "b > e", "c > e"))
def wcp06_multi_choice(play: Play) -> None:
    play.start(n=3)
    play.open("a b")


@wcp(7, "Structured Synchronizing Merge", process(
    "p", start(), some("g"), user("a"), user("b"), user("c"), some("j"), user("d"), end(), "s > g", "g > a: n > 1",
    "g > b: n > 2", "g > c: n > 3", "a > j > d > e", "b > j", "c > j"))
def wcp07_synchronizing_merge(play: Play) -> None:
    play.start(n=3)
    play.do("a")
    play.open("b")
    play.do("b")
    play.open("d")


@wcp(8, "Multi-Merge", process(
    "p", start(), fork("f"), user("a"), user("b"), xor("m"), user("c"), end(), "s > f > a > m > c > e", "f > b > m"))
def wcp08_multi_merge(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("c c")


@wcp(9, "Structured Discriminator", process(
    "p", start(), fork("f"), user("a"), user("b"), user("c"),
    node("complexGateway", "k", xml="<activationCondition>activationCount >= 1</activationCondition>"), user("d"),
    end(), "s > f > a > k", "f > b > k", "f > c > k", "k > d > e"), ways=(ONCE, RELOAD))
def wcp09_discriminator(play: Play) -> None:
    play.start()
    play.do("b")
    play.open("a c d")
    play.do("a")
    play.do("c")
    play.open("d")
    play.do("d")
    play.over()


@wcp(10, "Arbitrary Cycles", process(
    "p", start(), xor("m1"), user("a"), xor("m2"), user("b"), xor("g1"), user("c"), xor("g2"), end(),
    "s > m1 > a > m2 > b > g1", "g1 > m1: next = \"a\"", "g1 > c: default", "c > g2", "g2 > m2: next = \"b\"",
    "g2 > e: default"))
def wcp10_arbitrary_cycles(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b", next="a")
    play.do("a")
    play.do("b", next="c")
    play.do("c", next="b")
    play.do("b", next="c")
    play.do("c", next="")
    play.over()


@wcp(11, "Implicit Termination", process(
    "p", start(), fork("f"), user("a"), user("b"), end("e1"), end("e2"), "s > f > a > e1", "f > b > e2"))
def wcp11_implicit_termination(play: Play) -> None:
    play.start()
    play.do("a")
    play.running()
    play.do("b")
    play.over()


@wcp(12, "Multiple Instances without Synchronization", process(
    "p", start(), xor("m"), task("a"), user("b"), xor("g"), end("e1"), end("e2"), "s > m > a > g", "a > b > e1",
    "g > m: n > 99", "g > e2: default"))
def wcp12_instances_without_synchronization(play: Play) -> None:
    play.start(n=1)
    play.open("b")
    play.do("b")
    play.over()


@wcp(13, "Multiple Instances with a priori Design-Time Knowledge", process(
    "p", start(), user("a", many("3")), user("b"), end(), "s > a > b > e"))
def wcp13_instances_design_time(play: Play) -> None:
    play.start()
    play.open("a a a")
    for _ in range(3):
        play.do("a")
    play.open("b")


@wcp(14, "Multiple Instances with a priori Run-Time Knowledge", process(
    "p", start(), user("n"), user("a", many("who")), user("b"), end(), "s > n > a > b > e"))
def wcp14_instances_run_time(play: Play) -> None:
    play.start()
    play.do("n", who=["x", "y"])
    play.open("a a")
    play.do("a")
    play.do("a")
    play.open("b")


@wcp(15, "Multiple Instances without a priori Run-Time Knowledge", process(
    "p", start(), sub("u", start("us"), user("a"), end("ue"), "us > a > ue", handler(
        "h", start("hs", event("message", "M"), isInterrupting="false"), user("b"), end("he"), "hs > b > he")),
    user("c"), end(), "s > u > c > e"))
def wcp15_instances_no_knowledge(play: Play) -> None:
    play.start()
    play.message()
    play.message()
    play.open("a b b")
    play.do("a")
    play.do("b")
    play.running()
    play.do("b")
    play.open("c")


@wcp(16, "Deferred Choice", process(
    "p", start(), race("g"), catch("m", event("message", "M")), catch("n", event("message", "N")), user("a"), user("b"),
    end(), "s > g > m > a > e", "g > n > b > e"))
def wcp16_deferred_choice(play: Play) -> None:
    play.start()
    play.message("other")
    play.open("b")
    play.waits()


@wcp(17, "Interleaved Parallel Routing", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), user("c"), "a > b", ordering="Sequential",
                       xml="<completionCondition>count(done) = 3</completionCondition>"), user("d"), end(),
    "s > u > d > e"))
def wcp17_interleaved_routing(play: Play) -> None:
    play.start(done=[])
    for number in range(3):
        (only,) = play.engine.tasks()
        play.do(only.element, done=list(range(number + 1)))
    play.open("d")


@wcp(18, "Milestone", process(
    "p", start(), fork("f"), user("a"), race("g"), catch("m", event("message", "M")), catch("x", event("signal", "S")),
    user("b"), node("intermediateThrowEvent", "t", xml=event("signal", "S")), end(), "s > f > g > m > b > e",
    "g > x > e", "f > a > t > e"))
def wcp18_milestone(play: Play) -> None:
    play.start()
    play.do("a")
    play.waits()
    play.message()
    play.open("")
    play.over()


@wcp(19, "Cancel Activity", process(
    "p", start(), user("a"), boundary("x", "a", event("message", "M")), user("b"), end(), "s > a > e", "x > b > e"))
def wcp19_cancel_activity(play: Play) -> None:
    play.start()
    play.message()
    play.open("b")


@wcp(20, "Cancel Case", process(
    "p", start(), fork("f"), user("a"), sub("u", start("us"), user("c"), end("ue"), "us > c > ue"),
    catch("m", event("message", "M")), end("e1"), end("e2", event("terminate")), "s > f > a > e1", "f > u > e1",
    "f > m > e2"))
def wcp20_cancel_case(play: Play) -> None:
    play.start()
    play.message()
    play.over()
