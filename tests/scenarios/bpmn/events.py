"""Events: where each kind may start, be caught, interrupt, run beside, be thrown and end."""

from tests.scenarios.bpmn.build import (
    boundary,
    catch,
    condition,
    end,
    event,
    fork,
    link,
    process,
    script,
    start,
    sub,
    sv,
    throw,
    timer,
    user,
)
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("None event", "start, intermediate throw, end", process(
    "p", start(), throw("t"), end(), "s > t > e"))
def none_events(play: Play) -> None:
    play.start()
    play.passed("s t e")
    play.over()


# -- message ---------------------------------------------------------------------------------------------------------


@shows("Message start event", "a message starts a case; its payload becomes variables", process(
    "p", start("s", event("message", "M")), user("a"), end(), "s > a > e"))
def message_start(play: Play) -> None:
    play.message(n=1)
    play.passed("s a")
    play.has(n=1)


@shows("Message start event", "one of several starts", process(
    "p", start("s"), start("sm", event("message", "M")), start("sn", event("message", "N")), user("a"), user("b"),
    user("c"), end(), "s > a > e", "sm > b > e", "sn > c > e"))
def message_start_of_several(play: Play) -> None:
    play.message("other")
    play.passed("sn c")
    play.start()
    play.passed("s a")


@shows("Message intermediate catch event", "waits for its message", process(
    "p", start(), catch("c", event("message", "M")), end(), "s > c > e"))
def message_catch(play: Play) -> None:
    play.start()
    play.message("other")
    play.running()
    play.message(n=2)
    play.passed("s c e")
    play.over(n=2)


@shows("Message intermediate catch event", "a message that came early is kept", process(
    "p", start(), user("a"), catch("c", event("message", "M")), end(), "s > a > c > e"))
def message_early(play: Play) -> None:
    play.start()
    play.message(n=2)
    play.open("a")
    play.do("a")
    play.over(n=2)


@shows("Message intermediate catch event", "correlation: only the case whose key it carries", process(
    "p", start(), catch("c", sv('<sv:correlation key="order"/>') + event("message", "M")), end(), "s > c > e"))
def message_correlated(play: Play) -> None:
    play.start(order="A")
    first = play.case
    play.start(order="B")
    play.message(key="A")
    assert play.engine.ended(first)
    play.running()
    play.message(key="B")
    play.over()


@shows("Message intermediate throw event", "reaches another case, and goes on at once", process(
    "p", start(), throw("t", event("message", "M")), user("a"), end(), "s > t > a > e"), process(
    "q", start("qs"), catch("qc", event("message", "M")), end("qe"), "qs > qc > qe"))
def message_throw(play: Play) -> None:
    play.start("q")
    waiting = play.case
    play.start("p")
    play.passed("s t a")
    assert play.engine.ended(waiting)


@shows("Message end event", "ends and sends", process(
    "p", start(), end("e", event("message", "M")), "s > e"), process(
    "q", start("qs", event("message", "M")), user("qa"), end("qe"), "qs > qa > qe"))
def message_end(play: Play) -> None:
    play.start()
    play.over()
    play.open("qa")


refused("message_without_name", "Message intermediate catch event", "without a message", "message-missing", "c",
        process("p", start(), catch("c", event("message")), end(), "s > c > e"))


# -- timer -----------------------------------------------------------------------------------------------------------


@shows("Timer intermediate catch event", "duration", process(
    "p", start(), catch("t", timer("Duration", "PT2H")), end(), "s > t > e"))
def timer_duration(play: Play) -> None:
    play.start()
    play.advance(hours=1, minutes=59)
    play.running()
    play.advance(minutes=1)
    play.over()


@shows("Timer intermediate catch event", "date", process(
    "p", start(), catch("t", timer("Date", "2026-01-03T08:00:00Z")), end(), "s > t > e"))
def timer_date(play: Play) -> None:
    play.start()
    play.advance(days=2)
    play.running()
    play.advance(hours=8)
    play.over()


@shows("Timer intermediate catch event", "FEEL", process(
    "p", start(), catch("t", timer("Duration", "duration(\"PT\" + string(n) + \"H\")")), end(), "s > t > e"))
