"""Names with spaces and symbols (DMN 1.5, 10.3.1.4): known names are matched longest first, over tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax.lexer import Token, tokenize

KEYWORDS = frozenset({
    "true", "false", "null", "and", "or", "between", "in", "if", "then", "else", "for", "return", "some", "every",
    "satisfies", "instance", "function",
})
NAME_SYMBOLS = frozenset("./-'+*\u2019")

Spelling = tuple[str, ...]
"""The tokens of a name. Blanks between them do not tell names apart."""


class Names:
    """A set of known names that finds the longest one at a place in a row of tokens."""

    __slots__ = ("_by_first",)

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[Spelling, str]]] = {}
        for name in names:
            spelling = _spell(name)
            if spelling:
                self._by_first.setdefault(spelling[0], []).append((spelling, name))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def needed(self) -> bool:
        """Is there a name of more than one token?"""
        return any(len(spelling) > 1 for entries in self._by_first.values() for spelling, _ in entries)

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The known name that starts at ``at`` and its number of tokens, or None."""
        for spelling, name in self._by_first.get(tokens[at].text, ()):
            if _fits(spelling, tokens, at):
                return name, len(spelling)
        return None


def _fits(spelling: Spelling, tokens: Sequence[Token], at: int) -> bool:
    if at + len(spelling) > len(tokens) - 1:
        return False
    for offset, text in enumerate(spelling):
        token = tokens[at + offset]
        if token.text != text or token.kind in ("string", "end"):
            return False
    return True


@lru_cache(maxsize=4096)
def _spell(name: str) -> Spelling:
    """Empty for a text that can never be read as a name."""
    try:
        tokens = tokenize(name)[:-1]
    except FeelSyntaxError:
        return ()
    if not tokens or tokens[0].kind != "name" or any(_foreign(token) for token in tokens):
        return ()
    return tuple(token.text for token in tokens)


def _foreign(token: Token) -> bool:
    return token.kind == "string" or (token.kind == "symbol" and not set(token.text) <= NAME_SYMBOLS)


def written(tokens: Sequence[Token]) -> str:
    """The name these tokens spell: words apart by one space, symbols as close as they were written."""
    parts = [tokens[0].text]
    for before, token in pairwise(tokens):
        parts.append(token.text if before.end == token.start else f" {token.text}")
    return "".join(parts)
