"""Ad hoc subprocesses: order, completion condition, what still runs, one run more."""

from __future__ import annotations

import pytest

from engine.model.errors import Conflict, RunawayError
from engine.runner import Activate

from .case import Case
from .diagrams import chain, el, end, flow, program, script, set_, start, sv, throw, undo, undoing, undone_by, user


def adhoc(*inner: str, until: str = "", **attributes: str) -> Case:
    """``s -> h -> z -> e`` with ad hoc subprocess ``h``."""
    condition = f"<bpmn:completionCondition>{until}</bpmn:completionCondition>"
    body = el("adHocSubProcess", "h", *inner, *([condition] if until else []), **attributes)
    return Case(program(start(), body, user("z"), end(), chain("s", "h", "z", "e")), {"n": 0})


def test_all_activities_may_run_and_without_condition_all_are_needed() -> None:
    case = adhoc(user("a"), user("b"), user("c"), flow("b", "c"))
    assert case.open == ["a", "b"]
    case.done("b")
    assert case.open == ["a", "c"]
    case.done("a")
    assert case.done("c") == ["-c>", "-h>h_z", "+z", "?z"]


def test_the_condition_ends_it_and_cancels_what_runs() -> None:
    case = adhoc(user("a"), user("b"), user("c"), flow("a", "c"), until="n = 1")
    assert case.done("a", {"n": 1}) == ["=n", "-a>a_c", "~", "xb", "-h>h_z", "+z", "?z"]


def test_what_runs_may_come_to_its_end() -> None:
    case = adhoc(user("a"), user("b"), user("c"), flow("a", "c"), flow("b", "c"), until="n = 1",
                 cancelRemainingInstances="false")
    case.done("a", {"n": 1})
    assert case.open == ["b"]
    assert case.done("b") == ["-b>b_c", "-h>h_z", "+z", "?z"]


def test_while_the_condition_does_not_hold_there_is_another_round() -> None:
    case = adhoc(user("a"), user("b"), until="n = 1")
    case.done("a")
    case.done("b")
    assert case.open == ["a", "b"]
    case.done("b", {"n": 1})
    assert case.open == ["z"]


@pytest.mark.parametrize("until", ["", "n = 1"])
def test_a_sequential_one_runs_one_activity_at_a_time(until: str) -> None:
    case = adhoc(user("a"), user("b"), user("c"), flow("a", "c"), ordering="Sequential", until=until)
    for element in ("a", "c"):
        assert case.open == [element]
        case.done(element)
    assert case.open == ["b"]
    case.done("b", {"n": 1})
    assert case.open == ["z"]


def test_an_activity_is_run_once_more() -> None:
    case = adhoc(user("a"), user("b"), until="n = 1")
    case.send(Activate("a"))
    assert case.open == ["a", "a", "b"]
    row = adhoc(user("a"), user("b"), ordering="Sequential")
    row.send(Activate("a"))
    for element in ("a", "a", "b"):
        row.done(element)
    assert row.open == ["z"]
    with pytest.raises(Conflict):
        row.live.send(Activate("a"))


def test_automatic_work_that_never_satisfies_the_condition_is_stopped() -> None:
    with pytest.raises(RunawayError, match="a"):
        adhoc(script("a", "n + 1", sv("result", variable="n")), until="n = -1")


def test_it_is_undone_like_any_subprocess() -> None:
    inner = el("adHocSubProcess", "h", el("task", "a", set_("n", "1")), undone_by("ua", "a", "xa"), undoing("xa"))
    case = Case(program(start(), inner, throw("t", undo()), end(), chain("s", "h", "t", "e")))
    assert case.open == ["xa"]
    assert case.done("xa")[-1] == "#e:none"
