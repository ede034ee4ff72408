"""The machines: all ways to match go forward together, one character at a time (Thompson 1968, Pike 1987).

Only a pattern with back-references needs the second machine, which tries one way after the other. It never comes to the
same state twice, and every step counts as work, so it is stopped before it can hang a node.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.regex.charsets import variants
from engine.feel.regex.program import BACK, CHAR, DONE, JUMP, MARK, SPLIT, START, State

Spend = Callable[[int], None]
Marks = tuple[int, ...]


class Together:
    """All ways at once; work grows only with text times pattern."""

    def __init__(self, code: list[State], groups: int, flags: str) -> None:
        self.code = code
        self.groups = groups
        self.lines = "m" in flags
        self.fold = "i" in flags

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
                if kind == DONE:
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
            if kind in (CHAR, DONE):
                ready.append((state, marks))
            elif kind == SPLIT:
                stack.append((other, marks))
                stack.append((one, marks))
            elif kind == JUMP:
                stack.append((one, marks))
            elif kind == MARK:
                stack.append((state + 1, (*marks[:one], at, *marks[one + 1 :])))
            elif self._anchored(kind, text, at):
                stack.append((state + 1, marks))

    def _anchored(self, kind: int, text: str, at: int) -> bool:
        if kind == START:
            return at == 0 or (self.lines and at < len(text) and text[at - 1] == "\n")
        return at == len(text) or (self.lines and text[at] == "\n")


class OneByOne(Together):
    """One way after the other, the preferred first."""

    def search(self, text: str, start: int, spend: Spend) -> Marks | None:
        blank = (-1,) * (2 * self.groups + 2)
        for at in range(start, len(text) + 1):
            found = self._from(text, at, blank, spend)
            if found is not None:
                return found
        return None

    def _from(self, text: str, start: int, blank: Marks, spend: Spend) -> Marks | None:
        stack, seen = [(0, start, blank)], set[tuple[int, int, Marks]]()
        while stack:
            place = stack.pop()
            spend(1)
            if place in seen:
                continue
            seen.add(place)
            state, at, marks = place
            if self.code[state][0] == DONE:
                return marks
            stack.extend(self._steps(state, at, marks, text))
        return None

    def _steps(self, state: int, at: int, marks: Marks, text: str) -> list[tuple[int, int, Marks]]:
        """Where to go from here, the preferred way last."""
        kind, one, other = self.code[state]
        if kind == CHAR:
            return [(state + 1, at + 1, marks)] if at < len(text) and one(text[at]) else []
        if kind == SPLIT:
            return [(other, at, marks), (one, at, marks)]
        if kind == JUMP:
            return [(one, at, marks)]
        if kind == MARK:
            return [(state + 1, at, (*marks[:one], at, *marks[one + 1 :]))]
        if kind == BACK:
            end = self._again(text, at, marks[2 * one], marks[2 * one + 1])
            return [(state + 1, end, marks)] if end >= 0 else []
        return [(state + 1, at, marks)] if self._anchored(kind, text, at) else []

    def _again(self, text: str, at: int, start: int, end: int) -> int:
        """Where the text of a group ends when it stands here once more; a group without a match is empty. -1: not."""
        if start < 0 or end < 0:
            return at
        wanted, there = text[start:end], text[at : at + end - start]
        if there == wanted:
            return at + len(wanted)
        same = self.fold and len(there) == len(wanted)
        return at + len(wanted) if same and all(b in variants(a) for a, b in zip(wanted, there, strict=True)) else -1
