"""Unary tests (DMN 1.5, 10.3.1.2 rules 7-16): cells of a decision table and the right side of ``in``."""

from __future__ import annotations

from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.nodes import Anything, Comparison, Node, OpenRange, Tests

OPERATORS = ("<", "<=", ">", ">=", "=", "!=")


class TestReader(Cursor):
    """Reads unary tests."""

    def unary_tests(self) -> Node:
        """A whole cell: ``-``, ``not(...)`` or a comma list."""
        if self.sees("-") and self.tokens[self.at + 1].kind == "end":
            self.at += 1
            return Anything()
        if self.sees("not") and self.sees_at(1, "("):
            start = self.at
            self.at += 2
            items = self.positive_tests()
            self.need(")")
            if self.token.kind == "end":
                return Tests(items, negated=True)
            self.at = start
        return Tests(self.positive_tests())

    def positive_tests(self) -> tuple[Node, ...]:
        """A comma list."""
        items = [self.positive_test()]
        while self.take(","):
            items.append(self.positive_test())
        return tuple(items)

    def positive_test(self) -> Node:
        """``< x`` or an expression (a value, an interval, or a condition on ``?``)."""
        if self.sees(*OPERATORS):
            operator = self.need(*OPERATORS)
            return Comparison(operator, self.operand())
        return self.expression()

    def in_tests(self) -> tuple[Node, ...]:
        """The right side of ``in``: one test, or tests in brackets."""
        if not self.sees("("):
            return (self.positive_test() if self.sees(*OPERATORS) else self.operand(),)
        self.need("(")
        with self.nested():
            items = self.positive_tests()
            if len(items) == 1 and self.sees("..") and not isinstance(items[0], Comparison):
                return (self.range_from(items[0], start_included=False),)
        self.need(")")
        return items

    def range_from(self, start: Node, *, start_included: bool) -> Node:
        """``..`` and the end of a range; given by the parser of primaries."""
        raise NotImplementedError

    def open_range(self) -> OpenRange:
        """``< x)``: what follows the bracket of a range with one end."""
        operator = self.need(*OPERATORS)
        bound = self.operand()
        self.need(")")
        return OpenRange(operator, bound)

    def operand(self) -> Node:
        """An expression without ``and``, ``or`` and comparison; given by the parser at the end of the line."""
        raise NotImplementedError
