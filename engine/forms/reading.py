"""From what a browser sends to a typed value, by component type. Each reader raises ``Refused``.

number -> int or Decimal, date -> date, date-time -> aware UTC datetime (a naive one is local time), choices -> the
value chosen, files and people -> ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from engine.forms.refusals import Refused
from engine.model.form import Component

MAX_LINE = 10_000
"""Longest text of a textfield (characters)."""

MAX_TEXT = 100_000
"""Longest text of a textarea."""

MAX_ENTRIES = 500
"""Most entries of a list and rows of a table."""

MAX_DIGITS = 30
MAX_ID = 200

_NUMBER = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_BAD_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def is_empty(value: Any) -> bool:
    """Whether nothing was filled in: null, blank text, empty list."""
    return value is None or (isinstance(value, str) and not value.strip()) or (isinstance(value, list) and not value)


def read(component: Component, raw: Any, zone: tzinfo | None) -> Any:
    """The typed value of one field; None when nothing was filled in."""
    if is_empty(raw):
        return None
    return READERS[str(component.get("type"))](component, raw, zone)


def text(raw: Any, longest: int) -> str:
    """A text without control characters."""
    if not isinstance(raw, str):
        raise Refused("text")
    if len(raw) > longest:
        raise Refused("too_long", limit=longest)
    if _BAD_CHARACTERS.search(raw):
        raise Refused("characters")
    return raw


def _line(component: Component, raw: Any, _: tzinfo | None) -> str:
    return text(raw, MAX_LINE)


def _area(component: Component, raw: Any, _: tzinfo | None) -> str:
    return text(raw, MAX_TEXT)


def _number(component: Component, raw: Any, _: tzinfo | None) -> int | Decimal:
    number = _decimal(raw)
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if len(number.as_tuple().digits) > MAX_DIGITS or number.adjusted() > MAX_DIGITS or places > MAX_DIGITS:
        raise Refused("digits")
    allowed = decimals(component)
    if allowed == 0:
        if number != number.to_integral_value():
            raise Refused("whole")
        return int(number)
    if allowed is not None and places > allowed and number != round(number, allowed):
        raise Refused("decimals", limit=allowed)
    return number if isinstance(raw, float | str) or number != number.to_integral_value() else int(number)


def _decimal(raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        raise Refused("number")
    if isinstance(raw, str):
        if not _NUMBER.fullmatch(raw.strip()):
            raise Refused("number")
        return Decimal(raw.strip())
    if isinstance(raw, int):
        if abs(raw) >= 10**MAX_DIGITS:
            raise Refused("digits")
        return Decimal(raw)
    number = Decimal(repr(raw)) if isinstance(raw, float) else raw
    if not number.is_finite():
        raise Refused("number")
    return number


def decimals(component: Component) -> int | None:
    """Decimal places a number field takes; None leaves them free. Money has two unless the form says otherwise."""
    kind = component.get("properties", {}).get("type")
    if kind == "int":
        return 0
    declared = component.get("decimalDigits")
    if isinstance(declared, int):
        return declared
    return 2 if kind == "money" else None


def _moment(component: Component, raw: Any, zone: tzinfo | None) -> date | datetime:
    return _datetime(raw, zone) if component.get("subtype") == "datetime" else _date(raw)


def _date(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str) or not _DATE.fullmatch(raw.strip()):
        raise Refused("date")
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        raise Refused("date") from None


def _datetime(raw: Any, zone: tzinfo | None) -> datetime:
    if not isinstance(raw, datetime) and not (isinstance(raw, str) and _DATETIME.match(raw.strip())):
        raise Refused("datetime")
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(raw.strip())
        local = moment.replace(tzinfo=zone or UTC) if moment.tzinfo is None else moment
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("datetime") from None


def _checkbox(component: Component, raw: Any, _: tzinfo | None) -> bool:
    if raw in ("true", "false"):
        return bool(raw == "true")
    if not isinstance(raw, bool):
        raise Refused("boolean")
    return raw


def _choice(component: Component, raw: Any, _: tzinfo | None) -> Any:
    return scalar(raw)


def _choices(component: Component, raw: Any, _: tzinfo | None) -> list[Any]:
    chosen = [scalar(item) for item in entries(raw)]
    if len({str(item) for item in chosen}) < len(chosen):
        raise Refused("twice")
    return chosen


def scalar(raw: Any) -> Any:
    """One value of a choice, to be compared with the options."""
    if isinstance(raw, str):
        return text(raw, MAX_ID)
    if isinstance(raw, bool | int | Decimal):
        return raw
    raise Refused("option")


def entries(raw: Any) -> Sequence[Any]:
    """A list of a sane length."""
    if not isinstance(raw, list | tuple):
        raise Refused("list")
    if len(raw) > MAX_ENTRIES:
        raise Refused("too_many", limit=MAX_ENTRIES)
    return raw


def _files(component: Component, raw: Any, _: tzinfo | None) -> list[str]:
    ids = [text(item, MAX_ID) for item in entries(raw)]
    if len(set(ids)) < len(ids):
        raise Refused("twice")
    if len(ids) > 1 and component.get("multiple") is False:
        raise Refused("single")
    return ids


Reader = Callable[[Component, Any, tzinfo | None], Any]
READERS: Mapping[str, Reader] = {
    "textfield": _line, "textarea": _area, "number": _number, "datetime": _moment, "checkbox": _checkbox,
    "radio": _choice, "select": _choice, "checklist": _choices, "taglist": _choices, "filepicker": _files,
}
