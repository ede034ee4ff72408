"""Activities: tasks of every kind, loops, multi-instances."""

from tests.scenarios.bpmn.build import (
    boundary,
    catch,
    end,
    event,
    fork,
    loop,
    many,
    node,
    process,
    script,
    set_,
    start,
    sub,
    sv,
    task,
    timer,
    user,
)
from tests.scenarios.bpmn.play import ONCE, RELOAD, Play
from tests.scenarios.bpmn.register import refused, shows

AUTOMATIC = (ONCE, RELOAD)


@shows("Task", "abstract: goes on at once", process("p", start(), task("a"), end(), "s > a > e"))
def abstract_task(play: Play) -> None:
    play.start()
    play.passed("s a e")
    play.over()


@shows("User task", "waits until it is completed; its values become variables", process(
    "p", start(), user("a"), end(), "s > a > e"))
def user_task(play: Play) -> None:
    play.start()
    play.open("a")
    play.do("a", text="x", amount=1.5, ok=True, parts=[{"n": 1}], nothing=None)
    play.over(text="x", amount=1.5, ok=True, parts=[{"n": 1}], nothing=None)


@shows("Manual task", "waits until somebody says it is done", process(
    "p", start(), node("manualTask", "a"), end(), "s > a > e"))
def manual_task(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Script task", "FEEL; a context becomes variables", process(
    "p", start(), script("a", "{x: 1 + 1, y: \"b\"}"), end(), "s > a > e"))
def script_task(play: Play) -> None:
    play.start()
    play.over(x=2, y="b")


@shows("Script task", "with a result variable", process(
    "p", start(), script("a", "n * 2", sv('<sv:result variable="m"/>')), end(), "s > a > e"))
def script_result(play: Play) -> None:
    play.start(n=4)
    play.over(m=8)


refused("script_of_another_language", "Script task", "in another language than FEEL", "script-language", "a", process(
    "p", start(), script("a", "print(1)", scriptFormat="groovy"), end(), "s > a > e"))


@shows("Service task", "without an action: goes on at once", process(
    "p", start(), node("serviceTask", "a"), end(), "s > a > e"))
def service_task(play: Play) -> None:
    play.start()
    play.passed("s a e")
    play.over()


@shows("Service task", "with an action of the house", process(
    "p", start(), node("serviceTask", "a", xml=sv('<sv:action type="status"><sv:param name="value" value="paid"/>'
                                                 "</sv:action>")), end(), "s > a > e"))
def service_action(play: Play) -> None:
    play.start()
    play.over("paid")


@shows("Business rule task", "without a decision: goes on at once", process(
    "p", start(), node("businessRuleTask", "a"), end(), "s > a > e"))
def business_rule_task(play: Play) -> None:
    play.start()
    play.passed("s a e")


@shows("Send task", "sends its message and goes on", process(
    "p", start(), node("sendTask", "a", messageRef="M"), end(), "s > a > e"),
    process("q", start("qs", event("message", "M")), user("qa"), end("qe"), "qs > qa > qe"))
def send_task(play: Play) -> None:
    play.start()
    play.passed("s a e")
    play.over()
    play.open("qa")


@shows("Receive task", "waits for its message; the payload becomes variables", process(
    "p", start(), node("receiveTask", "a", messageRef="M"), end(), "s > a > e"))
def receive_task(play: Play) -> None:
    play.start()
    play.message("other")
    play.running()
    play.message(n=3)
    play.over(n=3)


@shows("Receive task", "instantiating: a message starts the process", process(
    "p", node("receiveTask", "a", messageRef="M", instantiate="true"), user("b"), end(), "a > b > e"))
def receive_instantiating(play: Play) -> None:
    play.message(n=3)
    play.open("b")
    play.has(n=3)
    play.do("b")
    play.over()


# -- standard loop ---------------------------------------------------------------------------------------------------


@shows("Standard loop", "tested after each run", process(
    "p", start(), user("a", loop("again")), end(), "s > a > e"))
def loop_after(play: Play) -> None:
    play.start()
    play.do("a", again=True)
    play.do("a", again=False)
    play.over()


@shows("Standard loop", "tested before each run: none at all", process(
    "p", start(), user("a", loop("again", before=True)), end(), "s > a > e"))
def loop_before(play: Play) -> None:
    play.start(again=False)
    play.over()


@shows("Standard loop", "loopMaximum", process(
    "p", start(), script("a", "{n: n + 1}", loop("true", maximum=3)), end(), "s > a > e"))
def loop_maximum(play: Play) -> None:
    play.start(n=0)
    play.over(n=3)


@shows("Standard loop", "of a subprocess", process(
    "p", start(), sub("u", start("us"), script("a", "{n: n + 1}"), end("ue"), "us > a > ue", xml=loop("n < 3")), end(),
    "s > u > e"))
def loop_subprocess(play: Play) -> None:
    play.start(n=0)
    play.over(n=3)


# -- multi-instance --------------------------------------------------------------------------------------------------


@shows("Multi-instance", "parallel over a collection", process(
    "p", start(), user("a", many("people", output="answers")), end(), "s > a > e"))
def multi_parallel(play: Play) -> None:
    play.start(people=["li", "wang"])
    play.open("a a")
    assert [task.local["item"] for task in play.engine.tasks()] == ["li", "wang"]
    play.do("a", ok=True)
    play.running()
    play.do("a", ok=False)
    play.over(answers=[{"ok": True}, {"ok": False}])


@shows("Multi-instance", "sequential over a collection", process(
    "p", start(), user("a", many("people", sequential=True, output="answers")), end(), "s > a > e"))
