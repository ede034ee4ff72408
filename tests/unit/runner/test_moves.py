"""Returning and moving tokens: what is dropped, where the new token stands, that joins still work."""

from __future__ import annotations

import pytest

from engine.model.errors import Conflict, NotFound
from engine.runner import Jump

from .case import Case
from .diagrams import boundary, chain, el, end, flow, multi, program, start, sub, timer, user


def jump(case: Case, target: str, *elements: str, **values: object) -> list[str]:
    """Jump from elements to a target."""
    return case.send(Jump(tuple(case.token(element) for element in elements), target, values))


def test_return_drops_guards_and_starts_the_earlier_task_anew() -> None:
    case = Case(program(
        start(), user("u"), boundary("ub", "u", timer("PT5H"), cancel=False), user("v"),
        boundary("vb", "v", timer("PT5H")),
        user("w"), end(), chain("s", "u", "v", "e"), flow("ub", "w"), flow("vb", "w"), flow("w", "e"),
    ))
    case.done("u")
    assert jump(case, "u", "v", back=True) == ["=back", "~", "~", "xv", "+u", "?u", "?ub"]
    case.done("u")
    case.done("v")
    assert case.ended


def test_forward_jump() -> None:
    case = Case(program(start(), user("u"), user("v"), user("z"), end(), chain("s", "u", "v", "z", "e")))
    jump(case, "z", "u")
    case.done("z")
    assert case.ended


def branches() -> Case:
    """``u``, then ``a0 -> a`` beside ``b``, then ``z``."""
    return Case(program(
        start(), user("u"), el("parallelGateway", "g"), user("a0"), user("a"), user("b"), el("parallelGateway", "j"),
        user("z"), end(), chain("s", "u", "g", "a0", "a", "j"), chain("g", "b", "j"), chain("j", "z", "e"),
    ))


def test_return_inside_a_branch_keeps_the_other_branch() -> None:
    case = branches()
    case.done("u")
    case.done("b")
    case.done("a0")
    jump(case, "a0", "a")
    case.done("a0")
    case.done("a")
    assert case.open == ["z"]
    case.done("z")
    assert case.ended


@pytest.mark.parametrize("named", [("a", "b"), ()])
def test_return_before_the_split_from_inside_the_branches(named: tuple[str, ...]) -> None:
    case = branches()
    case.done("u")
    case.done("a0")
    jump(case, "u", *named)
    assert case.open == ["u"]
    for element in ("u", "a0", "a", "b", "z"):
        case.done(element)
    assert case.ended


def test_return_before_the_split_drops_tokens_parked_at_the_join() -> None:
    case = branches()
    case.done("u")
    case.done("b")
    assert "xj" in jump(case, "u", "a0")
    for element in ("u", "b", "a0", "a", "z"):
        case.done(element)
    assert case.ended


def test_return_out_of_a_subprocess_drops_tokens_parked_beyond_it() -> None:
    inside = sub("a", start("is"), user("iu"), end("ie"), chain("is", "iu", "ie"))
    case = Case(program(
        start(), user("u"), el("parallelGateway", "g"), inside, user("b"), el("parallelGateway", "j"), user("z"), end(),
        chain("s", "u", "g", "a", "j"), chain("g", "b", "j"), chain("j", "z", "e"),
    ))
    case.done("u")
    case.done("b")
    assert {"xa", "xj"} <= set(jump(case, "u", "iu"))
    for element in ("u", "b", "iu", "z"):
        case.done(element)
    assert case.ended


def inner() -> Case:
    """A subprocess ``p1`` (``i1 -> i2``) between ``u`` and ``z``."""
    inside = sub("p1", start("is"), user("i1"), user("i2"), end("ie"), chain("is", "i1", "i2", "ie"))
    return Case(program(start(), user("u"), inside, user("z"), end(), chain("s", "u", "p1", "z", "e")))


def test_jump_out_of_a_subprocess_drops_it() -> None:
    case = inner()
    case.done("u")
    assert jump(case, "u", "i1") == ["~", "xi1", "xp1", "+u", "?u"]
    case.done("u")
    jump(case, "i2", "i1")
    case.done("i2")
    case.done("z")
    assert case.ended


def test_jump_into_a_subprocess_opens_it() -> None:
    case = inner()
    assert jump(case, "i2", "u") == ["~", "xu", "+p1", "+i2", "?i2"]
    assert case.done("i2")[-2:] == ["+z", "?z"]


def test_jump_from_one_instance_takes_its_siblings() -> None:
    case = Case(program(
        start(), user("u"), user("m", multi("people", "out")), user("z"), end(), chain("s", "u", "m", "z", "e")
    ), {"people": ["a", "b"]})
    case.done("u")
    assert jump(case, "u", "m", reason="x") == ["=reason", "~", "xm", "~", "xm", "xm", "+u", "?u"]
    case.done("u")
    assert case.open == ["m", "m"]


def test_impossible_moves_are_refused() -> None:
    case = Case(program(
        start(), user("u"), sub("m", multi("people"), start("is"), user("iu"), end("ie"), chain("is", "iu", "ie")),
        end(),
        chain("s", "u", "m", "e"),
    ), {"people": ["a"]})
    for target, error in (("nowhere", NotFound), ("iu", Conflict)):
        fresh = Case(case.program, {"people": ["a"]})
        with pytest.raises(error):
            fresh.live.send(Jump((fresh.token("u"),), target))
    with pytest.raises(Conflict):
        case.live.send(Jump(("gone",), "u"))
    assert case.done("u")[-1] == "?iu", "a refused move changes nothing"


def test_guards_do_not_move_and_boundary_events_are_no_target() -> None:
    case = Case(program(
        start(), user("u"), boundary("b", "u", timer("PT1H")), end(), chain("s", "u", "e"), flow("b", "e")
    ))
    with pytest.raises(Conflict):
        case.live.send(Jump((case.token("b"),), "u"))
    with pytest.raises(Conflict):
        case.live.send(Jump((case.token("u"),), "b"))


def test_jump_inside_an_instance_keeps_its_siblings_and_locals() -> None:
    inside = sub(
        "m", multi("people", item="who"), start("is"), user("i1"), user("i2"), end("ie"), chain("is", "i1", "i2", "ie")
    )
    case = Case(program(start(), inside, end(), chain("s", "m", "e")), {"people": ["a", "b"]})
    case.done("i1", who="a")
    jump(case, "i1", "i2")
    assert sorted(wait.local["who"] for wait in case.waits.values()) == ["a", "b"]
    for who in "ab":
        case.done("i1", who=who)
        case.done("i2", who=who)
    assert case.ended
