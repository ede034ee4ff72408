"""A place in the row of tokens, with the names in scope there and the guard against nesting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.feel import limits
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.syntax.lexer import Token, place, tokenize
from engine.feel.syntax.mistakes import hint
from engine.feel.syntax.naming import KEYWORDS, Names, written
from engine.feel.syntax.nodes import Node


class Cursor:
    """Reads tokens one way; parsers of the grammar's parts are built on it."""

    def __init__(self, text: str, known: Names) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self._scopes = [known]
        self._members: list[Names] = []
        self._nesting = 0

    def expression(self) -> Node:
        """A whole expression; given by the parser at the end of the line."""
        raise NotImplementedError

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def sees(self, *texts: str) -> bool:
        """Is the next token one of these symbols or words?"""
        token = self.tokens[self.at]
        return token.text in texts and token.kind in ("symbol", "name")

    def sees_at(self, offset: int, text: str) -> bool:
        """Like ``sees``, further on."""
        token = self.tokens[min(self.at + offset, len(self.tokens) - 1)]
        return token.text == text and token.kind in ("symbol", "name")

    def take(self, *texts: str) -> bool:
        """Step over the next token when it is one of these."""
        if not self.sees(*texts):
            return False
        self.at += 1
        return True

    def need(self, *texts: str) -> str:
        """Step over the next token, which has to be one of these."""
        if not self.sees(*texts):
            raise self.refuse(" 或 ".join(texts), " or ".join(texts) if len(texts) > 1 else "")
        self.at += 1
        return self.tokens[self.at - 1].text

    def listed(self, closing: str) -> Iterator[None]:
        """Once for each part of a comma list that ends at ``closing``, which stays to be read. It may be empty."""
        if self.sees(closing):
            return
        yield
        while self.take(","):
            yield

    def refuse(self, expected: str, wanted_en: str = "") -> FeelSyntaxError:
        """The error to raise at this place."""
        line, column = place(self.text, self.token.start)
        last = self.tokens[self.at - 1] if self.at else None
        before = last.text if last is not None and last.end == self.token.start else ""
        found = self.token.text[:40]
        return FeelSyntaxError(line, column, found, expected, wanted_en, hint(found, before, expected))

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Guard one level of nesting."""
        if self._nesting >= limits.NESTING:
            raise FeelLimitError(f"嵌套超过 {limits.NESTING} 层", f"nested deeper than {limits.NESTING}")
        self._nesting += 1
        try:
            yield
        finally:
            self._nesting -= 1

    @contextmanager
    def learning(self) -> Iterator[None]:
        """Names learned inside this part of the text are forgotten at its end."""
        known = len(self._scopes)
        try:
            yield
        finally:
            del self._scopes[known:]

    def learn(self, name: str) -> None:
        """A name bound from here on. One word is always read as a name, so only longer ones are kept."""
        names = Names([name])
        if not names.needed:
            return
        if len(self._scopes) > limits.BOUND:
            raise FeelLimitError(f"同时有效的名称超过 {limits.BOUND} 个", f"more than {limits.BOUND} names in scope")
        self._scopes.append(names)

    def learn_member(self, key: str) -> None:
        """A key that may follow a dot from here to the end of the text."""
        names = Names([key])
        if names.needed and len(self._members) < limits.BOUND:
            self._members.append(names)

    def name(self, *, member: bool = False) -> str:
        """The name at this place: the longest known one, else the row of plain words."""
        scopes = [*self._scopes, *self._members] if member else self._scopes
        known = max((found for scope in scopes if (found := scope.longest(self.tokens, self.at))),
                    key=lambda found: found[1], default=None)
        words = self._words()
        if known and known[1] >= words:
            self.at += known[1]
            return known[0]
        if not words:
            raise self.refuse("名称", "a name")
        first, self.at = self.at, self.at + words
        return written(self.tokens[first : self.at])

    def starts_name(self) -> bool:
        """Could a name start here? A keyword can only when a known name starts with it."""
        if self.token.kind != "name":
            return False
        if self.token.text not in KEYWORDS:
            return True
        return any(scope.longest(self.tokens, self.at) for scope in self._scopes)

    def name_until(self, *stops: str) -> str:
        """A new name being bound here: every token up to one of the stops, symbols and keywords included."""
        first = self.at
        while not self.sees(*stops):
            if self.token.kind not in ("name", "number", "symbol") or (self.token.kind == "symbol" and self._closes()):
                raise self.refuse(" 或 ".join(stops), " or ".join(stops) if len(stops) > 1 else "")
            self.at += 1
        if first == self.at or self.tokens[first].kind != "name":
            self.at = first
            raise self.refuse("名称", "a name")
        return written(self.tokens[first : self.at])

    def _closes(self) -> bool:
        return self.token.text in "()[]{},:=<>@"

    def _words(self) -> int:
        count = 0
        while (token := self.tokens[self.at + count]).kind == "name" and token.text not in KEYWORDS:
            count += 1
        return count
