"""Multi-instance activities: locals, order of results, completion, instances added and removed, nesting."""

from __future__ import annotations

import pytest

from engine.model.errors import Conflict, DiagramError, RunawayError
from engine.model.runs import WITHIN
from engine.runner import AddInstance, Complete, Entered, Left, RemoveInstance

from .case import Case, without_runs
from .diagrams import (
    boundary,
    chain,
    el,
    end,
    event,
    flow,
    message,
    multi,
    program,
    script,
    set_,
    start,
    sub,
    sv,
    timer,
    user,
)


def over(repeated: str, **variables: object) -> Case:
    """``s -> m -> z -> e`` where ``m`` is repeated."""
    return Case(program(start(), repeated, user("z"), end(), chain("s", "m", "z", "e")), variables)


def test_results_come_in_input_order_and_nothing_else_leaks() -> None:
    case = over(user("m", multi("people", "answers", item="who")), people=["a", "b", "c"])
    assert case.log == ["+s", "-s>s_m", "+m", "+m", "?m", "+m", "?m", "+m", "?m"]
    assert case.wait("m").local == {"who": "a", "loopCounter": 1}
    for who in "cab":
        case.done("m", {"vote": who.upper()}, who=who)
    assert case.log == ["-m>", "=answers", "-m>m_z", "+z", "?z"]
    assert case.live.variables == {
        "people": ["a", "b", "c"], "answers": [{"vote": "A"}, {"vote": "B"}, {"vote": "C"}]
    }


def test_sequential_runs_one_after_the_other() -> None:
    case = over(user("m", multi("people", "answers", sequential=True)), people=["a", "b"])
    assert case.wait("m").local == {"item": "a", "loopCounter": 1}
    case.done("m", {"n": 1})
    assert case.wait("m").local == {"item": "b", "loopCounter": 2}
    case.done("m", {"n": 2})
    assert case.live.variables["answers"] == [{"n": 1}, {"n": 2}]
    assert case.open == ["z"]


@pytest.mark.parametrize(("items", "runs"), [([], 0), (None, 0), ("one", 1), ([1, 2], 2)])
def test_collection_is_a_list_nothing_or_one(items: object, runs: int) -> None:
    case = over(user("m", multi("items", "out")), items=items)
    assert case.open == ["m"] * runs or (runs == 0 and case.open == ["z"])
    if not runs:
        assert case.live.variables["out"] == []


def test_completion_condition_sees_counts_and_results_and_drops_the_rest() -> None:
    done = "nrOfCompletedInstances >= 2 and count(out[agree = true]) >= 1 and nrOfActiveInstances = nrOfInstances - 2"
    case = over(user("m", multi("people", "out", done=done)), people=["a", "b", "c"])
    case.done("m", {"agree": False}, item="b")
    assert case.open == ["m", "m"]
    log = case.done("m", {"agree": True}, item="a")
    assert log == ["-m>", "~", "xm", "=out", "-m>m_z", "+z", "?z"]
    assert case.live.variables["out"] == [{"agree": True}, {"agree": False}]




def test_cardinality() -> None:
    case = over(user("m", multi(cardinality="n + 1", output="out")), n=1, out=["was here before"])
    assert case.open == ["m", "m"]
    for counter in (1, 2):
        case.done("m", {"i": counter}, loopCounter=counter)
    assert case.live.variables["out"] == [{"i": 1}, {"i": 2}]
    for wrong in (-1, None, True, "many"):
        with pytest.raises(DiagramError, match="m"):
            over(user("m", multi(cardinality="n")), n=wrong)
    with pytest.raises(RunawayError, match="m"):
        over(user("m", multi(cardinality="n")), n=20_000)


def test_subprocess_instances_keep_their_own_variables() -> None:
    inner = sub(
        "m", multi("people", "out", item="who"), start("is"), user("iu"),
        script("ix", "who + note", sv("result", variable="line")),
        end("ie", set_("last", "line")), chain("is", "iu", "ix", "ie"),
    )
    case = over(inner, people=["a", "b"], note="shared")
    case.done("iu", {"note": "1"}, who="a")
    assert case.live.variables == {"people": ["a", "b"], "note": "shared"}
    case.done("iu", {"note": "2"}, who="b")
    assert case.live.variables["out"] == [
        {"note": "1", "line": "a1", "last": "a1"}, {"note": "2", "line": "b2", "last": "b2"}
    ]
    assert case.live.variables["note"] == "shared"


def test_nested_multi_instances_see_both_items() -> None:
    inner = sub(
        "m", multi("teams", "out", item="team"), start("is"), user("iu", multi("team.people", "said", item="who")),
        end("ie"), chain("is", "iu", "ie"),
    )
    case = over(inner, teams=[{"n": 1, "people": ["a"]}, {"n": 2, "people": ["b", "c"]}])
    seen = [(wait.local["team"]["n"], wait.local["who"]) for wait in case.waits.values()]
    assert seen == [(1, "a"), (2, "b"), (2, "c")]
    for who in "cba":
        case.done("iu", {"v": who}, who=who)
    assert case.live.variables["out"] == [{"said": [{"v": "a"}]}, {"said": [{"v": "b"}, {"v": "c"}]}]
    assert "said" not in case.live.variables


