"""Subprocesses: embedded, event subprocesses, transactions, ad hoc, call activities."""

from tests.scenarios.bpmn.build import (
    boundary,
    condition,
    document,
    end,
    event,
    fork,
    handler,
    node,
    process,
    script,
    start,
    sub,
    sv,
    task,
    throw,
    timer,
    user,
)
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("Subprocess", "is over when no token is left in it", process(
    "p", start(), sub("u", start("us"), user("a"), user("b"), end("ue"), "us > a > ue", "us > b > ue"), user("c"),
    end(), "s > u > c > e"))
def subprocess(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b")
    play.open("c")
    play.passed("s u us a b ue ue c")


@shows("Subprocess", "in a subprocess", process(
    "p", start(), sub("u", start("us"), sub("v", start("vs"), user("a"), end("ve"), "vs > a > ve"), end("ue"),
                      "us > v > ue"), end(), "s > u > e"))
def nested_subprocess(play: Play) -> None:
    play.start()
    play.do("a", n=1)
    play.passed("s u us v vs a ve ue e")
    play.over(n=1)


@shows("Subprocess", "interrupted from its boundary: everything inside ends", process(
    "p", start(), sub("u", start("us"), user("a"), user("b"), end("ue"), "us > a > ue", "us > b > ue"),
    boundary("t", "u", timer("Duration", "PT1H")), user("c"), end(), "s > u > e", "t > c > e"))
def subprocess_interrupted(play: Play) -> None:
    play.start()
    play.do("a")
    play.advance(hours=1)
    play.open("c")
    play.do("c")
    play.over()


@shows("Subprocess", "without start event: everything without incoming flow starts", process(
    "p", start(), sub("u", user("a"), user("b"), end("ue"), "a > ue", "b > ue"), end(), "s > u > e"))
def subprocess_implicit_start(play: Play) -> None:
    play.start()
    play.open("a b")
    play.do("b")
    play.do("a")
    play.over()


refused("subprocess_started_by_message", "Subprocess", "with a message start", "subprocess-start", "u", process(
    "p", start(), sub("u", start("us", event("message", "M")), end("ue"), "us > ue"), end(), "s > u > e"))

# -- event subprocesses ----------------------------------------------------------------------------------------------

TRIGGERS = {
    "message": event("message", "M"), "signal": event("signal", "S"), "timer": timer("Duration", "PT1H"),
    "conditional": condition("n > 5"),
}


def _handled(trigger: str, interrupting: bool) -> object:
    inside = handler("h", start("hs", TRIGGERS[trigger], isInterrupting=str(interrupting).lower()), user("b"),
                     end("he"), "hs > b > he")
    return process("p", start(), fork("f"), user("a"), user("c"), end(), inside, "s > f > a > e", "f > c > e")


def _trigger(play: Play, trigger: str) -> None:
    match trigger:
        case "message":
            play.message()
        case "signal":
            play.signal()
        case "timer":
            play.advance(hours=1)
        case _:
            play.do("c", n=7)


def _event_subprocess(trigger: str, interrupting: bool) -> None:
    kind = "interrupting" if interrupting else "beside the running scope"

    def run(play: Play) -> None:
        play.start(n=0)
        _trigger(play, trigger)
        if interrupting:
            play.open("b")
        else:
            play.open("a b" if trigger == "conditional" else "a b c")
            play.do("a")
            if trigger != "conditional":
                play.do("c")
            play.running()
        play.do("b")
        play.over()

    run.__name__ = f"event_subprocess_{trigger}_{'interrupting' if interrupting else 'beside'}"
    shows("Event subprocess", f"{trigger}, {kind}", _handled(trigger, interrupting))(run)


for _name in TRIGGERS:
    _event_subprocess(_name, True)
    _event_subprocess(_name, False)


@shows("Event subprocess", "not interrupting: again for every message", process(
    "p", start(), user("a"), end(), handler("h", start("hs", event("message", "M"), isInterrupting="false"), user("b"),
                                            end("he"), "hs > b > he"), "s > a > e"))
def event_subprocess_again(play: Play) -> None:
    play.start()
    play.message()
    play.message()
    play.open("a b b")


@shows("Event subprocess", "error, always interrupting", process(
    "p", start(), sub("u", start("us"), user("a"), user("c"), end("ue", event("error", "E1")), "us > a > ue", "us > c",
                      handler("h", start("hs", event("error", "E1")), user("b"), end("he"), "hs > b > he")), end(),
    "s > u > e"))
def event_subprocess_error(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")
    play.do("b")
    play.over()


@shows("Event subprocess", "escalation, beside the running scope", process(
    "p", start(), user("a"), throw("x", event("escalation", "X1")), user("c"), end(),
    handler("h", start("hs", event("escalation", "X1"), isInterrupting="false"), user("b"), end("he"), "hs > b > he"),
    "s > a > x > c > e"))
def event_subprocess_escalation(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b c")


@shows("Event subprocess", "compensation: undoes the scope in its own way", process(
    "p", start(), sub("u", start("us"), task("a"), end("ue"), "us > a > ue",
                      handler("h", start("hs", event("compensate")), user("b"), end("he"), "hs > b > he")), user("d"),
    throw("x", event("compensate")), end(), "s > u > d > x > e"))
def event_subprocess_compensation(play: Play) -> None:
    play.start()
    play.do("d")
    play.open("b")
    play.do("b")
    play.over()


# -- transactions ----------------------------------------------------------------------------------------------------


@shows("Transaction", "that succeeds is a subprocess", process(
    "p", start(), node("transaction", "u", start("us"), user("a"), end("ue"), "us > a > ue"), end(), "s > u > e"))
def transaction(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Transaction", "cancelled: what was done is compensated, then the cancel event's way", process(
    "p", start(), node(
        "transaction", "u", start("us"), user("a"), boundary("c", "a", event("compensate")),
        user("undo", isForCompensation="true"), end("ue", event("cancel")), "us > a > ue",
        xml='<association id="as" sourceRef="c" targetRef="undo"/>'),
    boundary("x", "u", event("cancel")), user("b"), end(), "s > u > e", "x > b > e"))
def transaction_cancelled(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("undo")
    play.do("undo")
    play.open("b")
    play.do("b")
    play.over()


@shows("Transaction", "a hazard: an error leaves without compensation", process(
    "p", start(), node(
        "transaction", "u", start("us"), user("a"), boundary("c", "a", event("compensate")),
        user("undo", isForCompensation="true"), end("ue", event("error", "E1")), "us > a > ue",
        xml='<association id="as" sourceRef="c" targetRef="undo"/>'),
    boundary("x", "u", event("error", "E1")), user("b"), end(), "s > u > e", "x > b > e"))
def transaction_hazard(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")


# -- ad hoc ----------------------------------------------------------------------------------------------------------


@shows("Ad hoc subprocess", "parallel: its activities in any order, until its condition holds", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), ordering="Parallel",
                       xml="<completionCondition>done = true</completionCondition>"), user("c"), end(),
    "s > u > c > e"))
def ad_hoc_parallel(play: Play) -> None:
    play.start()
    play.open("a b")
    play.do("b", done=False)
    play.do("a", done=True)
    play.open("c")


@shows("Ad hoc subprocess", "sequential: one activity at a time", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), ordering="Sequential",
                       xml="<completionCondition>done = true</completionCondition>"), user("c"), end(),
    "s > u > c > e"))
