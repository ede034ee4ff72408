"""Sequence flow: implicit splits and merges, conditional and default flows, starts and ends left out."""

from tests.scenarios.bpmn.build import end, process, script, start, task, user, xor
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("Sequence flow", "one element after the other", process(
    "p", start(), task("a"), script("b", "{n: 1}"), user("c"), end(), "s > a > b > c > e"))
def sequence_flow(play: Play) -> None:
    play.start()
    play.passed("s a b c")
    play.do("c")
    play.passed("e")
    play.over(n=1)


@shows("Sequence flow", "several flows out of an activity: all are taken (implicit parallel split)", process(
    "p", start(), task("a"), user("b"), user("c"), end(), "s > a > b > e", "a > c > e"))
def implicit_split(play: Play) -> None:
    play.start()
    play.open("b c")
    play.do("b")
    play.running()
    play.do("c")
    play.over()


@shows("Sequence flow", "several flows into an activity: it runs for each token (implicit merge)", process(
    "p", start(), task("a"), user("b"), user("c"), user("d"), end(), "s > a > b > d > e", "a > c > d"))
def implicit_merge(play: Play) -> None:
    play.start()
    play.do("b")
    play.open("c d")
    play.do("c")
    play.open("d d")
    play.do("d")
    play.running()
    play.do("d")
    play.over()


@shows("Sequence flow", "conditional flows out of an activity: each whose condition is true", process(
    "p", start(), user("a"), task("b"), task("c"), task("d"), end(),
    "s > a", "a > b: n > 1", "a > c: n > 5", "a > d: n > 9", "b > e", "c > e", "d > e"))
def conditional_flows(play: Play) -> None:
    play.start()
    play.do("a", n=7)
    play.passed("s a b c e e")
    play.over()


@shows("Sequence flow", "a conditional and an unconditional flow out of an activity", process(
    "p", start(), user("a"), user("b"), user("c"), end(), "s > a", "a > b: n > 5", "a > c", "b > e", "c > e"))
def conditional_beside_unconditional(play: Play) -> None:
    play.start()
    play.do("a", n=1)
    play.open("c")


@shows("Default flow", "out of an activity: only when no condition is true", process(
    "p", start(), user("a"), user("b"), user("c"), end(), "s > a", "a > b: n > 5", "a > c: default", "b > e", "c > e"))
def default_flow_of_an_activity(play: Play) -> None:
    play.start()
    play.do("a", n=1)
    play.open("c")
    play.start()
    play.do("a", n=6)
    play.open("b c")


@shows("Conditional flow", "a condition in braces of another tool", process(
    "p", start(), xor("g"), user("a"), user("b"), end(), "s > g", "g > a: ${n > 5 && empty other}", "g > b: default",
    "a > e", "b > e"))
def wrapped_condition(play: Play) -> None:
    play.start(n=6)
    play.open("a")


@shows("Conditional flow", "a condition that is null does not open the way", process(
    "p", start(), xor("g"), user("a"), user("b"), end(), "s > g", "g > a: missing > 5", "g > b: default", "a > e",
    "b > e"))
def null_condition(play: Play) -> None:
    play.start()
    play.open("b")


refused("condition_that_is_no_feel", "Conditional flow", "a condition that is no FEEL", "feel-syntax", "p.g-a", process(
    "p", start(), xor("g"), task("a"), task("b"), end(), "s > g", "g > a: ${bean.call()}", "g > b: default", "a > e",
    "b > e"))


@shows("Start event", "left out: everything without incoming flow starts", process(
    "p", user("a"), user("b"), end(), "a > e", "b > e"))
def implicit_start(play: Play) -> None:
    play.start()
    play.open("a b")
    play.do("a")
    play.do("b")
    play.over()


@shows("End event", "left out: a token ends where no flow leads on", process("p", start(), user("a"), "s > a"))
def implicit_end(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("End event", "none: the process ends with its last token", process(
    "p", start(), user("a"), user("b"), end("e1"), end("e2"), "s > a > e1", "s > b > e2"))
def end_event(play: Play) -> None:
    play.start()
    play.do("a")
    play.passed("s a b e1")
    play.running()
    play.do("b")
    play.over()
