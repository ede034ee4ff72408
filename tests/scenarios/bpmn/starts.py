"""Starts nobody asks for by hand: times, conditions, several events together."""

from tests.scenarios.bpmn.build import condition, end, event, process, start, sv, timer, user
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("Timer start event", "date: one case at that moment", process(
    "p", start("s", timer("Date", "2026-01-02T00:00:00Z")), user("a"), end(), "s > a > e"))
def timer_start_date(play: Play) -> None:
    play.advance(hours=23, minutes=59)
    play.cases(0)
    play.advance(minutes=1)
    play.passed("s a")
    play.advance(days=9)
    play.cases(1)


@shows("Timer start event", "duration, counted from the deployment", process(
    "p", start("s", timer("Duration", "PT2H")), user("a"), end(), "s > a > e"))
def timer_start_duration(play: Play) -> None:
    play.advance(hours=2)
    play.passed("s a")
    play.advance(days=9)
    play.cases(1)


@shows("Timer start event", "cycle with a number and a beginning", process(
    "p", start("s", timer("Cycle", "R3/2026-01-01T01:00:00Z/PT1H")), user("a"), end(), "s > a > e"))
def timer_start_cycle(play: Play) -> None:
    play.cases(0)
    play.advance(hours=2)
    play.cases(2)
    play.advance(days=9)
    play.cases(3)


@shows("Timer start event", "cron", process(
    "p", start("s", timer("Cycle", "0 30 9 * * *")), user("a"), end(), "s > a > e"))
def timer_start_cron(play: Play) -> None:
    play.advance(hours=9, minutes=30)
    play.passed("s a")
    play.advance(days=2)
    play.cases(3)


@shows("Timer start event", "a cycle whose FEEL names the next moment, asked again after each", process(
    "p", start("s", timer("Cycle", "=now + duration(if day of week(today) = \"Friday\" then \"P3D\" else \"P1D\")")),
    user("a"), end(), "s > a > e"))
def timer_start_feel(play: Play) -> None:
    play.advance(days=8)    # from Thursday: Friday, Monday, Tuesday, Wednesday, Thursday, Friday
    play.cases(6)


@shows("Timer start event", "a date that is past: at once", process(
    "p", start("s", timer("Date", "2020-01-01T00:00:00Z")), user("a"), end(), "s > a > e"))
def timer_start_past(play: Play) -> None:
    play.cases(1)
    play.advance(days=9)
    play.cases(1)


@shows("Timer start event", "a case for each item (sv:schedule)", process(
    "p", start("s", sv('<sv:schedule each="[{name: &quot;x&quot;}, {name: &quot;y&quot;}]"/>')
               + timer("Duration", "PT1H")), user("a"), end(), "s > a > e"))
def timer_start_each(play: Play) -> None:
    play.advance(hours=1)
    play.cases(2)
    play.has(name="y")


@shows("Timer start event", "beside a plain start: by hand and by itself", process(
    "p", start("s"), start("t", timer("Duration", "PT1H")), user("a"), user("b"), end(), "s > a > e", "t > b > e"))
def timer_start_of_several(play: Play) -> None:
    play.start()
    play.passed("s a")
    play.advance(hours=1)
    play.open("a b")


@shows("Conditional start event", "each time its condition becomes true; it must have become false in between", process(
    "p", start("s", condition("temperature > 300")), user("a"), end(), "s > a > e"))
def conditional_start(play: Play) -> None:
    play.tell(temperature=200)
    play.cases(0)
    play.tell(temperature=310)
    play.passed("s a")
    play.has(temperature=310)
    play.tell(temperature=320)
    play.cases(1)
    play.tell(temperature=200)
    play.tell(temperature=301)
    play.cases(2)


@shows("Multiple event", "start: a time or a message", process(
    "p", start("s", timer("Duration", "PT1H") + event("message", "M")), user("a"), end(), "s > a > e"))
def multiple_start_timer(play: Play) -> None:
    play.message()
    play.passed("s a")
    play.advance(hours=1)
    play.cases(2)


@shows("Parallel multiple event", "start: when all of its events happened", process(
    "p", start("s", event("message", "M") + event("signal", "S") + timer("Duration", "PT1H"), parallelMultiple="true"),
    user("a"), end(), "s > a > e"))
def parallel_multiple_start(play: Play) -> None:
    play.signal(level=2)
    play.message(n=1)
    play.cases(0)
    play.advance(hours=1)
    play.passed("s a")
    play.has(level=2, n=1)


@shows("Parallel multiple event", "start: messages that come again begin another case", process(
    "p", start("s", event("message", "M") + event("message", "N"), parallelMultiple="true"), user("a"), end(),
    "s > a > e"))
def parallel_multiple_start_again(play: Play) -> None:
    for number in (1, 2):
        play.message("letter", n=number)
    play.message("other")
    play.has(n=1)
    play.message("other")
    play.has(n=2)


@shows("Start event", "several plain ones: one of them begins, the first unless told", process(
    "p", start("s"), start("t"), user("a"), user("b"), end(), "s > a > e", "t > b > e"))
def plain_starts(play: Play) -> None:
    play.start()
    play.open("a")
    play.case = play.engine.start("p", event="t")
    play.open("a b")


refused("timer_start_never", "Timer start event", "a time that is none", "timer-without-time", "s", process(
    "p", start("s", timer("Date", "=null")), end(), "s > e"))
