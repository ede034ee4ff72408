"""Whether a typed value fits the component's ``validate`` block, its options and the performer's signature."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.forms.patterns import MAX_TEXT, matches, refusal
from engine.forms.reading import is_empty
from engine.forms.refusals import Refused
from engine.model.form import Component

Options = Callable[[Component], Collection[str] | None]
"""Allowed ids of a field whose choices come from the server; None for any other field."""


@dataclass(frozen=True)
class Means:
    """What the checks need besides the form: server options, variables, the clock (local), the performer's name."""

    options: Options
    context: Mapping[str, Any]
    now: datetime
    performer: str


def check(component: Component, value: Any, means: Means) -> Any:
    """The value as it is kept. Raises Refused."""
    kind = str(component.get("type"))
    rules = component.get("validate") or {}
    if is_empty(value) or (kind == "checkbox" and value is False):
        return _nothing(kind, rules)
    if kind in ("textfield", "textarea"):
        _text(component, rules, value, means)
    elif kind == "number":
        _number(rules, value)
    elif kind == "datetime":
        _moment(component, value, means)
    elif kind in ("radio", "select"):
        return _option(_allowed(component, means), value)
    elif kind in ("checklist", "taglist"):
        allowed = _allowed(component, means)
        return [_option(allowed, item) for item in value]
    elif kind == "filepicker" and (files := means.options(component)) is not None:
        return [_option(list(files), item) for item in value]
    return value


def _nothing(kind: str, rules: Mapping[str, Any]) -> Any:
    """What an empty field means: false, an empty list, or null."""
    if rules.get("required"):
        raise Refused("must_check" if kind == "checkbox" else "required")
    if kind == "checkbox":
        return False
    return [] if kind in ("checklist", "taglist", "filepicker") else None


def _text(component: Component, rules: Mapping[str, Any], value: str, means: Means) -> None:
    longest, shortest, pattern = rules.get("maxLength"), rules.get("minLength"), rules.get("pattern")
    if isinstance(longest, int) and len(value) > longest:
        raise Refused("too_long", limit=longest)
    if isinstance(shortest, int) and len(value) < shortest:
        raise Refused("too_short", limit=shortest)
    if pattern:
        if len(value) > MAX_TEXT:
            raise Refused("too_long", limit=MAX_TEXT)
        if refusal(pattern) or not matches(pattern, value):
            raise Refused("pattern")
    if component.get("properties", {}).get("type") == "sign" and value.strip() != means.performer:
        raise Refused("sign")


def _number(rules: Mapping[str, Any], value: int | Decimal) -> None:
    largest, smallest = rules.get("max"), rules.get("min")
    if largest is not None and value > Decimal(str(largest)):
        raise Refused("too_large", limit=largest)
    if smallest is not None and value < Decimal(str(smallest)):
        raise Refused("too_small", limit=smallest)


def _moment(component: Component, value: date | datetime, means: Means) -> None:
    day = value.astimezone(means.now.tzinfo).date() if isinstance(value, datetime) else value
    if component.get("disallowPassedDates") and day < means.now.date():
        raise Refused("past")


def _allowed(component: Component, means: Means) -> list[Any]:
    """Values of the options: from the server, from the form, or from the variable that ``valuesKey`` names."""
    if component.get("properties", {}).get("source"):
        return list(means.options(component) or ())
    listed = component.get("values")
    if listed is None and component.get("valuesKey"):
        listed = means.context.get(str(component["valuesKey"]))
    return list(_values(listed)) if isinstance(listed, list) else []


def _values(listed: list[Any]) -> Iterator[Any]:
    for option in listed:
        yield option.get("value") if isinstance(option, Mapping) else option


def _option(allowed: list[Any], value: Any) -> Any:
    """The option that was meant; a page that can only send text means the option that reads the same."""
    for option in allowed:
        if option == value and isinstance(option, bool) == isinstance(value, bool):
            return option
    for option in allowed:
        if isinstance(value, str) and not isinstance(option, str) and _spelled(option) == value:
            return option
    raise Refused("option")


def _spelled(option: Any) -> str:
    return str(option).lower() if isinstance(option, bool) else str(option)
