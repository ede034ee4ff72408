"""Types as written after ``instance of`` and ``:`` (DMN 1.5, 10.3.1.2 rules 65-66)."""

from __future__ import annotations

from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.naming import Names, written
from engine.feel.syntax.nodes import TypeName

_SPACED = Names(["date and time", "days and time duration", "years and months duration", "day time duration",
                 "year month duration", "date time"])


class TypeReader(Cursor):
    """Reads type names."""

    def type_name(self) -> TypeName:
        """One type."""
        with self.nested():
            if self.sees("function") and self.sees_at(1, "<"):
                return self._function_type()
            if self.sees("context") and self.sees_at(1, "<"):
                return self._context_type()
            if self.sees("list", "range") and self.sees_at(1, "<"):
                name = self.need("list", "range")
                self.need("<")
                inner = self.type_name()
                self.need(">")
                return TypeName(name, (inner,))
            return TypeName(self._plain_type())

    def _plain_type(self) -> str:
        spaced = _SPACED.longest(self.tokens, self.at)
        if spaced:
            self.at += spaced[1]
            return spaced[0]
        if self.take("function"):
            return "function"
        first = self.at
        if self.token.kind != "name":
            raise self.refuse("类型", "a type")
        self.at += max(self._words(), 1)
        while self.sees(".") and self.tokens[self.at + 1].kind == "name":
            self.at += 2
        return written(self.tokens[first : self.at])

    def _function_type(self) -> TypeName:
        self.need("function")
        self.need("<")
        params: list[TypeName] = []
        for _ in self.listed(">"):
            params.append(self.type_name())
        self.need(">")
        self.need("->")
        return TypeName("function", tuple(params), result=self.type_name())

    def _context_type(self) -> TypeName:
        self.need("context")
        self.need("<")
        members: list[str] = []
        types: list[TypeName] = []
        for _ in self.listed(">"):
            members.append(self.name_until(":"))
            self.need(":")
            types.append(self.type_name())
        self.need(">")
        return TypeName("context", tuple(types), tuple(members), bracketed=True)
