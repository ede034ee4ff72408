"""Tokens to tree: precedence of operators and what may follow an operand (DMN 1.5, 10.3.1.2 rules 1-60)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.syntax.naming import KEYWORDS, NAME_SYMBOLS, Names
from engine.feel.syntax.nodes import (
    And,
    Between,
    Binary,
    Call,
    Compare,
    Filter,
    In,
    InstanceOf,
    Literal,
    Negate,
    Node,
    OpenRange,
    Or,
    Path,
)
from engine.feel.syntax.primary import PrimaryReader

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_ORDERS = ("<", "<=", ">", ">=")
_LEVELS = (("+", "-"), ("*", "/"), ("**",))


class Parser(PrimaryReader):
    """The whole grammar."""

    _at_endpoint = False

    def expression(self) -> Node:
        with self.nested():
            if self.sees(*_ORDERS):
                return OpenRange(self.need(*_ORDERS), self.operand())
            return self._disjunction()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Inside brackets a ``[`` filters again, even in the end of a range."""
        before, self._at_endpoint = self._at_endpoint, False
        try:
            yield
        finally:
            self._at_endpoint = before

    def endpoint(self) -> Node:
        """The end of a range: here ``[`` closes the range and starts no filter."""
        before, self._at_endpoint = self._at_endpoint, True
        try:
            return self.operand()
        finally:
            self._at_endpoint = before

    def operand(self) -> Node:
        return self._arithmetic(0)

    def _disjunction(self) -> Node:
        items = [self._conjunction()]
        while self.take("or"):
            items.append(self._conjunction())
        return items[0] if len(items) == 1 else Or(tuple(items))

    def _conjunction(self) -> Node:
        items = [self._comparison()]
        while self.take("and"):
            items.append(self._comparison())
        return items[0] if len(items) == 1 else And(tuple(items))

    def _comparison(self) -> Node:
        left = self.operand()
        for _ in range(limits.CHAIN):
            if self.sees(*_COMPARISONS):
                operator = self.need(*_COMPARISONS)
                left = Compare(operator, left, self.operand())
            elif self.take("between"):
                low = self.operand()
                self.need("and")
                left = Between(left, low, self.operand())
            elif self.take("in"):
                left = In(left, self.in_tests())
            else:
                return left
        raise _too_long()

    def _arithmetic(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._negation()
        left = self._arithmetic(level + 1)
        for _ in range(limits.CHAIN):
            if not self.sees(*_LEVELS[level]):
                return left
            operator = self.need(*_LEVELS[level])
            left = Binary(operator, left, self._arithmetic(level + 1))
        raise _too_long()

    def _negation(self) -> Node:
        if not self.take("-"):
            return self._instance()
        with self.nested():
            operand = self._negation()
        if isinstance(operand, InstanceOf) and isinstance(operand.value, Literal):
            return InstanceOf(Negate(operand.value), operand.type)  # the minus belongs to the number (rule 35)
        return Negate(operand)

    def _instance(self) -> Node:
        value = self._postfix()
        if not self.take("instance"):
            return value
        self.need("of")
        return InstanceOf(value, self.type_name())

    def _postfix(self) -> Node:
        node = self.primary()
        for _ in range(limits.CHAIN):
            if self.take("."):
                node = Path(node, self._member())
            elif self.sees("[") and not self._at_endpoint:
                self.at += 1
                with self.nested(), self.inside():
                    node = Filter(node, self.expression())
                self.need("]")
            elif self.sees("("):
                node = self._call(node)
            else:
                return node
        raise _too_long()

    def _member(self) -> str:
        if self.token.kind == "name" and self.token.text in KEYWORDS and not self.starts_name():
            self.at += 1
            return self.tokens[self.at - 1].text
        return self.name(member=True)

    def _call(self, callee: Node) -> Node:
        self.need("(")
        args: list[Node] = []
        names: list[str] = []
        with self.nested(), self.inside():
            for _ in self.listed(")"):
                name = self._argument_name()
                if name:
                    names.append(name)
                args.append(self.expression())
            self.need(")")
        if names and len(names) < len(args):
            raise self.refuse("全部按名称或全部按位置传参", "arguments all named or all by position")
        return Call(callee, tuple(args), tuple(names))

    def _argument_name(self) -> str:
        """``start position:`` and the like; steps over it when it is there."""
        if self.token.kind != "name":
            return ""
        ahead = 1
        while (token := self.tokens[self.at + ahead]).kind in ("name", "number") or token.text in NAME_SYMBOLS:
            ahead += 1
        if not self.sees_at(ahead, ":"):
            return ""
        name = self.name_until(":")
        self.need(":")
        return name

    def end(self) -> None:
        """Nothing may follow."""
        if self.token.kind != "end":
            raise self.refuse("运算符或结尾", "an operator or the end")


def _too_long() -> FeelLimitError:
    return FeelLimitError(f"连续运算超过 {limits.CHAIN} 个", f"more than {limits.CHAIN} operators in a row")


@lru_cache(maxsize=512)
def _known(names: frozenset[str]) -> Names:
    return Names(names)


def parse(text: str, names: Iterable[str] = ()) -> Node:
    """The tree of an expression. ``names`` are those that may hold spaces or symbols."""
    parser = Parser(text, _known(frozenset(names)))
    node = parser.expression()
    parser.end()
    return node


def parse_tests(text: str, names: Iterable[str] = ()) -> Node:
    """The tree of unary tests."""
    parser = Parser(text, _known(frozenset(names)))
    node = parser.unary_tests()
    parser.end()
    return node
