"""Judging FEEL texts of the content: is it FEEL, and which names does it need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.content.codes import declare
from engine.feel import FeelLimitError, FeelSyntaxError, compile
from engine.model.errors import Problem

SYNTAX = declare(
    "feel-syntax", "{what}:{zh}", "{what}: {en}", '`<bpmn:conditionExpression>decision = = "approve"</…>`'
)


@dataclass(frozen=True)
class Text:
    """One FEEL text of the content. ``what`` names it (``condition``, ``sv:set x``); ``line`` is where it begins."""

    line: int
    element: str
    what: str
    feel: str


def faults(file: str, texts: Iterator[Text]) -> Iterator[Problem]:
    """The texts that are not FEEL. The line is the expression's first line plus the place inside it."""
    for text in texts:
        try:
            compile(text.feel)
        except FeelSyntaxError as error:
            line = text.line + error.line - 1
            yield SYNTAX.at(file, line, text.element, what=text.what, zh=error.zh, en=error.en)
        except FeelLimitError as error:
            yield SYNTAX.at(file, text.line, text.element, what=text.what, zh=error.zh, en=error.en)


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