def test_actions_and_calls_repeat_too() -> None:
    call = el("callActivity", "m", sv("input", variable="subject", value="item"), multi("people", "out"),
              calledElement="other")
    case = over(call, people=["a", "b"])
    assert [wait.local for wait in case.waits.values()] == [{"subject": "a"}, {"subject": "b"}]
    for wait in list(case.waits.values()):
        case.send(Complete(wait.token, {"r": wait.local["subject"]}))
    assert case.live.variables["out"] == [{"r": "a"}, {"r": "b"}]


def test_instances_are_added_and_removed_while_others_run() -> None:
    case = over(user("m", multi("people", "out", item="who")), people=["a", "b"])
    assert case.send(AddInstance("m", "c")) == ["+m", "?m"]
    assert case.wait("m").local["loopCounter"] == 1
    assert case.send(RemoveInstance(case.token("m", who="a"))) == ["~", "xm"]
    case.done("m", {"v": 3}, who="c")
    assert case.send(RemoveInstance(case.token("m", who="b")))[-1] == "?z"
    assert case.live.variables["out"] == [{"v": 3}]
    with pytest.raises(Conflict):
        case.live.send(AddInstance("m", "d"))


def test_sequential_instances_can_be_added_and_removed() -> None:
    case = over(user("m", multi("people", "out", item="who", sequential=True)), people=["a"])
    assert case.send(AddInstance("m", "b")) == []
    case.send(RemoveInstance(case.token("m", who="a")))
    case.done("m", {"v": 2}, who="b")
    assert case.live.variables["out"] == [{"v": 2}]


def test_removing_an_instance_looks_at_the_completion_condition_again() -> None:
    done = "nrOfCompletedInstances = nrOfInstances - 1"
    case = over(user("m", multi("people", "out", item="who", done=done)), people=["a", "b", "c"])
    case.done("m", {"v": 1}, who="b")
    assert case.open == ["m", "m"]
    assert case.send(RemoveInstance(case.token("m", who="a")))[-2:] == ["+z", "?z"]
    assert case.live.variables["out"] == [{"v": 1}]


def test_instances_are_told_from_the_activity() -> None:
    case = over(user("m", multi("people")), people=["a"])
    activity, instance = [effect for effect in case.told if isinstance(effect, Entered) and effect.element == "m"]
    assert (activity.instance_of, instance.instance_of) == ("", activity.token)
    case.done("m")
    assert Left(instance.token, "m", "", activity.token, {"item": "a", "loopCounter": 1}) in case.told


def test_leaving_tells_what_the_instance_holds() -> None:
    """Register rows are written where a step is left: inside a multi-instance they need its item and values."""
    inner = sub("m", multi("people", "out", item="who"), start("is"), user("iu"), end("ie"), chain("is", "iu", "ie"))
    case = over(inner, people=["a", "b"])
    case.done("iu", {"vote": "B"}, who="b")
    [left] = [effect for effect in case.told if isinstance(effect, Left) and effect.element == "iu"]
    assert without_runs(left.local) == {"who": "b", "loopCounter": 2, "vote": "B"}
    (run,) = left.local[WITHIN]
    assert run.startswith("m ")
    case.done("iu", {"vote": "A"}, who="a")
    case.done("z")
    [last] = [effect for effect in case.told if isinstance(effect, Left) and effect.element == "z"]
    assert last.local == {}


def test_remove_needs_an_instance() -> None:
    case = over(user("m"))
    with pytest.raises(Conflict):
        case.live.send(RemoveInstance(case.token("m")))


def test_a_guard_watches_the_whole_activity() -> None:
    inner = sub("m", multi("people", "out"), start("is"), user("iu"), end("ie"), chain("is", "iu", "ie"))
    case = Case(program(
        start(), inner, boundary("b", "m", timer("PT1H")), user("v"), user("z"), end(), chain("s", "m", "z", "e"),
        chain("b", "v", "e"),
    ), {"people": ["a", "b"]})
    assert case.open == ["b", "iu", "iu"]
    case.done("iu", item="a")
    assert case.open == ["b", "iu"]
    assert case.ring("b") == ["~", "xiu", "xm", "xm", "+b", "-b>b_v", "+v", "?v"]
    case.done("v")
    assert case.ended


def test_an_error_in_one_instance_interrupts_all() -> None:
    inner = sub("m", multi("people"), start("is"), user("iu"), end("ie", event("error", "E1")), chain("is", "iu", "ie"))
    case = Case(program(
        start(), inner, boundary("b", "m", event("error", "E1")), user("v"), end(), chain("s", "m", "e"),
        chain("b", "v", "e"),
    ), {"people": ["a", "b"]})
    case.done("iu", item="b")
    assert case.open == ["v"]
    case.done("v")
    assert case.ended


def test_repeated_receive_task() -> None:
    case = over(el("receiveTask", "m", multi("people", "out"), messageRef="M"), people=["a", "b"])
    case.deliver("m", {"v": 1})
    case.deliver("m", {"v": 2})
    assert case.live.variables["out"] == [{"v": 1}, {"v": 2}]


def test_message_boundary_of_a_repeated_task_runs_along() -> None:
    case = Case(program(
        start(), user("m", multi("people", "out")), boundary("b", "m", message(), cancel=False), user("v"), end(),
        chain("s", "m", "e"), chain("b", "v", "e"), flow("s", "v", id_="direct"),
    ), {"people": ["a"]})
    case.deliver("b")
    assert case.open == ["b", "m", "v", "v"]
