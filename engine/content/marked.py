"""YAML that remembers its lines: plain data whose mappings and lists know where each entry stands in the file.

The dialect is small on purpose: the core schema of YAML 1.2 (``true``/``false``, whole and decimal numbers, dates;
``no`` and ``10:30`` are text), no tags, no anchors, no key twice.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from engine.content.codes import declare
from engine.content.sheet import Sheet

MAX_BYTES = 2_000_000

MALFORMED = declare(
    "yaml-malformed", "YAML 格式错误:{reason}", "The YAML is malformed: {reason}", "`columns: [a, b` without `]`"
)
TOO_LARGE = declare(
    "yaml-too-large", "文件超过 {limit} 字节", "The file is larger than {limit} bytes", "a register of 3 MB"
)
KEY_TWICE = declare("yaml-key-twice", "键重复:{key}", "Key given twice: {key}", "two `name:` in one mapping")


class Map(dict[str, Any]):
    """A mapping; ``line`` is where it begins, ``lines`` where each key stands."""

    line: int = 1
    lines: dict[str, int]


class Seq(list[Any]):
    """A list; ``lines`` says where each item begins."""

    lines: list[int]


def load(source: bytes, sheet: Sheet) -> Any:
    """The document, or None when it cannot be read (noted on the sheet)."""
    if len(source) > MAX_BYTES:
        sheet.note(TOO_LARGE, 1, limit=MAX_BYTES)
        return None
    try:
        loader = _Loader(source)
        loader.sheet = sheet
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sheet.note(MALFORMED, mark.line + 1 if mark else 1, reason=error.problem or error.context)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        sheet.note(MALFORMED, 1, reason=str(error))
    return None


class _Loader(yaml.SafeLoader):
    sheet: Sheet
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "anchors and aliases are not allowed", event.start_mark)
        return super().compose_node(parent, index)

    def read_map(self, node: yaml.MappingNode) -> Map:
        result = Map()
        result.line, result.lines = node.start_mark.line + 1, {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                self.sheet.note(KEY_TWICE, line, key=key)
            result[key] = self.construct_object(value_node, deep=True)
            result.lines[key] = line
        return result

    def read_seq(self, node: yaml.SequenceNode) -> Seq:
        result = Seq(self.construct_object(item, deep=True) for item in node.value)
        result.lines = [item.start_mark.line + 1 for item in node.value]
        return result

    def read_date(self, node: yaml.ScalarNode) -> Hashable:
        try:
            return date.fromisoformat(node.value)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from None

    def read_decimal(self, node: yaml.ScalarNode) -> Hashable:
        return Decimal(node.value)

    def read_int(self, node: yaml.ScalarNode) -> Hashable:
        return int(node.value)


_T = "tag:yaml.org,2002:"
_Loader.add_constructor(_T + "map", _Loader.read_map)
_Loader.add_constructor(_T + "seq", _Loader.read_seq)
_Loader.add_constructor(_T + "float", _Loader.read_decimal)
_Loader.add_constructor(_T + "int", _Loader.read_int)
_Loader.add_constructor(_T + "timestamp", _Loader.read_date)
_Loader.add_implicit_resolver(_T + "bool", re.compile(r"(true|false)$"), list("tf"))
_Loader.add_implicit_resolver(_T + "null", re.compile(r"(null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver(_T + "int", re.compile(r"[-+]?(0|[1-9][0-9]{0,17})$"), list("-+0123456789"))
_Loader.add_implicit_resolver(_T + "float", re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}$"), list("-+0123456789"))
_Loader.add_implicit_resolver(_T + "timestamp", re.compile(r"\d{4}-\d{2}-\d{2}$"), list("0123456789"))
