"""Which regular expressions a form may use: those that cannot run away (ReDoS).

Matching time of a backtracking matcher explodes when a repeated group can itself match in several ways. Such groups are
refused, the number of open repetitions is small, and the text a pattern sees is short, so no time-out is needed.
Patterns mean what they mean in the browser: ``\\d`` and ``\\w`` are ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_TEXT = 1_000
"""Longest text (characters) a pattern is tried on."""

MAX_PATTERN = 200
MAX_OPEN = 2
"""Repetitions without a small upper bound in one pattern."""
MAX_VARIABLE = 8
"""Repetitions of variable length in one pattern."""
SMALL = 50

_TOKEN = re.compile(
    r"\\(?P<escape>.)|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:[:=!]|<[=!])?)?)|(?P<close>\))|(?P<or>\|)"
    r"|(?P<repeat>[*+?]|\{(?P<low>\d*)(?P<comma>,)?(?P<high>\d*)\})\??|.",
    re.DOTALL,
)


@lru_cache(maxsize=512)
def refusal(pattern: str) -> str:
    """Why a pattern may not be used (length, syntax, backreference, nested, repetitions); empty when it may."""
    if len(pattern) > MAX_PATTERN:
        return "length"
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError):
        return "syntax"
    return _Scan().run(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits the pattern. The caller has seen to it that ``refusal(pattern)`` is empty."""
    return len(text) <= MAX_TEXT and re.fullmatch(pattern, text, re.ASCII) is not None


class _Scan:
    """One pass over the tokens; ``groups`` says for each open group whether it can match in several ways."""

    def __init__(self) -> None:
        self.groups = [False]
        self.closed: bool | None = None
        self.open = 0
        self.variable = 0

    def run(self, pattern: str) -> str:
        for token in _TOKEN.finditer(pattern):
            if (escape := token["escape"]) and escape in "123456789":
                return "backreference"
            if token["open"]:
                self.groups.append(False)
            if token["or"]:
                self.groups[-1] = True
            if token["repeat"] and not self._repeat(token):
                return "nested"
            self._close(bool(token["close"]))
        return "repetitions" if self.open > MAX_OPEN or self.variable > MAX_VARIABLE else ""

    def _close(self, closing: bool) -> None:
        self.closed = None
        if closing and len(self.groups) > 1:
            self.closed = self.groups.pop()
            self.groups[-1] = self.groups[-1] or self.closed

    def _repeat(self, token: re.Match[str]) -> bool:
        low, high = _bounds(token)
        if self.closed and high != 1:
            return False
        if low != high:
            self.groups[-1] = True
            self.variable += 1
            self.open += high is None or high > SMALL
        return True


def _bounds(token: re.Match[str]) -> tuple[int, int | None]:
    if token["repeat"] in ("*", "+"):
        return 0 if token["repeat"] == "*" else 1, None
    if token["repeat"] == "?":
        return 0, 1
    low = int(token["low"] or 0)
    if not token["comma"]:
        return low, low
    return low, int(token["high"]) if token["high"] else None