def ad_hoc_sequential(play: Play) -> None:
    play.start()
    play.do("a", done=False)
    play.do("b", done=True)
    play.open("c")


@shows("Ad hoc subprocess", "parallel: an activity is chosen once more", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), user("x"), "b > x",
                       xml="<completionCondition>done = true</completionCondition>"), end(), "s > u > e"))
def ad_hoc_choice(play: Play) -> None:
    play.start()
    play.choices("a b")
    play.choose("a")
    play.open("a a b")
    play.do("a", done=True)
    play.over()


@shows("Ad hoc subprocess", "sequential: the chosen activity comes next", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), user("c"), ordering="Sequential"), end(),
    "s > u > e"))
def ad_hoc_next(play: Play) -> None:
    play.start()
    play.open("a")
    play.choose("c")
    for element in ("a", "c", "b"):
        play.open(element)
        play.do(element)
    play.over()


@shows("Ad hoc subprocess", "everything is left to choice (sv:choice)", process(
    "p", start(), node("adHocSubProcess", "u", user("a"), user("b"), user("c"),
                       xml=sv('<sv:choice begin="[]"/>') + "<completionCondition>done = true</completionCondition>"),
    end(), "s > u > e"))
def ad_hoc_all_chosen(play: Play) -> None:
    play.start()
    play.open("")
    play.choose("b")
    play.do("b", done=False)
    play.open("")
    play.choices("a b c")
    play.choose("a")
    play.do("a", done=True)
    play.over()


