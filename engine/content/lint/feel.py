"""Judging FEEL texts of the content: is it FEEL, and which names does it need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.feel import FeelLimitError, FeelSyntaxError, compile, lookalikes
from engine.model.errors import Problem

SYNTAX = declare(
    "feel-syntax", "{what} 不是 FEEL:{zh}", "{what} is not FEEL: {en}",
    '`<bpmn:conditionExpression>decision = = "approve"</…>`',
)
FUNCTION = declare(
    "unknown-function", "{what} 调用了不存在的函数 {name}", "{what} calls {name}, which is no function",
    '`=deu("TL-C01", today)`', WARNING,
)

FULLWIDTH = declare(
    "feel-fullwidth", "{what} 的名称“{name}”含全角符号,它会被当作一个名称;请改用半角符号",
    'The name "{name}" in {what} holds fullwidth punctuation and is read as one name; use ASCII symbols',
    '`=list contains(a,b)` typed with a fullwidth comma', WARNING,
)

HOST_FUNCTIONS = frozenset({
    "due", "add workdays", "count workdays", "workday", "holders", "holds", "roles of", "staff of",
    "people named", "person record", "manager scope", "unit name", "parent unit", "unit level", "unit staff",
    "units at level", "province unit", "person name",
    "department name", "performers", "current performer", "current task", "register rows",
})
"""Functions the engine offers beside those of the standard."""


@dataclass(frozen=True)
class Text:
    """One FEEL text. ``what`` names it (``condition``, ``sv:set x``); ``line`` is where it begins, 0 when that is to be
    found by the name of the element.
    """

    line: int
    element: str
    what: str
    feel: str


def faults(context: Context, file: str, texts: Iterator[Text]) -> Iterator[Problem]:
    """The texts that are not FEEL, or that call what nobody offers. Lines inside an expression are counted in."""
    for text in texts:
        try:
            unknown = compile(text.feel).calls - HOST_FUNCTIONS
        except FeelSyntaxError as error:
            line = _line(context, file, text) + error.line - 1
            yield SYNTAX.at(file, line, text.element, what=text.what, zh=error.zh, en=error.en)
        except FeelLimitError as error:
            yield SYNTAX.at(file, _line(context, file, text), text.element, what=text.what, zh=error.zh, en=error.en)
        else:
            for name in sorted(unknown):
                yield FUNCTION.at(file, _line(context, file, text), text.element, what=text.what, name=name)
            for found in lookalikes(text.feel):
                line = _line(context, file, text) + found.line - 1
                yield FULLWIDTH.at(file, line, text.element, what=text.what, name=found.name)


def _line(context: Context, file: str, text: Text) -> int:
    return text.line or context.line(file, text.element)


def names(feel: str) -> frozenset[str]:
    """Names an expression needs from outside, none when it is not FEEL."""
    try:
        return frozenset(compile(feel).names)
    except (FeelSyntaxError, FeelLimitError):
        return frozenset()


def literal_or_feel(line: int, element: str, what: str, text: str) -> Iterator[Text]:
    """A value that is FEEL only when it begins with ``=``."""
    if text.startswith("="):
        yield Text(line, element, what, text[1:].strip())
