"""The machine: all ways to match go forward together, one character at a time (Thompson 1968, Pike 1987)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from engine.feel import limits
from engine.feel.regex import parser
from engine.feel.regex.charsets import Accepts
from engine.feel.regex.parser import PatternError, PatternReader

Spend = Callable[[int], None]
Marks = tuple[int, ...]
_CHAR, _SPLIT, _JUMP, _MARK, _START, _END, _DONE = range(7)
_REPLACEMENT = re.compile(r"\\([\\$])|\$(\d+)|([\\$])|([^\\$]+)")


class Pattern:
    """A compiled pattern. ``spend`` is told the work done and may stop it by raising."""

    def __init__(self, code: list[tuple[int, Any, Any]], groups: int, *, lines: bool) -> None:
        self.code = code
        self.groups = groups
        self._lines = lines

    def search(self, text: str, start: int, spend: Spend) -> Marks | None:
        """Start and end of the leftmost match and of its groups, as ``(start0, end0, start1, ...)``; -1 for unset."""
        best: Marks | None = None
        threads: list[tuple[int, Marks]] = []
        blank = (-1,) * (2 * self.groups + 2)
        for at in range(start, len(text) + 1):
            seen: set[int] = set()
            ready: list[tuple[int, Marks]] = []
            for state, marks in threads:
                self._enter(ready, seen, state, marks, text, at)
            if best is None:
                self._enter(ready, seen, 0, blank, text, at)
            spend(len(seen) + 1)
            char = text[at : at + 1]
            threads = []
            for state, marks in ready:
                kind, accepts, _ = self.code[state]
                if kind == _DONE:
                    best = marks
                    break
                if char and accepts(char):
                    threads.append((state + 1, marks))
            if not threads and best is not None:
                break
        return best

    def _enter(
        self, ready: list[tuple[int, Marks]], seen: set[int], state: int, marks: Marks, text: str, at: int
    ) -> None:
        """Follow everything that takes no character, the preferred way first."""
        stack = [(state, marks)]
        while stack:
            state, marks = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            kind, one, other = self.code[state]
            if kind in (_CHAR, _DONE):
                ready.append((state, marks))
            elif kind == _SPLIT:
                stack.append((other, marks))
                stack.append((one, marks))
            elif kind == _JUMP:
                stack.append((one, marks))
            elif kind == _MARK:
                stack.append((state + 1, (*marks[:one], at, *marks[one + 1 :])))
            elif self._anchored(kind, text, at):
                stack.append((state + 1, marks))

    def _anchored(self, kind: int, text: str, at: int) -> bool:
        if kind == _START:
            return at == 0 or (self._lines and text[at - 1] == "\n")
        return at == len(text) or (self._lines and text[at] == "\n")

    def matches(self, text: str, spend: Spend) -> Iterator[Marks]:
        """Every match that takes at least one character, from left to right."""
        at = 0
        while at <= len(text):
            found = self.search(text, at, spend)
            if found is None:
                return
            if found[1] > found[0]:
                yield found
            at = found[1] if found[1] > found[0] else found[1] + 1

    def split(self, text: str, spend: Spend) -> Iterator[str]:
        """What stands between the matches."""
        at = 0
        for found in self.matches(text, spend):
            yield text[at : found[0]]
            at = found[1]
        yield text[at:]

    def replace(self, text: str, replacement: str, spend: Spend) -> str | None:
        """Each match replaced; ``$1`` stands for a group. None when the replacement is malformed."""
        pieces = self._pieces(replacement)
        if pieces is None:
            return None
        parts: list[str] = []
        at = 0
        for found in self.matches(text, spend):
            parts.append(text[at : found[0]])
            for piece in pieces:
                parts.append(piece if isinstance(piece, str) else _group(text, found, piece))
            spend(len(pieces) + (sum(len(part) for part in parts[-len(pieces) :]) >> 5 if pieces else 0))
            at = found[1]
        return "".join([*parts, text[at:]])

    def _pieces(self, replacement: str) -> list[str | int] | None:
        pieces: list[str | int] = []
        for found in _REPLACEMENT.finditer(replacement):
            if found[3]:
                return None
            pieces.extend(self._group_numbers(found[2]) if found[2] else [found[1] or found[4]])
        return pieces

    def _group_numbers(self, digits: str) -> list[str | int]:
        """The longest number that is a group; digits left over are text. A group that is not there is empty."""
        for length in range(min(len(digits), 4), 0, -1):
            if int(digits[:length]) <= self.groups or length == 1:
                return [int(digits[:length]), digits[length:]]
        return []


def _group(text: str, found: Marks, number: int) -> str:
    if 2 * number + 1 >= len(found) or found[2 * number] < 0:
        return ""
    return text[found[2 * number] : found[2 * number + 1]]


class _Builder:
    """Tree to states."""

    def __init__(self) -> None:
        self.code: list[tuple[int, Any, Any]] = []

    def add(self, kind: int, one: Accepts | int = 0, other: int = 0) -> int:
        if len(self.code) >= limits.PATTERN:
            raise PatternError("模式过长", "the pattern is too large")
        self.code.append((kind, one, other))
        return len(self.code) - 1

    def build(self, tree: parser.Tree) -> None:
        match tree:
            case parser.Char(accepts):
                self.add(_CHAR, accepts)
            case parser.Anchor(at_start):
                self.add(_START if at_start else _END)
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
        self.add(_MARK, 2 * number)
        self.build(inner)
        self.add(_MARK, 2 * number + 1)
        return None

    def _choice(self, items: tuple[parser.Tree, ...]) -> None:
        exits: list[int] = []
        for item in items[:-1]:
            split = self.add(_SPLIT)
            self.build(item)
            exits.append(self.add(_JUMP))
            self.code[split] = (_SPLIT, split + 1, len(self.code))
        self.build(items[-1])
        for jump in exits:
            self.code[jump] = (_JUMP, len(self.code), 0)

    def _repeat(self, tree: parser.Repeat) -> None:
        for _ in range(tree.least):
            self.build(tree.inner)
        if tree.most is None:
            split = self._optional(tree)
            self.add(_JUMP, split)
            self._leave(split, greedy=tree.greedy)
            return
        splits = [self._optional(tree) for _ in range(tree.most - tree.least)]
        for split in splits:
            self._leave(split, greedy=tree.greedy)

    def _optional(self, tree: parser.Repeat) -> int:
        split = self.add(_SPLIT)
        self.build(tree.inner)
        return split

    def _leave(self, split: int, *, greedy: bool) -> None:
        end = len(self.code)
        self.code[split] = (_SPLIT, split + 1, end) if greedy else (_SPLIT, end, split + 1)


@lru_cache(maxsize=256)
def compile_pattern(text: str, flags: str) -> Pattern:
    """Raises PatternError when the pattern or a flag is wrong."""
    if set(flags) - set("smixq"):
        raise PatternError(f"未知标志 {flags[:10]}", f"unknown flags {flags[:10]}")
    if len(text) > limits.PATTERN:
        raise PatternError("模式过长", "the pattern is too large")
    if "q" in flags:
        text = re.sub(r"([^\w\s])", r"\\\1", text)
    elif "x" in flags:
        text = re.sub(r"[ \t\r\n]+", "", text)
    reader = PatternReader(text, flags)
    tree = reader.read()
    builder = _Builder()
    builder.add(_MARK, 0)
    builder.build(tree)
    builder.add(_MARK, 1)
    builder.add(_DONE)
    return Pattern(builder.code, reader.groups, lines="m" in flags)
