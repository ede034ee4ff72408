"""Values as the test kit writes them, and when a result counts as met."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree

from engine.feel.values import temporal
from engine.feel.values.compare import equal

TOLERANCE = Decimal("1e-8")
Element = etree._Element
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_NUMERIC = frozenset({"decimal", "double", "integer", "int", "float", "long"})
_TEMPORAL = {
    "date": temporal.parse_date, "time": temporal.parse_time, "dateTime": temporal.parse_date_and_time,
    "duration": temporal.parse_duration, "dayTimeDuration": temporal.parse_duration,
    "yearMonthDuration": temporal.parse_duration,
}
WRONG = object()
"""An expected value that is none of its type: equal to nothing."""


def value_of(node: Element | None) -> Any:
    """The value of an input or expected node."""
    if node is None:
        return None
    parts = {etree.QName(child).localname: child for child in node if isinstance(child.tag, str)}
    if "list" in parts:
        return _list(parts["list"])
    components = node.findall("{*}component")
    if components:
        return {str(part.get("name")): value_of(part) for part in components}
    return _scalar(parts["value"]) if "value" in parts else None


def _list(node: Element) -> Any:
    return None if node.get(f"{_XSI}nil") == "true" else [value_of(item) for item in node.iterfind("{*}item")]


def _scalar(node: Element) -> Any:
    kind = str(node.get(f"{_XSI}type", "xsd:string")).rpartition(":")[2]
    text = node.text or ""
    if node.get(f"{_XSI}nil") == "true":
        return None
    if kind in _NUMERIC:
        return Decimal(text.strip())
    if kind == "boolean":
        return text.strip() in ("true", "1")
    if kind not in _TEMPORAL:
        return text
    value = _TEMPORAL[kind](text.strip())
    return WRONG if value is None else value


def close(value: Any, expected: Any) -> bool:
    """Equal, numbers within the kit's tolerance."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) < TOLERANCE
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(close, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(close(value[key], expected[key]) for key in value)
    return expected is not WRONG and equal(value, expected, lambda _: None) is True
