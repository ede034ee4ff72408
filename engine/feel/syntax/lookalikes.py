"""Chinese punctuation typed where FEEL wants its own: ``a,b`` with a fullwidth comma is one long name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.feel.syntax.lexer import place, tokenize

_CHINESE = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff65"
_IN_NAME = re.compile(f"[{_CHINESE}]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name with Chinese punctuation in it; ``line`` and ``column`` are those of the first such character, from 1."""

    line: int
    column: int
    name: str


def lookalikes(text: str) -> list[Lookalike]:
    """Names in the text that hold fullwidth punctuation, digits or letters. Raises FeelSyntaxError."""
    found: list[Lookalike] = []
    for token in tokenize(text):
        mark = _IN_NAME.search(token.text) if token.kind == "name" else None
        if mark:
            found.append(Lookalike(*place(text, token.start + mark.start()), token.text))
    return found