def timer_feel(play: Play) -> None:
    play.start(n=3)
    play.advance(hours=2)
    play.running()
    play.advance(hours=1)
    play.over()


@shows("Timer intermediate catch event", "a date that is past: at once", process(
    "p", start(), catch("t", timer("Date", "2020-01-01T00:00:00Z")), end(), "s > t > e"))
def timer_past(play: Play) -> None:
    play.start()
    play.over()


refused("timer_without_time", "Timer intermediate catch event", "without a time", "timer-missing", "t", process(
    "p", start(), catch("t", "<timerEventDefinition/>"), end(), "s > t > e"))


# -- signal ----------------------------------------------------------------------------------------------------------


@shows("Signal start event", "starts a case", process(
    "p", start("s", event("signal", "S")), user("a"), end(), "s > a > e"))
def signal_start(play: Play) -> None:
    play.signal(n=1)
    play.passed("s a")
    play.has(n=1)


@shows("Signal start event", "thrown by another process", process(
    "p", start(), throw("t", event("signal", "S")), end(), "s > t > e"), process(
    "q", start("qs", event("signal", "S")), user("qa"), end("qe"), "qs > qa > qe"))
def signal_starts_process(play: Play) -> None:
    play.start("p")
    play.open("qa")


@shows("Signal intermediate catch event", "every case that waits gets it", process(
    "p", start(), catch("c", event("signal", "S")), end(), "s > c > e"))
def signal_catch(play: Play) -> None:
    play.start()
    first = play.case
    play.start()
    play.signal("calm")
    play.running()
    play.signal(n=1)
    play.over(n=1)
    assert play.engine.ended(first)


@shows("Signal intermediate catch event", "a signal that came early is lost", process(
    "p", start(), user("a"), catch("c", event("signal", "S")), end(), "s > a > c > e"))
def signal_early(play: Play) -> None:
    play.start()
    play.signal()
    play.do("a")
    play.running()


@shows("Signal intermediate throw event", "reaches this case and others", process(
    "p", start(), fork("f"), catch("c", event("signal", "S")), user("a"), throw("t", event("signal", "S")), fork("j"),
    end(), "s > f > c > j > e", "f > a > t > j"), process(
    "q", start("qs"), catch("qc", event("signal", "S")), end("qe"), "qs > qc > qe"))
def signal_throw(play: Play) -> None:
    play.start("q")
    waiting = play.case
    play.start("p")
    play.do("a")
    play.over()
    assert play.engine.ended(waiting)


@shows("Signal end event", "ends and broadcasts", process(
    "p", start(), fork("f"), user("a"), catch("c", event("signal", "S")), user("b"), end("e1", event("signal", "S")),
    end("e2"), "s > f > a > e1", "f > c > b > e2"))
