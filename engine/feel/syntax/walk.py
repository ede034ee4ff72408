"""The parts of an expression, for those who judge a text without evaluating it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from engine.feel.syntax.nodes import Node
from engine.feel.syntax.parser import parse


def parts(text: str) -> Iterator[Node]:
    """Every node of the tree of an expression, parents first. Raises FeelSyntaxError or FeelLimitError."""
    return below(parse(text.strip().removeprefix("=")))


def below(value: Any) -> Iterator[Node]:
    """A node and every node under it, also those inside tuples and iterators."""
    if isinstance(value, tuple):
        for each in value:
            yield from below(each)
    elif is_dataclass(value):
        if isinstance(value, Node):
            yield value
        for field in fields(value):
            yield from below(getattr(value, field.name))
