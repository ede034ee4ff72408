"""YAML that remembers its lines: plain data whose mappings and lists know where each entry stands in the file.

The dialect is small on purpose: the core schema of YAML 1.2 (``true``/``false``, whole and decimal numbers, dates;
``no`` and ``10:30`` are text), no tags, no anchors, no key twice. Values are built from the parser's events, so that
neither depth nor repetition can exhaust the node: PyYAML's own C composer crashes on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from engine.content.codes import declare
from engine.content.sheet import Sheet

MAX_BYTES = 2_000_000
MAX_DEPTH = 30

MALFORMED = declare(
    "yaml-malformed", "YAML 格式错误:{reason}", "The YAML is malformed: {reason}", "`columns: [a, b` without `]`"
)
TOO_LARGE = declare(
    "yaml-too-large", "文件超过 {limit} 字节", "The file is larger than {limit} bytes", "a register of 3 MB"
)
KEY_TWICE = declare("yaml-key-twice", "键重复:{key}", "Key given twice: {key}", "two `name:` in one mapping")

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"null|~|"), lambda text: None),
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})"), int),
    (re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}"), Decimal),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
)
"""What an unquoted text may mean, first match first; anything else is text."""


class Map(dict[str, Any]):
    """A mapping; ``line`` is where it begins, ``lines`` where each key stands."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Seq(list[Any]):
    """A list; ``lines`` says where each item begins."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def load(source: bytes, sheet: Sheet) -> Any:
    """The document, or None when it cannot be read (noted on the sheet)."""
    if len(source) > MAX_BYTES:
        sheet.note(TOO_LARGE, 1, limit=MAX_BYTES)
        return None
    try:
        return _Reader(yaml.parse(source, Loader=_PARSER), sheet).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sheet.note(MALFORMED, mark.line + 1 if mark else 1, reason=error.problem or error.context)
    except (yaml.YAMLError, ValueError) as error:
        sheet.note(MALFORMED, 1, reason=str(error))
    return None


class _Reader:
    """Builds values from a stream of events, one pass, no deeper than ``MAX_DEPTH``."""

    def __init__(self, events: Iterator[Any], sheet: Sheet) -> None:
        self.events = events
        self.sheet = sheet

    def document(self) -> Any:
        """The one document of the stream, None when there is none."""
        next(self.events)
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            return None
        value = self.value(next(self.events), 1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _fault(after, "more than one document")
        return value

    def value(self, event: Any, depth: int) -> Any:
        """The value that begins with an event."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _fault(event, "anchors and aliases are not allowed")
        if event.tag is not None:
            raise _fault(event, f"tags are not allowed: {event.tag}")
        if depth > MAX_DEPTH:
            raise _fault(event, "nested too deeply")
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(event, depth)
        return self._seq(depth) if isinstance(event, yaml.SequenceStartEvent) else _scalar(event)

    def _map(self, start: Any, depth: int) -> Map:
        result = Map(_line(start))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _fault(event, "a key must be a text")
            if event.value in result:
                self.sheet.note(KEY_TWICE, _line(event), key=event.value)
            result.lines[event.value] = _line(event)
            result[event.value] = self.value(next(self.events), depth + 1)
        return result

    def _seq(self, depth: int) -> Seq:
        result = Seq()
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.lines.append(_line(event))
            result.append(self.value(event, depth + 1))
        return result


def _scalar(event: Any) -> Any:
    if event.implicit[0]:
        for pattern, read in _PLAIN:
            if pattern.fullmatch(event.value):
                try:
                    return read(event.value)
                except ValueError as error:
                    raise _fault(event, str(error)) from None
    return event.value


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _fault(event: Any, reason: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=reason, problem_mark=event.start_mark)
