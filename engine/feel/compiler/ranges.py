"""The function ``range("[1..10]")`` (DMN 1.5, table 72 and grammar rules 66 and 67): a range of literals, from text."""

from __future__ import annotations

import re
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.compiler.core import compile_tree
from engine.feel.compiler.literals import make_range
from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import PATTERN
from engine.feel.runtime import Frame, Run
from engine.feel.syntax.lexer import tokenize
from engine.feel.syntax.nodes import AtLiteral, Call, Literal, Name, Negate, Node
from engine.feel.syntax.parser import parse
from engine.feel.values.kinds import ORDERED, Range

_TEXT = re.compile(r"\s*([\[(\]])(.*)([\])\[])\s*", re.DOTALL)
_MAKERS = ("date", "time", "date and time", "duration")


@builtin("range", "from: string")
def range_from(run: Run, text: str) -> Any:
    run.spend(len(text))
    found = _TEXT.fullmatch(text[:PATTERN])
    ends = _split(found[2]) if found else None
    if found is None or ends is None:
        return run.warn("文本不是区间", "the text is no range")
    opening, closing = found[1] == "[", found[3] == "]"
    low, high = (_endpoint(run, end) for end in ends)
    if all(ends):
        return make_range(Frame({}, None, run), low, high, opening, closing)
    inner = low if ends[0] else high
    wrong = not any(ends) or (opening if ends[1] else closing) or type(inner) not in ORDERED
    if wrong:
        return run.warn("只有一端的区间在另一端用圆括号", "a range with one end has a round bracket at the other")
    return Range(low, high, opening, closing)


def _split(text: str) -> tuple[str, str] | None:
    """The texts before and after the dots."""
    try:
        dots = [token for token in tokenize(text) if token.kind == "symbol" and token.text == ".."]
    except FeelSyntaxError:
        return None
    return (text[: dots[0].start].strip(), text[dots[0].end :].strip()) if len(dots) == 1 else None


def _endpoint(run: Run, text: str) -> Any:
    """The value of a literal; null with a warning for any other expression."""
    try:
        tree = parse(text) if text else Literal(None)
    except FeelSyntaxError:
        tree = Name(text)
    if not _is_literal(tree):
        return run.warn("区间两端须是字面值", "the ends of the range have to be literals")
    return compile_tree(tree).code(Frame({}, None, run))


def _is_literal(tree: Node) -> bool:
    if isinstance(tree, Negate):
        return isinstance(tree.operand, Literal)
    if isinstance(tree, Call):
        maker = isinstance(tree.callee, Name) and tree.callee.name in _MAKERS
        return maker and all(_is_literal(arg) for arg in tree.args)
    return isinstance(tree, Literal | AtLiteral)
