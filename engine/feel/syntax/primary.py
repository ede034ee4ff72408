"""The innermost parts of an expression: literals, names, brackets, and the control words that open a part."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal, DecimalException
from functools import lru_cache

from engine.feel.syntax.nodes import (
    AtLiteral,
    ContextNode,
    For,
    FunctionNode,
    If,
    Iterator,
    ListNode,
    Literal,
    Name,
    Node,
    Param,
    Quantified,
    RangeNode,
)
from engine.feel.syntax.tests import OPERATORS, TestReader
from engine.feel.syntax.type_names import TypeReader
from engine.feel.values.kinds import NUMBERS

_CONSTANTS = {"true": True, "false": False, "null": None}


@lru_cache(maxsize=1024)
def number(text: str) -> Decimal | None:
    """The literal's value; None when it is beyond decimal128."""
    try:
        return NUMBERS.create_decimal(text)
    except DecimalException:
        return None


class PrimaryReader(TestReader, TypeReader):
    """Reads primaries."""

    def inside(self) -> AbstractContextManager[None]:
        """Entering brackets; given by the parser at the end of the line."""
        raise NotImplementedError

    def endpoint(self) -> Node:
        """The end of a range; given by the parser at the end of the line."""
        raise NotImplementedError

    def primary(self) -> Node:
        """One operand, without what may follow it."""
        token = self.token
        if token.kind == "number":
            self.at += 1
            return Literal(number(token.text))
        if token.kind == "string":
            self.at += 1
            return Literal(token.text)
        if token.kind == "symbol":
            return self._bracket()
        if token.kind == "name":
            return self._word()
        raise self.refuse("表达式", "an expression")

    def _bracket(self) -> Node:
        if self.take("@"):
            if self.token.kind != "string":
                raise self.refuse('"..."')
            self.at += 1
            return AtLiteral(self.tokens[self.at - 1].text)
        with self.nested(), self.inside():
            if self.take("("):
                return self.open_range() if self.sees(*OPERATORS) else self._parenthesis()
            if self.take("["):
                return self._list()
            if self.take("{"):
                return self._context()
            if self.take("]"):
                return self.range_from(self.expression(), start_included=False)
        raise self.refuse("表达式", "an expression")

    def _parenthesis(self) -> Node:
        first = self.expression()
        if self.sees(".."):
            return self.range_from(first, start_included=False)
        self.need(")")
        return first

    def range_from(self, start: Node, *, start_included: bool) -> Node:
        self.need("..")
        end = self.endpoint()
        closing = self.need("]", ")", "[")
        return RangeNode(start, end, start_included, closing == "]")

    def _list(self) -> Node:
        items: list[Node] = []
        if not self.sees("]"):
            items.append(self.expression())
            if self.sees(".."):
                return self.range_from(items[0], start_included=True)
            while self.take(","):
                items.append(self.expression())
        self.need("]")
        return ListNode(tuple(items))

    def _context(self) -> Node:
        entries: list[tuple[str, Node]] = []
        with self.learning():
            for _ in self.listed("}"):
                key = self._key()
                self.need(":")
                entries.append((key, self.expression()))
                self.learn(key)
                self.learn_member(key)
        self.need("}")
        if len({key for key, _ in entries}) < len(entries):
            return Literal(None)
        return ContextNode(tuple(entries))

    def _key(self) -> str:
        if self.token.kind == "string":
            self.at += 1
            return self.tokens[self.at - 1].text
        return self.name_until(":")

    def _word(self) -> Node:
        word = self.token.text
        if self.starts_name():
            return Name(self.name())
        if word in _CONSTANTS:
            self.at += 1
            return Literal(_CONSTANTS[word])
        with self.nested(), self.inside():
            if self.take("if"):
                return self._if()
            if self.take("for"):
                return self._for()
            if self.take("some", "every"):
                return self._quantified(every=word == "every")
            if self.take("function"):
                return self._function()
        raise self.refuse("表达式", "an expression")

    def _if(self) -> Node:
        condition = self.expression()
        self.need("then")
        then = self.expression()
        self.need("else")
        return If(condition, then, self.expression())

    def _for(self) -> Node:
        with self.learning():
            iterators = self._iterators("return")
            return For(iterators, self.expression())

    def _quantified(self, *, every: bool) -> Node:
        with self.learning():
            iterators = self._iterators("satisfies")
            return Quantified(every, iterators, self.expression())

    def _iterators(self, stop: str) -> tuple[Iterator, ...]:
        iterators: list[Iterator] = []
        while True:
            name = self.name_until("in")
            self.need("in")
            source = self.expression()
            end = self.expression() if self.take("..") else None
            iterators.append(Iterator(name, source, end))
            self.learn(name)
            if not self.take(","):
                self.need(stop)
                return tuple(iterators)

    def _function(self) -> Node:
        self.need("(")
        params: list[Param] = []
        for _ in self.listed(")"):
            name = self.name_until(":", ",", ")")
            params.append(Param(name, self.type_name() if self.take(":") else None))
        self.need(")")
        external = self.take("external")
        with self.learning():
            for param in params:
                self.learn(param.name)
            body = self.expression()
        return FunctionNode(tuple(params), body, external)
