"""The FEEL texts of the forms, and values to try them on: for each name those its component can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import islice, product
from pathlib import Path
from typing import Any

from engine.feel import compile

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 1, 15, 9, 30, tzinfo=ZONE)
MOST = 240
"""Contexts tried for one text."""
_DAYS = [date(2026, 1, 10), date(2026, 1, 15), date(2026, 7, 15), date(2026, 12, 31), None]
_BY_KIND: dict[str, list[Any]] = {
    "checkbox": [True, False, None],
    "number": [0, 3, 10, None],
    "checklist": [[], ["甲"], ["甲", "乙"], None],
    "taglist": [[], ["甲"], ["甲", "乙"], None],
    "filepicker": [[], ["f-1"], None],
    "dynamiclist": [[], [{"name": "甲", "person": "甲", "manager_scope": "3301"}], None],
}
_COUNTS = [0, 1, 2, 3, None]
_LITERAL = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Case:
    """One evaluation. ``test``: a condition, which form-js evaluates as unary test."""

    file: str
    expression: str
    test: bool
    context: dict[str, Any]


@dataclass(frozen=True)
class Text:
    """One text, and the components whose values it may speak of."""

    file: str
    expression: str
    test: bool
    components: dict[str, dict[str, Any]]


def texts(forms: Path) -> list[Text]:
    """Every condition and rule; those that call functions of the server, which the browser never sees, left out."""
    sources = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(forms.rglob("*.json"))}
    everywhere = {key: part for source in sources.values() for key, part in _components(source)}
    found = [
        Text(name, *one, {**everywhere, **dict(_components(source))})
        for name, source in sources.items() for one in _texts(source)
    ]
    return [text for text in found if not compile(text.expression).calls]


def _texts(node: Any) -> Iterator[tuple[str, bool]]:
    for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        yield from _texts(part)
    if isinstance(node, dict):
        hide, readonly = (node.get("conditional") or {}).get("hide"), node.get("readonly")
        yield from ((one.removeprefix("="), True) for one in (hide, readonly) if isinstance(one, str))
        yield from ((rule["assert"], False) for rule in node.get("rules", ()))


def cases(forms: Path) -> Iterator[Case]:
    """Every text with every combination of values, or as many as ``MOST`` spread over all of them."""
    for text in texts(forms):
        names = sorted(name for name in compile(text.expression, tuple(text.components)).names
                       if not re.search(rf"\b{name}\(", text.expression))     # a function of the name is called
        choices = [_values(name, text.components.get(name), text.expression) for name in names]
        total = 1
        for choice in choices:
            total *= len(choice)
        step = max(1, total // MOST) | 1  # odd, so that no name keeps one value
        for values in islice(product(*choices), 0, None, step):
            yield Case(text.file, text.expression, text.test, dict(zip(names, values, strict=True)))


def _components(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        yield from _components(part)
    if isinstance(node, dict) and "type" in node and (node.get("key") or node.get("path")):
        yield str(node.get("key") or node["path"]), node


def _values(name: str, component: dict[str, Any] | None, expression: str) -> list[Any]:
    if re.search(rf"\b{name} !?= (true|false)\b", expression):
        return _BY_KIND["checkbox"]
    if re.search(rf"\bin {name}\b", expression):
        return _BY_KIND["dynamiclist"]
    kind = component["type"] if component else ""
    words = list(dict.fromkeys(_LITERAL.findall(expression)))
    if kind == "datetime" and component is not None:
        return _moments() if component.get("subtype") == "datetime" else _DAYS
    if kind in ("checklist", "taglist"):
        return [*_BY_KIND[kind], *([word] for word in words)]
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return _COUNTS if not component and _counts(expression) else [*words, "甲", None]


def _counts(expression: str) -> bool:
    """Does it hold a number, so that variables of the process in it are numbers too?"""
    return re.search(r"\b\d", _LITERAL.sub("", expression)) is not None


def _moments() -> list[Any]:
    return [datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZONE) if day else None for day in _DAYS]