# -- calls -----------------------------------------------------------------------------------------------------------

CALLED = process("q", start("qs"), user("qa"), end("qe"), "qs > qa > qe")


@shows("Call activity", "of a process: a case of its own; inputs and outputs cross", process(
    "p", start(), node("callActivity", "c", calledElement="q",
                       xml=sv('<sv:input variable="x" value="n + 1"/><sv:output variable="y" value="r"/>')), end(),
    "s > c > e"), CALLED)
def call_activity(play: Play) -> None:
    play.start("p", n=1)
    play.open("qa")
    (child,) = play.engine.cases(play.case)
    assert play.engine.variables(child)["x"] == 2
    play.do("qa", r=9)
    play.over(y=9)
    assert "r" not in play.engine.variables(play.case)


@shows("Call activity", "of a process in another document", process(
    "p", start(), node("callActivity", "c", calledElement="q"), end(), "s > c > e"), also=(document(CALLED),))
def call_other_document(play: Play) -> None:
    play.start("p")
    play.do("qa")
    play.over()


@shows("Call activity", "interrupted: the called case is terminated", process(
    "p", start(), node("callActivity", "c", calledElement="q"), boundary("t", "c", timer("Duration", "PT1H")), end(),
    "s > c > e", "t > e"), CALLED)
def call_interrupted(play: Play) -> None:
    play.start("p")
    (child,) = play.engine.cases(play.case)
    play.advance(hours=1)
    play.over()
    assert play.engine.status(child) == "terminated"
    play.open("")


@shows("Call activity", "an error the called process does not catch reaches the caller", process(
    "p", start(), node("callActivity", "c", calledElement="q"), boundary("x", "c", event("error", "E1")), user("b"),
    end(), "s > c > e", "x > b > e"),
    process("q", start("qs"), user("qa"), end("qe", event("error", "E1")), "qs > qa > qe"))
def call_error(play: Play) -> None:
    play.start("p")
    play.do("qa")
    play.open("b")


@shows("Call activity", "called again while the first call runs on its own version", process(
    "p", start(), node("callActivity", "c", calledElement="q"), script("d", "{done: true}"), end(), "s > c > d > e"),
    CALLED)
def call_twice(play: Play) -> None:
    play.start("p")
    first = play.case
    play.start("p")
    play.open("qa qa")
    play.do("qa")
    assert play.engine.ended(first)
    play.running()
    play.do("qa")
    play.over(done=True)


@shows("Call activity", "of a global user task", process(
    "p", start(), node("callActivity", "c", calledElement="g"), end(), "s > c > e"),
    '<globalUserTask id="g" name="ask"/>')
def call_global_task(play: Play) -> None:
    play.start("p")
    play.open("g")
    play.do("g")
    play.over()


refused("call_of_nothing", "Call activity", "of a process that does not exist", "unknown-called-process", "c", process(
    "p", start(), node("callActivity", "c", calledElement="gone"), end(), "s > c > e"))


@shows("Call activity", "an escalation the called process does not catch reaches the caller", process(
    "p", start(), node("callActivity", "c", calledElement="q"),
    boundary("x", "c", event("escalation", "X1"), interrupting=False), user("b"), end(), "s > c > e", "x > b > e"),
    process("q", start("qs"), throw("qt", event("escalation", "X1")), user("qa"), end("qe"), "qs > qt > qa > qe"))
def call_escalation(play: Play) -> None:
    play.start()
    play.open("b qa")
    play.do("qa")
    play.do("b")
    play.over()


@shows("Call activity", "an escalation that ends the called process interrupts the caller's activity", process(
    "p", start(), node("callActivity", "c", calledElement="q"), boundary("x", "c", event("escalation", "X1")),
    user("b"), end(), "s > c > e", "x > b > e"),
    process("q", start("qs"), end("qe", event("escalation", "X1")), "qs > qe"))
def call_escalation_ends(play: Play) -> None:
    play.start()
    play.open("b")


refused("process_compensation", "Event subprocess", "compensation, of a whole process", "compensation-process", "p",
        process("p", handler("h", start("hs", event("compensate")), task("ht"), end("he"), "hs > ht > he"), start(),
                end(), "s > e"))
