"""Any block-structured diagram, worked off in any order: it comes to its end, its story is whole, it reloads equal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.runner import Ceased, Dropped, Ended, Entered, Fire, Left, Waiting
from engine.runner.effects import Effect

from .case import Case
from .diagrams import boundary, chain, el, end, event, flow, loop, multi, program, start, sub, timer, user

Block = tuple[str, list["Block"]]
KINDS = ("line", "all", "one", "some", "sub", "each", "eachsub", "again", "timed", "timedsub", "escape")
blocks: st.SearchStrategy[Block] = st.recursive(
    st.just(("task", [])), lambda inner: st.tuples(st.sampled_from(KINDS), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)


class Drawing:
    """Draws a block; each method returns ids of its entry and its exit."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._ids = count(1)

    def new(self, kind: str) -> str:
        """A fresh id."""
        return f"{kind}{next(self._ids)}"

    def draw(self, block: Block) -> tuple[str, str]:
        """A block of any kind."""
        kind, inner = block
        if kind == "task":
            return self.activity(user)
        if kind == "line":
            return self.line(inner)
        if kind in ("all", "one", "some"):
            return self.split(kind, inner)
        if kind in ("sub", "each", "eachsub", "again", "timed", "timedsub", "escape"):
            return self.special(kind, inner)
        raise AssertionError(kind)

    def activity(self, make: object, *inner: str, **attributes: str) -> tuple[str, str]:
        """One task or subprocess."""
        id_ = self.new("t")
        self.parts.append(make(id_, *inner, **attributes))  # type: ignore[operator]
        return id_, id_

    def line(self, inner: list[Block]) -> tuple[str, str]:
        """One after the other."""
        drawn = [self.draw(block) for block in inner]
        for (_, exit_), (entry, _) in pairwise(drawn):
            self.parts.append(chain(exit_, entry))
        return drawn[0][0], drawn[-1][1]

    def split(self, kind: str, inner: list[Block]) -> tuple[str, str]:
        """Side by side, between two gateways."""
        tag = {"all": "parallelGateway", "one": "exclusiveGateway", "some": "inclusiveGateway"}[kind]
        opening, closing = self.new("g"), self.new("j")
        default = {} if kind == "all" else {"default": f"{opening}_0"}
        self.parts += [el(tag, opening, **default), el(tag, closing)]
        for number, block in enumerate(inner):
            entry, exit_ = self.draw(block)
            condition = "" if kind == "all" or not number else f"modulo(n, {number + 1}) = 0"
            self.parts += [flow(opening, entry, condition, id_=f"{opening}_{number}"), chain(exit_, closing)]
        return opening, closing

    def special(self, kind: str, inner: list[Block]) -> tuple[str, str]:
        """Subprocesses, repeats, boundary timers, an error that escapes a subprocess."""
        if kind == "each":
            return self.activity(user, multi("items", "out"))
        if kind == "again":
            return self.activity(user, loop(maximum="2"))
        repeat = [multi("items", "out")] if kind == "eachsub" else []
        entry, exit_ = self.activity(user) if kind == "timed" else self.inside(inner, *repeat, failing=kind == "escape")
        if kind in ("timed", "timedsub", "escape"):
            exit_ = self.guard(entry, event("error", "E1") if kind == "escape" else timer("PT1H"))
        return entry, exit_

    def inside(self, inner: list[Block], *repeat: str, failing: bool) -> tuple[str, str]:
        """A subprocess around a line of blocks."""
        outer, self.parts = self.parts, []
        entry, exit_ = self.line(inner)
        first, last = self.new("s"), self.new("e")
        self.parts += [start(first), end(last, event("error", "E1") if failing else ""), chain(first, entry)]
        self.parts.append(chain(exit_, last))
        body, self.parts = self.parts, outer
        return self.activity(sub, *repeat, *body)

    def guard(self, host: str, definition: str) -> str:
        """A boundary event that rejoins after the host."""
        id_, merge = self.new("b"), self.new("m")
        self.parts += [boundary(id_, host, definition), el("exclusiveGateway", merge)]
        self.parts += [chain(host, merge), chain(id_, merge)]
        return merge


@settings(max_examples=60, deadline=None)
@given(block=blocks, number=st.integers(0, 6), choices=st.lists(st.integers(0, 20), max_size=12))
def test_every_order_comes_to_the_end(block: Block, number: int, choices: list[int]) -> None:
    drawing = Drawing()
    entry, exit_ = drawing.draw(block)
    diagram = program(start("begin"), end("over"), *drawing.parts, chain("begin", entry), chain(exit_, "over"))
    case = Case(diagram, {"n": number, "items": ["a", "b"]})
    story = list(case.told)
    turn = iter(choices)
    for _ in range(200):
        if case.ended:
            break
        waits = sorted(case.waits.values(), key=lambda wait: wait.token)
        wait = waits[next(turn, 0) % len(waits)]
        if wait.kind == "timer":
            case.send(Fire(wait.token))
        else:
            case.done(wait.element, **dict(wait.local))
        story += case.told
    assert case.ended
    assert case.live.tokens == {}
    assert not case.waits
    check(story)


def check(story: list[Effect]) -> None:
    """Every token enters once and then leaves or is dropped; every wait ends; the end comes last."""
    assert isinstance(story[-1], Ended)
    entered = [effect.token for effect in story if isinstance(effect, Entered)]
    gone = {effect.token for effect in story if isinstance(effect, Left | Dropped)}
    assert len(entered) == len(set(entered))
    assert set(entered) == gone
    waited = {effect.token for effect in story if isinstance(effect, Waiting)}
    assert waited <= gone | {effect.token for effect in story if isinstance(effect, Ceased)}


def test_the_generator_draws_every_kind() -> None:
    def every() -> Iterator[Block]:
        yield from ((kind, [("task", [])] * 2) for kind in KINDS)

    for block in every():
        drawing = Drawing()
        entry, exit_ = drawing.draw(block)
        body = (start("begin"), end("over"), *drawing.parts, chain("begin", entry), chain(exit_, "over"))
        assert Case(program(*body), {"n": 1, "items": [1]}).open
