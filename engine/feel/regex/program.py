"""Tree to a program of states, as the machines run it."""

from __future__ import annotations

from typing import Any

from engine.feel import limits
from engine.feel.regex import parser
from engine.feel.regex.charsets import Accepts
from engine.feel.regex.parser import PatternError

CHAR, SPLIT, JUMP, MARK, START, END, BACK, DONE = range(8)
State = tuple[int, Any, Any]


def build(tree: parser.Tree) -> list[State]:
    """The states of a whole pattern. Raises PatternError when there are too many."""
    builder = _Builder()
    builder.add(MARK, 0)
    builder.build(tree)
    builder.add(MARK, 1)
    builder.add(DONE)
    return builder.code


class _Builder:
    """Collects the states."""

    def __init__(self) -> None:
        self.code: list[State] = []

    def add(self, kind: int, one: Accepts | int = 0, other: int = 0) -> int:
        if len(self.code) >= limits.PATTERN:
            raise PatternError("模式过长", "the pattern is too large")
        self.code.append((kind, one, other))
        return len(self.code) - 1

    def build(self, tree: parser.Tree) -> None:
        match tree:
            case parser.Char(accepts):
                self.add(CHAR, accepts)
            case parser.Anchor(at_start):
                self.add(START if at_start else END)
            case parser.Back(number):
                self.add(BACK, number)
            case parser.Sequence(items):
                for item in items:
                    self.build(item)
            case parser.Choice(items):
                self._choice(items)
            case parser.Group(inner, number):
                self._group(inner, number)
            case parser.Repeat():
                self._repeat(tree)

    def _group(self, inner: parser.Tree, number: int) -> None:
        if not number:
            return self.build(inner)
        self.add(MARK, 2 * number)
        self.build(inner)
        self.add(MARK, 2 * number + 1)
        return None

    def _choice(self, items: tuple[parser.Tree, ...]) -> None:
        exits: list[int] = []
        for item in items[:-1]:
            split = self.add(SPLIT)
            self.build(item)
            exits.append(self.add(JUMP))
            self.code[split] = (SPLIT, split + 1, len(self.code))
        self.build(items[-1])
        for jump in exits:
            self.code[jump] = (JUMP, len(self.code), 0)

    def _repeat(self, tree: parser.Repeat) -> None:
        for _ in range(tree.least):
            self.build(tree.inner)
        if tree.most is None:
            split = self._optional(tree)
            self.add(JUMP, split)
            self._leave(split, greedy=tree.greedy)
            return
        splits = [self._optional(tree) for _ in range(tree.most - tree.least)]
        for split in splits:
            self._leave(split, greedy=tree.greedy)

    def _optional(self, tree: parser.Repeat) -> int:
        split = self.add(SPLIT)
        self.build(tree.inner)
        return split

    def _leave(self, split: int, *, greedy: bool) -> None:
        end = len(self.code)
        self.code[split] = (SPLIT, split + 1, end) if greedy else (SPLIT, end, split + 1)