def multi_sequential(play: Play) -> None:
    play.start(people=["li", "wang"])
    play.open("a")
    assert play.engine.task("a").local["item"] == "li"
    play.do("a", ok=1)
    assert play.engine.task("a").local["item"] == "wang"
    play.do("a", ok=2)
    play.over(answers=[{"ok": 1}, {"ok": 2}])


@shows("Multi-instance", "loopCardinality", process("p", start(), user("a", many("3")), end(), "s > a > e"))
def multi_cardinality(play: Play) -> None:
    play.start()
    play.open("a a a")
    for _ in range(3):
        play.do("a")
    play.over()


@shows("Multi-instance", "none: an empty collection", process("p", start(), user("a", many("[]")), end(), "s > a > e"))
def multi_empty(play: Play) -> None:
    play.start()
    play.over()


@shows("Multi-instance", "completionCondition ends the others", process(
    "p", start(), user("a", many("3", until="nrOfCompletedInstances >= 2")), end(), "s > a > e"))
def multi_completion(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("a a")
    play.do("a")
    play.over()


@shows("Multi-instance", "values of one instance stay out of the others", process(
    "p", start(), user("a", many("[1, 2]", output="all")), end(), "s > a > e"))
def multi_local(play: Play) -> None:
    play.start(x=0)
    play.do("a", x=7)
    play.has(x=0)
    play.do("a", x=8)
    play.over(x=0, all=[{"x": 7}, {"x": 8}])


@shows("Multi-instance", "of a script", process(
    "p", start(), script("a", "{double: item * 2}", many("[1, 2, 3]", output="all")), end(), "s > a > e"))
def multi_script(play: Play) -> None:
    play.start()
    play.over(all=[{"double": 2}, {"double": 4}, {"double": 6}])


@shows("Multi-instance", "of a subprocess", process(
    "p", start(), sub("u", start("us"), user("a"), end("ue"), "us > a > ue", xml=many("[1, 2]")), end(), "s > u > e"))
def multi_subprocess(play: Play) -> None:
    play.start()
    play.open("a a")
    play.do("a")
    play.do("a")
    play.over()


@shows("Multi-instance", "interrupted by a boundary event", process(
    "p", start(), user("a", many("3")), boundary("t", "a", timer("Duration", "PT1H")), user("b"), end(),
    "s > a > e", "t > b > e"))
def multi_interrupted(play: Play) -> None:
    play.start()
    play.do("a")
    play.advance(hours=1)
    play.open("b")


@shows("Multi-instance", "behavior One: an event when the first is done", process(
    "p", start(), user("a", many("3", behavior="One", oneBehaviorEventRef="D")),
    boundary("x", "a", event("signal", "S"), interrupting=False), user("b"), end(), "s > a > e", "x > b > e"),
    '<signalEventDefinition id="D" signalRef="S"/>')
def multi_behavior_one(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("a a b")
    play.do("a")
    play.open("a b")


@shows("Multi-instance", "behavior None: an event for each that is done", process(
    "p", start(), user("a", many("2", behavior="None", noneBehaviorEventRef="D")),
    boundary("x", "a", event("signal", "S"), interrupting=False), user("b"), end(), "s > a > e", "x > b > e"),
    '<signalEventDefinition id="D" signalRef="S"/>')
def multi_behavior_none(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("a b")
    play.do("a")
    play.open("b b")


@shows("Multi-instance", "behavior Complex: events by conditions", process(
    "p", start(), user("a", many("2", behavior="Complex", xml=(
        "<complexBehaviorDefinition><condition>nrOfCompletedInstances = 2</condition><event id=\"ev\">"
        "<signalEventDefinition signalRef=\"S\"/></event></complexBehaviorDefinition>"))),
    boundary("x", "a", event("signal", "S"), interrupting=False), user("b"), end(), "s > a > e", "x > b > e"))
def multi_behavior_complex(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("a")
    play.do("a")
    play.open("b")


refused("multi_without_number", "Multi-instance", "neither collection nor cardinality",
        "multi-instance-without-collection", "a", process(
            "p", start(), user("a", "<multiInstanceLoopCharacteristics/>"), end(), "s > a > e"))


# -- quantities, variables -------------------------------------------------------------------------------------------


@shows("Activity", "startQuantity: waits for so many tokens", process(
    "p", start(), fork("f"), user("a"), user("b"), user("c", startQuantity="2"), end(), "s > f > a > c > e",
    "f > b > c"))
def start_quantity(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b")
    play.open("c")
    play.do("c")
    play.over()


@shows("Activity", "completionQuantity: puts so many tokens on its way out", process(
    "p", start(), user("a", completionQuantity="3"), user("b"), end(), "s > a > b > e"))
def completion_quantity(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b b b")


@shows("Activity", "sets variables when it completes (sv:set)", process(
    "p", start(), user("a", set_("m", "n + 1")), end(), "s > a > e"))
def set_variables(play: Play) -> None:
    play.start()
    play.do("a", n=1)
    play.over(m=2)


@shows("Variables", "are copied between branches, never shared", process(
    "p", start(), fork("f"), script("a", "{x: append(list, 3)}"), catch("t", timer("Duration", "PT1H")),
    script("b", "{y: append(list, 4)}"), fork("j"), end(), "s > f > a > j > e", "f > t > b > j"))
def copied_variables(play: Play) -> None:
    play.start(list=[1, 2])
    play.advance(hours=1)
    play.over(list=[1, 2], x=[1, 2, 3], y=[1, 2, 4])
