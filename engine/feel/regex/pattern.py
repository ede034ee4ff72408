"""A compiled pattern: finding, splitting and replacing (XPath and XQuery Functions 3.1, 5.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from engine.feel import limits
from engine.feel.regex.machine import Marks, OneByOne, Spend, Together
from engine.feel.regex.parser import PatternError, PatternReader
from engine.feel.regex.program import BACK, build

_REPLACEMENT = re.compile(r"\\([\\$])|\$(\d+)|([\\$])|([^\\$]+)")
_SPACES = " \t\r\n"


class Pattern:
    """A compiled pattern. ``spend`` is told the work done and may stop it by raising."""

    def __init__(self, machine: Together, *, literal: bool) -> None:
        self.groups = machine.groups
        self.search = machine.search
        self._literal = literal

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
        if self._literal:
            return [replacement]
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


@lru_cache(maxsize=256)
def compile_pattern(text: str, flags: str) -> Pattern:
    """Raises PatternError when the pattern or a flag is wrong."""
    if set(flags) - set("smixq"):
        raise PatternError(f"未知标志 {flags[:10]}", f"unknown flags {flags[:10]}")
    if len(text) > limits.PATTERN:
        raise PatternError("模式过长", "the pattern is too large")
    if "q" in flags:
        text = re.sub(r"([\\|.?*+(){}\-\[\]^$])", r"\\\1", text)
    elif "x" in flags:
        text = _without_spaces(text)
    reader = PatternReader(text, flags)
    code = build(reader.read())
    machine = OneByOne if any(state[0] == BACK for state in code) else Together
    return Pattern(machine(code, reader.groups, flags), literal="q" in flags)


def _without_spaces(text: str) -> str:
    """The flag ``x``: blanks count only inside a class in brackets."""
    kept: list[str] = []
    depth, escaped = 0, False
    for char in text:
        if char in _SPACES and not depth:
            continue
        kept.append(char)
        if not escaped:
            depth += (char == "[") - (char == "]" and depth > 0)
        escaped = char == "\\" and not escaped
    return "".join(kept)
