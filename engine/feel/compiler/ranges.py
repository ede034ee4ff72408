"""The function ``range("[1..10]")`` (DMN 1.5, table 74): a range of literals, read from text."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.compiler.core import compile_tree
from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import PATTERN
from engine.feel.runtime import Frame, Run
from engine.feel.syntax.nodes import OpenRange, RangeNode
from engine.feel.syntax.parser import parse


@builtin("range", "from: string")
def range_from(run: Run, text: str) -> Any:
    try:
        tree = parse(text[:PATTERN])
    except FeelSyntaxError:
        tree = None
    if not isinstance(tree, RangeNode | OpenRange):
        return run.warn("文本不是区间", "the text is no range")
    compiled = compile_tree(tree)
    if compiled.names or compiled.calls:
        return run.warn("区间两端须是字面值", "the ends of the range have to be literals")
    run.spend(len(text))
    return compiled.code(Frame({}, None, run))
