"""Does a value belong to a type, and the implied conversions (DMN 1.5, 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, time
from typing import Any

from engine.feel.runtime import Run
from engine.feel.syntax.nodes import TypeName
from engine.feel.values.kinds import Function, Range, kind_of
from engine.feel.values.longs import joined

_ALIASES: Mapping[str, str] = {
    "date time": "date and time",
    "dateTime": "date and time",
    "day time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "year month duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "Null": "null",
}
NAMED = frozenset(
    {"number", "string", "boolean", "date", "time", "date and time", "days and time duration",
     "years and months duration", "list", "context", "range", "function", "null", "Any"}
)
ANY = TypeName("Any")


def kind_name(name: str) -> str:
    """The name of the kind, its aliases resolved."""
    return _ALIASES.get(name, name)


def is_known(name: str) -> bool:
    """Is it a built-in type?"""
    return kind_name(name) in NAMED


def unclear(wanted: TypeName, run: Run) -> str:
    """The part of the type that means nothing, empty when all of it does (DMN 1.5, 10.3.2.9 and table 61)."""
    name = kind_name(wanted.name)
    if name not in NAMED:
        return "" if wanted.name in run.types else wanted.name
    complete = {
        "list": bool(wanted.params), "range": bool(wanted.params), "context": wanted.bracketed,
        "function": wanted.result is not None,
    }
    if not complete.get(name, True):
        return name
    parts = (*wanted.params, wanted.result) if wanted.result else wanted.params
    return next((found for part in parts if (found := unclear(part, run))), "")


def belongs(value: Any, wanted: TypeName, run: Run) -> bool:
    """``value instance of wanted``. Null belongs only to Null. The run judges types not built in."""
    name = kind_name(wanted.name)
    if value is None:
        return name == "null"
    if name not in NAMED:
        return run.is_named(wanted.name, value)
    if name == "Any":
        return True
    if kind_of(value) != name:
        return False
    if name == "function":
        return wanted.result is None or _same_signature(value, wanted)
    if wanted.members:
        pairs = zip(wanted.members, wanted.params, strict=True)
        return all(member in value and _fits(value[member], kind, run) for member, kind in pairs)
    if not wanted.params:
        return True
    if name == "list":
        return all(_fits(item, wanted.params[0], run) for item in value)
    return isinstance(value, Range) and _range_of(value, wanted.params[0], run)


def _fits(value: Any, wanted: TypeName, run: Run) -> bool:
    """Inside lists and contexts, null belongs to every type."""
    run.spend(1)
    return value is None or belongs(value, wanted, run)


def _range_of(value: Range, wanted: TypeName, run: Run) -> bool:
    return all(_fits(end, wanted, run) for end in (value.start, value.end))


def _same_signature(function: Function, wanted: TypeName) -> bool:
    """Conforming: parameters may be wider, the result narrower (DMN 1.5, 10.3.2.9.2)."""
    if function.variadic or len(function.params) != len(wanted.params):
        return False
    declared = function.param_types or (None,) * len(function.params)
    if not all(conforms(want, have or ANY) for want, have in zip(wanted.params, declared, strict=True)):
        return False
    return conforms(function.result_type or ANY, wanted.result or ANY)


def conforms(narrow: TypeName, wide: TypeName) -> bool:
    """Is every value of the one type a value of the other?"""
    one, other = kind_name(narrow.name), kind_name(wide.name)
    if other == "Any" or one == "null":
        return True
    if one != other:
        return False
    if wide.members:
        have = dict(zip(narrow.members, narrow.params, strict=True))
        pairs = zip(wide.members, wide.params, strict=True)
        return all(member in have and conforms(have[member], kind) for member, kind in pairs)
    if one == "function" and wide.result is not None:
        return (
            narrow.result is not None
            and len(narrow.params) == len(wide.params)
            and all(conforms(want, have) for want, have in zip(wide.params, narrow.params, strict=True))
            and conforms(narrow.result, wide.result)
        )
    return not wide.params or (bool(narrow.params) and conforms(narrow.params[0], wide.params[0]))


def coerce(value: Any, wanted: TypeName, run: Run) -> Any:
    """The value as the type, by the implied conversions; null when it does not fit."""
    if value is None or belongs(value, wanted, run):
        return value
    name = kind_name(wanted.name)
    if name == "list":
        return [value] if belongs([value], wanted, run) else None
    if type(value) is list and len(value) == 1 and belongs(value[0], wanted, run):
        return value[0]
    if name == "date and time" and kind_of(value) == "date":
        return midnight_utc(value)
    return None


def midnight_utc(day: Any) -> Any:
    """A date read as a date and time: its midnight in UTC."""
    return joined(day, time(tzinfo=UTC))
