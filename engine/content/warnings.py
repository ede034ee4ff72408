"""Warnings (预警): ``org/warnings.yaml`` -> ``Policy``, and the letters that a step drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, cast, get_args

from engine.content import marked
from engine.content.codes import declare
from engine.content.marked import Map
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.lights import STEPS, Mark, Policy, Step, WarningClass
from engine.model.limits import Unit

BAD_WARNING = declare(
    "warning-bad-value", "预警配置 {key} 无效:{value}", "Warning setting {key} is not valid: {value}",
    "`steps: {purple: deadline}`",
)


@dataclass(frozen=True)
class Warnings:
    """The policy, and which process drafts a letter at which step (``esc2: supervision-letter``)."""

    policy: Policy = field(default_factory=lambda: Policy(()))
    letters: Mapping[str, str] = field(default_factory=dict)


def read_warnings(source: bytes, sheet: Sheet) -> Warnings:
    """The warnings of the file; faulty steps are reported and left out."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return Warnings()
    classes = tuple(_class(found) for found in item.records("classes", required=True))
    result = Warnings(Policy(classes, _recipients(item)), item.texts("letters"))
    item.done()
    return result


def _class(item: Record) -> WarningClass:
    found = WarningClass(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""), marks=_marks(item),
        up_to=_up_to(item), recipients=_recipients(item),
    )
    item.done()
    return found


def _marks(item: Record) -> dict[Step, Mark]:
    steps = Record(item.mapping("steps", required=True), item.sheet, item.element)
    marks: dict[Step, Mark] = {}
    for name, value in steps.data.items():
        if name not in STEPS:
            _bad(steps, name, name)
        elif value == "deadline":
            marks[name] = Mark(deadline=True)
        elif isinstance(value, Map):
            marks[name] = _mark(Record(value, item.sheet, item.element))
        else:
            _bad(steps, name, str(value))
    return marks


def _mark(item: Record) -> Mark:
    unit = item.text("unit", "WD")
    at = item.text("at", "00:00")
    try:
        clock = time.fromisoformat(at)
    except ValueError:
        _bad(item, "at", at)
        clock = time()
    if unit not in ("WD", "CD"):
        _bad(item, "unit", unit)
    mark = Mark(item.number("days"), "CD" if unit == "CD" else "WD", clock)
    item.done()
    return mark


def _up_to(item: Record) -> dict[Unit, int | None]:
    nested = Record(item.mapping("up_to"), item.sheet, item.element)
    result: dict[Unit, int | None] = {}
    for unit, value in nested.data.items():
        if unit not in get_args(Unit):
            _bad(nested, unit, unit)
            continue
        result[cast(Unit, unit)] = None if value == "any" else nested.number(unit)
    return result


def _recipients(item: Record) -> dict[Step, tuple[str, ...]]:
    nested = Record(item.mapping("recipients"), item.sheet, item.element)
    result: dict[Any, tuple[str, ...]] = {}
    for step in nested.data:
        if step in STEPS:
            result[step] = nested.words(step)
        else:
            _bad(nested, step, step)
    return result


def _bad(item: Record, key: str, value: str) -> None:
    item.sheet.note(BAD_WARNING, item.line_of(key), item.element, key=key, value=value)
