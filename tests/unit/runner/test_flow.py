"""Sequence, gateways, links, implicit starts and splits."""

from __future__ import annotations

import pytest

from engine.model.errors import Conflict, DiagramError, RunawayError
from engine.runner import Complete

from .case import Case
from .diagrams import (
    catch,
    chain,
    el,
    end,
    event,
    flow,
    link,
    loop,
    program,
    script,
    set_,
    start,
    sub,
    sv,
    throw,
    user,
)


def test_a_line_tells_every_step() -> None:
    case = Case(program(start(), user("u", set_("x", "a + 1")), end(), chain("s", "u", "e")))
    assert case.log == ["+s", "-s>s_u", "+u", "?u"]
    assert case.done("u", {"a": 1}) == ["=a", "=x", "-u>u_e", "+e", "-e>", "#e:none"]
    assert case.live.variables == {"a": 1, "x": 2}
    assert case.ended


def test_values_are_copied_not_aliased() -> None:
    case = Case(program(start(), user("u"), user("v"), end(), chain("s", "u", "v", "e")))
    given = {"a": {"list": [1]}}
    case.done("u", given)
    given["a"]["list"].append(2)
    assert case.live.variables == {"a": {"list": [1]}}
    told = Case(case.program)
    changed = told.live.send(Complete(told.token("u"), {"a": [1]}))[0]
    changed.values["a"].append(2)  # type: ignore[union-attr]
    assert told.live.variables == {"a": [1]}


@pytest.mark.parametrize(("value", "taken"), [("1", "a"), ("5", "b"), ("null", "c"), ('"x"', "c")])
def test_exclusive_takes_the_first_true_way_and_null_is_false(value: str, taken: str) -> None:
    case = Case(program(
        start(), script("n", value, sv("result", variable="n")), el("exclusiveGateway", "g", default="g_c"),
        user("a"), user("b"), user("c"), end(), chain("s", "n", "g"), flow("g", "a", "n < 3"), flow("g", "b", "n < 10"),
        flow("g", "c"), flow("a", "e"), flow("b", "e"), flow("c", "e"),
    ))
    assert case.open == [taken]
    assert f"-g>g_{taken}" in case.log


def test_no_way_out_names_the_gateway() -> None:
    diagram = program(
        start(), el("exclusiveGateway", "g"), user("a"), user("b"), chain("s", "g"), flow("g", "a", "x = 1"),
        flow("g", "b", "x = 2"),
    )
    with pytest.raises(DiagramError, match="g") as caught:
        Case(diagram)
    assert caught.value.element == "g"
    assert "未定义的名称“x”" in caught.value.zh
    assert 'unknown name "x"' in caught.value.en


def test_parallel_waits_for_all_branches_and_a_late_completion_conflicts() -> None:
    case = Case(program(*_diamond("parallelGateway")))
    assert case.open == ["a", "b"]
    token = case.token("a")
    assert case.done("a") == ["-a>a_j", "+j"]
    with pytest.raises(Conflict):
        Case(case.program).live.send(Complete("nobody"))
    with pytest.raises(Conflict):
        case.live.send(Complete(token))


def test_parallel_joins_once() -> None:
    case = Case(program(*_diamond("parallelGateway")))
    case.done("a")
    assert case.done("b") == ["-b>b_j", "+j", "-j>", "-j>j_z", "+z", "?z"]
    case.done("z")
    assert case.ended


def _diamond(kind: str, *conditions: str) -> list[str]:
    first, second = conditions or ("", "")
    return [
        start(), el(kind, "g"), user("a"), user("b"), el(kind, "j"), user("z"), end(), chain("s", "g"),
        flow("g", "a", first), flow("g", "b", second), chain("a", "j"), chain("b", "j"), chain("j", "z", "e"),
    ]


@pytest.mark.parametrize(("x", "opened"), [(1, ["a"]), (2, ["b"]), (3, ["a", "b"])])
def test_inclusive_joins_what_was_opened(x: int, opened: list[str]) -> None:
    case = Case(program(*_diamond("inclusiveGateway", "x in (1,3)", "x in (2,3)")), {"x": x})
    assert case.open == opened
    for element in opened:
        case.done(element)
    assert case.open == ["z"]


def test_two_tokens_on_one_flow_join_one_by_one() -> None:
    """An excess token stays parked: the join takes one token from each flow, it does not swallow the second."""
    case = Case(program(
        start(), el("parallelGateway", "g"), user("a"), user("b"), user("c"), el("exclusiveGateway", "m"),
        el("parallelGateway", "j"), user("z"), end(), chain("s", "g"), flow("g", "a"), flow("g", "b"), flow("g", "c"),
        flow("a", "m"), flow("b", "m"), flow("m", "j"), flow("c", "j"), chain("j", "z", "e"),
    ))
    case.done("a")
    case.done("b")
    assert case.open == ["c"]
    case.done("c")
    assert case.open == ["z"]
    case.done("z")
    assert not case.ended
    assert list(case.live.tokens.values()) == ["j"]
    assert case.live.stuck == ("j",)