def signal_end(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")


# -- boundary events -------------------------------------------------------------------------------------------------

CAUGHT = {
    "Message": (event("message", "M"), lambda play: play.message()),
    "Timer": (timer("Duration", "PT1H"), lambda play: play.advance(hours=1)),
    "Signal": (event("signal", "S"), lambda play: play.signal()),
    "Conditional": (condition("n > 5"), lambda play: play.do("c", n=7)),
}


def _boundary(kind: str, *, interrupting: bool) -> None:
    definition, trigger = CAUGHT[kind]
    beside = "c" if kind != "Conditional" else ""

    def run(play: Play) -> None:
        play.start(n=0)
        trigger(play)
        play.open(f"b {beside}" if interrupting else f"a b {beside}")
        play.do("b")
        for element in f"{beside} {'' if interrupting else 'a'}".split():
            play.do(element)
        play.over()

    run.__name__ = f"{kind.lower()}_boundary_{'interrupting' if interrupting else 'beside'}"
    variant = "interrupting" if interrupting else "not interrupting: runs beside the activity"
    shows(f"{kind} boundary event", variant, process(
        "p", start(), fork("f"), user("a"), user("c"), boundary("x", "a", definition, interrupting=interrupting),
        user("b"), end(), "s > f > a > e", "f > c > e", "x > b > e"))(run)


for _kind in CAUGHT:
    _boundary(_kind, interrupting=True)
    _boundary(_kind, interrupting=False)


@shows("Timer boundary event", "cycle, not interrupting: again and again", process(
    "p", start(), user("a"), boundary("x", "a", timer("Cycle", "R3/PT1H"), interrupting=False),
    script("b", "{n: n + 1}"), end(), "s > a > e", "x > b > e"))
def timer_boundary_cycle(play: Play) -> None:
    play.start(n=0)
    play.advance(hours=2)
    play.has(n=2)
    play.advance(hours=10)
    play.has(n=3)
    play.do("a")
    play.over()


@shows("Message boundary event", "ceases when its activity is done", process(
    "p", start(), user("a"), boundary("x", "a", event("message", "M")), user("b"), user("c"), end(), "s > a > c > e",
    "x > b > e"))
def boundary_ceases(play: Play) -> None:
    play.start()
    play.do("a")
    play.message()
    play.open("c")
    play.waits()


@shows("Boundary event", "several on one activity: the first interrupts", process(
    "p", start(), user("a"), boundary("x", "a", event("message", "M")), boundary("t", "a", timer("Duration", "PT1H")),
    user("b"), user("c"), end(), "s > a > e", "x > b > e", "t > c > e"))
def boundary_several(play: Play) -> None:
    play.start()
    play.advance(hours=1)
    play.open("c")
    play.message()
    play.open("c")


# -- error and escalation --------------------------------------------------------------------------------------------


@shows("Error end event", "ends the scope; a boundary event of that code catches it", process(
    "p", start(), sub("u", start("us"), fork("f"), user("a"), user("d"), end("ue", event("error", "E1")),
                      "us > f > a > ue", "f > d > ue"),
    boundary("x", "u", event("error", "E1")), boundary("y", "u", event("error", "E2")), user("b"), user("c"), end(),
    "s > u > e", "x > b > e", "y > c > e"))
def error_caught(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")


@shows("Error boundary event", "without a code catches every error", process(
    "p", start(), sub("u", start("us"), user("a"), end("ue", event("error", "E2")), "us > a > ue"),
    boundary("x", "u", event("error")), user("b"), end(), "s > u > e", "x > b > e"))
def error_any(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b")


@shows("Error boundary event", "the innermost that fits", process(
    "p", start(), sub("u", start("us"), sub("v", start("vs"), user("a"), end("ve", event("error", "E1")),
                                            "vs > a > ve"), boundary("y", "v", event("error", "E1")), user("c"),
                      end("ue"), "us > v > ue", "y > c > ue"),
    boundary("x", "u", event("error", "E1")), user("b"), end(), "s > u > e", "x > b > e"))
def error_innermost(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("c")


@shows("Error end event", "that nobody catches ends the case", process(
    "p", start(), fork("f"), user("a"), user("b"), end("e1", event("error", "E1")), end("e2"), "s > f > a > e1",
    "f > b > e2"))
def error_uncaught(play: Play) -> None:
    play.start()
    play.do("a")
    play.over("terminated")


@shows("Escalation intermediate throw event", "a boundary event catches it beside the running scope", process(
    "p", start(), sub("u", start("us"), throw("t", event("escalation", "X1")), user("a"), end("ue"), "us > t > a > ue"),
    boundary("x", "u", event("escalation", "X1"), interrupting=False), user("b"), end(), "s > u > e", "x > b > e"))
def escalation_beside(play: Play) -> None:
    play.start()
    play.open("a b")
    play.do("b")
    play.do("a")
    play.over()


@shows("Escalation boundary event", "interrupting", process(
    "p", start(), sub("u", start("us"), user("d"), throw("t", event("escalation", "X1")), user("a"), end("ue"),
                      "us > d > t > a > ue"),
    boundary("x", "u", event("escalation", "X1")), user("b"), end(), "s > u > e", "x > b > e"))
def escalation_interrupting(play: Play) -> None:
    play.start()
    play.do("d")
    play.open("b")


@shows("Escalation end event", "goes up and the scope goes on", process(
    "p", start(), sub("u", start("us"), user("a"), end("ue", event("escalation", "X1")), "us > a > ue"),
    boundary("x", "u", event("escalation"), interrupting=False), user("b"), user("c"), end(), "s > u > c > e",
    "x > b > e"))
def escalation_end(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("b c")


@shows("Escalation intermediate throw event", "that nobody catches is no fault", process(
    "p", start(), throw("t", event("escalation", "X1")), end(), "s > t > e"))
def escalation_uncaught(play: Play) -> None:
    play.start()
    play.passed("s t e")
    play.over()


# -- conditional, link, terminate ------------------------------------------------------------------------------------


@shows("Conditional intermediate catch event", "goes on when its condition becomes true", process(
    "p", start(), fork("f"), user("a"), catch("c", condition("n > 5")), fork("j"), end(), "s > f > a > j > e",
    "f > c > j"))
def conditional_catch(play: Play) -> None:
    play.start(n=1)
    play.waits("conditional")
    play.do("a", n=6)
    play.over()


@shows("Conditional intermediate catch event", "true from the beginning: at once", process(
    "p", start(), catch("c", condition("n > 5")), end(), "s > c > e"))
def conditional_at_once(play: Play) -> None:
    play.start(n=9)
    play.over()


@shows("Link events", "throw and catch of one name are one way", process(
    "p", start(), throw("t", link("L")), catch("c", link("L")), user("a"), end(), "s > t", "c > a > e"))
def link_events(play: Play) -> None:
    play.start()
    play.passed("s t c a")


@shows("Link events", "several throws, one catch", process(
    "p", start(), fork("f"), throw("t1", link("L")), throw("t2", link("L")), catch("c", link("L")), user("a"), end(),
    "s > f > t1", "f > t2", "c > a > e"))
def link_several(play: Play) -> None:
    play.start()
    play.open("a a")


refused("link_without_catch", "Link events", "a throw without its catch", "link-target", "t", process(
    "p", start(), fork("f"), throw("t", link("L")), end(), "s > f > t", "f > e"))


@shows("Terminate end event", "ends everything in its scope at once", process(
    "p", start(), fork("f"), user("a"), user("b"), user("c"), end("e1", event("terminate")), end("e2"),
    "s > f > a > e1", "f > b > e2", "f > c > e2"))
def terminate(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Terminate end event", "in a subprocess: the process goes on", process(
    "p", start(), sub("u", start("us"), user("a"), user("b"), end("ue", event("terminate")), end("ux"), "us > a > ue",
                      "us > b > ux"), user("c"), end(), "s > u > c > e"))
def terminate_subprocess(play: Play) -> None:
    play.start()
    play.do("a")
    play.open("c")


# -- compensation ----------------------------------------------------------------------------------------------------

_UNDO = '<association id="as1" sourceRef="c1" targetRef="u1"/><association id="as2" sourceRef="c2" targetRef="u2"/>'
_DONE = (user("a"), user("b"), boundary("c1", "a", event("compensate")), boundary("c2", "b", event("compensate")),
         user("u1", isForCompensation="true"), user("u2", isForCompensation="true"))


@shows("Compensation intermediate throw event", "undoes what is done, the last first", process(
    "p", start(), *_DONE, throw("t", event("compensate")), user("d"), end(), "s > a > b > t > d > e", xml=_UNDO))
def compensation(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("u2")
    play.do("u2")
    play.open("u1")
    play.do("u1")
    play.open("d")


@shows("Compensation intermediate throw event", "of one activity", process(
    "p", start(), *_DONE, throw("t", event("compensate", activityRef="a")), user("d"), end(), "s > a > b > t > d > e",
    xml=_UNDO))
def compensation_of_one(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("u1")
    play.do("u1")
    play.open("d")


@shows("Compensation intermediate throw event", "not waiting for it", process(
    "p", start(), *_DONE, throw("t", event("compensate", activityRef="a", waitForCompletion="false")), user("d"), end(),
    "s > a > b > t > d > e", xml=_UNDO))
def compensation_not_awaited(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.open("d u1")


@shows("Compensation end event", "undoes what is done, then ends", process(
    "p", start(), *_DONE, end("e", event("compensate")), "s > a > b > e", xml=_UNDO))
def compensation_end(play: Play) -> None:
    play.start()
    play.do("a")
    play.do("b")
    play.do("u2")
    play.do("u1")
    play.over()


@shows("Compensation boundary event", "what is not done is not undone", process(
    "p", start(), fork("f"), user("a"), user("b"), boundary("c1", "a", event("compensate")),
    user("u1", isForCompensation="true"), throw("t", event("compensate")), user("d"), end(), end("e2"),
    "s > f > a > e2", "f > b > t > d > e", xml='<association id="as1" sourceRef="c1" targetRef="u1"/>'))
def compensation_of_nothing(play: Play) -> None:
    play.start()
    play.do("b")
    play.open("a d")


# -- several definitions, references ---------------------------------------------------------------------------------


@shows("Multiple event", "start: any of its events", process(
    "p", start("s", event("message", "M") + event("signal", "S")), user("a"), end(), "s > a > e"))
def multiple_start(play: Play) -> None:
    play.signal()
    play.passed("s a")
    play.message()
    play.passed("s a")


@shows("Multiple event", "intermediate catch: any of its events", process(
    "p", start(), catch("c", event("message", "M") + timer("Duration", "PT1H")), user("a"), end(), "s > c > a > e"))
def multiple_catch(play: Play) -> None:
    play.start()
    play.advance(hours=1)
    play.passed("s c a")
    play.waits()


@shows("Multiple event", "boundary: any of its events", process(
    "p", start(), user("a"), boundary("x", "a", event("message", "M") + event("signal", "S")), user("b"), end(),
    "s > a > e", "x > b > e"))
def multiple_boundary(play: Play) -> None:
    play.start()
    play.signal()
    play.open("b")
    play.waits()


@shows("Multiple event", "intermediate throw: all of its events", process(
    "p", start(), throw("t", event("message", "M") + event("signal", "S")), end(), "s > t > e"), process(
    "q", start("qs", event("message", "M")), user("qa"), end("qe"), "qs > qa > qe"), process(
    "r", start("rs", event("signal", "S")), user("ra"), end("re"), "rs > ra > re"))
def multiple_throw(play: Play) -> None:
    play.start("p")
    play.over()
    play.open("qa ra")


@shows("Multiple event", "end: all of its events", process(
    "p", start(), end("e", event("message", "M") + event("signal", "S")), "s > e"), process(
    "q", start("qs", event("message", "M")), user("qa"), end("qe"), "qs > qa > qe"), process(
    "r", start("rs", event("signal", "S")), user("ra"), end("re"), "rs > ra > re"))
def multiple_end(play: Play) -> None:
    play.start("p")
    play.over()
    play.open("qa ra")


@shows("Parallel multiple event", "intermediate catch: all of its events", process(
    "p", start(), catch("c", event("message", "M") + event("signal", "S"), parallelMultiple="true"), user("a"), end(),
    "s > c > a > e"))
def parallel_multiple_catch(play: Play) -> None:
    play.start()
    play.signal()
    play.open("")
    play.message()
    play.passed("s c a")
    play.waits()


@shows("Parallel multiple event", "boundary: all of its events", process(
    "p", start(), user("a"), boundary("x", "a", event("message", "M") + event("signal", "S"), parallelMultiple="true"),
    user("b"), end(), "s > a > e", "x > b > e"))
def parallel_multiple_boundary(play: Play) -> None:
    play.start()
    play.message()
    play.open("a")
    play.signal()
    play.open("b")


@shows("Event definition", "by reference", process(
    "p", start(), catch("c", "<eventDefinitionRef>D</eventDefinitionRef>"), end(), "s > c > e"),
    '<signalEventDefinition id="D" signalRef="S"/>')
def event_definition_reference(play: Play) -> None:
    play.start()
    play.waits("signal")
    play.signal()
    play.over()


refused("event_definition_gone", "Event definition", "a reference to nothing", "event-reference", "c", process(
    "p", start(), catch("c", "<eventDefinitionRef>gone</eventDefinitionRef>"), end(), "s > c > e"))