def test_implicit_split_and_merge() -> None:
    case = Case(program(
        start(), user("u"), user("a"), user("b"), user("z"), end(), chain("s", "u"), flow("u", "a"), flow("u", "b"),
        flow("a", "z"), flow("b", "z"), flow("z", "e"),
    ))
    assert case.done("u") == ["-u>u_a", "-u>u_b", "+a", "?a", "+b", "?b"]
    case.done("a")
    case.done("b")
    assert case.open == ["z", "z"]


def test_conditional_flows_out_of_an_activity() -> None:
    diagram = program(
        start(), user("u", default="u_c"), user("a"), user("b"), user("c"), chain("s", "u"), flow("u", "a", "x > 1"),
        flow("u", "b", "x > 2"), flow("u", "c"),
    )
    for x, opened in ((0, ["c"]), (2, ["a"]), (3, ["a", "b"])):
        case = Case(diagram)
        case.done("u", {"x": x})
        assert case.open == opened


def test_links_jump() -> None:
    case = Case(program(
        start(), throw("t", link("L")), catch("c", link("L")), user("u"), end(), chain("s", "t"), chain("c", "u", "e")
    ))
    assert case.log == ["+s", "-s>s_t", "+t", "-t>", "+c", "-c>c_u", "+u", "?u"]


def test_without_start_events_everything_without_incoming_starts() -> None:
    case = Case(program(user("a"), user("b"), end(), flow("a", "e")))
    assert case.open == ["a", "b"]
    case.done("a")
    case.done("b")
    assert case.ended


def test_an_implicit_start_at_an_event_waits_for_it() -> None:
    case = Case(program(catch("c", event("message", "M")), end(), chain("c", "e")))
    assert case.open == ["c"]


def test_a_case_begins_once() -> None:
    case = Case(program(start(), user("u"), chain("s", "u")))
    with pytest.raises(Conflict):
        case.live.begin()


def test_the_caller_chooses_the_start() -> None:
    diagram = program(
        start("s1"), start("s2", event("message", "M")), user("a"), user("b"), chain("s1", "a"), chain("s2", "b")
    )
    assert Case(diagram).open == ["a"]
    assert Case(diagram, start="s2").open == ["b"]


def test_subprocess_runs_inside_and_goes_on() -> None:
    case = Case(program(
        start(), sub("p1", start("is"), user("iu"), end("ie"), chain("is", "iu", "ie")), user("u"), end(),
        chain("s", "p1", "u", "e"),
    ))
    assert case.log == ["+s", "-s>s_p1", "+p1", "+is", "-is>is_iu", "+iu", "?iu"]
    assert case.done("iu") == ["-iu>iu_ie", "+ie", "-ie>", "-p1>p1_u", "+u", "?u"]


def test_terminate_ends_its_scope_only() -> None:
    terminate = event("terminate")
    inner = [
        start("is"), user("a"), user("b"), end("ie", terminate), chain("is", "a", "ie"), flow("is", "b")
    ]
    case = Case(program(start(), sub("p1", *inner), user("u"), end(), chain("s", "p1", "u", "e")))
    assert case.done("a") == ["-a>a_ie", "+ie", "-ie>", "~", "xb", "-p1>p1_u", "+u", "?u"]
    top = Case(program(*inner))
    assert top.done("a")[-1] == "#ie:terminate"


def test_standard_loop_writes_to_the_case() -> None:
    case = Case(program(start(), user("u", loop("n < 3"), set_("n", "n + 1")), end(), chain("s", "u", "e")), {"n": 0})
    assert case.wait("u").local == {"loopCounter": 1}
    case.done("u")
    assert case.wait("u").local == {"loopCounter": 2}
    case.done("u")
    assert case.done("u")[-1] == "#e:none"
    assert case.live.variables == {"n": 3}


def test_loop_maximum_and_test_before() -> None:
    skipped = Case(program(start(), user("u", loop("false", before=True)), end(), chain("s", "u", "e")))
    assert skipped.ended
    twice = Case(program(start(), user("u", loop(maximum="2")), end(), chain("s", "u", "e")))
    twice.done("u")
    twice.done("u")
    assert twice.ended


def test_a_runaway_names_its_element_and_nothing_can_be_saved() -> None:
    diagram = program(
        start(), el("exclusiveGateway", "m"), user("u"), script("x", "n + 1", sv("result", variable="n")), end(),
        flow("s", "u"), flow("u", "m"), flow("m", "x"), flow("x", "m"),
    )
    case = Case(diagram, {"n": 0}, steps=500)
    with pytest.raises(RunawayError, match=r"x|m"):
        case.live.send(Complete(case.token("u")))
    with pytest.raises(Conflict):
        case.live.save()
