"""Early-warning rules: ``registers/rules/<id>.yaml`` -> ``AlarmRule``; their numbers: ``org/thresholds.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.alarm import LEVELS, Act, AlarmRule, Counted, Notice, Start, Threshold, Throw

BAD_LEVEL = declare(
    "alarm-level", "预警等级应为 red、yellow 或 blue:{level}", "A level is red, yellow or blue: {level}",
    "`levels: {orange: value > 3}`",
)
ONE_ACT = declare(
    "alarm-action", "每项措施应恰有 notify、start、throw 之一", "An action has exactly one of notify, start and throw",
    "an action with only `level: red`",
)
BAD_FIGURE = declare(
    "threshold-bad-value", "阈值 {key} 应为数值或文本", "Threshold {key} must be a number or a text",
    "`EW-6: {red: [20]}`",
)
DOES = ("notify", "start", "throw")


def read_rule(source: bytes, sheet: Sheet) -> AlarmRule | None:
    """The rule of one file, None when it cannot be read."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return None
    rule = AlarmRule(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""), register=item.text("register"),
        ledger=item.text("ledger"), when=_feel(item, "when", ""), unit=_feel(item, "unit", "row.unit"),
        group=tuple(text.removeprefix("=").strip() for text in item.words("group")),
        occasion=_feel(item, "occasion", ""), object=_feel(item, "object", ""), counted=_counted(item),
        lets={name: text.removeprefix("=") for name, text in item.texts("let").items()},
        value=_feel(item, "value"), thresholds=_thresholds(item),
        acts=tuple(act for found in item.records("actions") if (act := _act(found, sheet, item.element)) is not None),
        basis=item.text("basis", ""), file=sheet.file,
    )
    item.done()
    return rule


def read_figures(source: bytes, sheet: Sheet) -> dict[str, dict[str, Any]]:
    """Numbers by rule and name."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    return {} if item is None else {rule: dict(_figures(item, rule)) for rule in item.data}


def _figures(item: Record, rule: str) -> Mapping[str, Any]:
    nested = item.mapping(rule)
    for key, value in nested.items():
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            item.sheet.note(BAD_FIGURE, nested.lines[key], rule, key=key)
    return nested


def _feel(item: Record, key: str, default: str | None = None) -> str:
    return item.text(key, default).removeprefix("=").strip()


def _counted(item: Record) -> Counted | None:
    if "counted" not in item:
        return None
    nested = Record(item.mapping("counted"), item.sheet, item.element)
    window = Record(nested.mapping("window"), item.sheet, item.element)
    counted = Counted(
        register=nested.text("register", item.text("register")), unit=_feel(nested, "unit", ""),
        open=nested.flag("open"), where=_feel(nested, "where", ""),
        on=_feel(window, "on") if window.data else "", days=_feel(window, "days") if window.data else "",
    )
    window.done()
    nested.done()
    return counted


def _thresholds(item: Record) -> tuple[Threshold, ...]:
    """From grave to light, whatever the order in the file."""
    nested = Record(item.mapping("levels", required=True), item.sheet, item.element)
    found = []
    for level in nested.data:
        if level not in LEVELS:
            item.sheet.note(BAD_LEVEL, nested.line_of(level), item.element, level=level)
            continue
        if isinstance(nested.data[level], str):
            found.append(Threshold(level, _feel(nested, level)))
            continue
        whole = Record(nested.mapping(level), item.sheet, item.element)
        found.append(Threshold(level, _feel(whole, "when"), _feel(whole, "threshold", "")))
        whole.done()
    return tuple(sorted(found, key=lambda each: LEVELS.index(each.level)))


def _act(item: Record, sheet: Sheet, rule: str) -> Act | None:
    given = [name for name in DOES if name in item]
    if len(given) != 1:
        sheet.note(ONE_ACT, item.line, rule)
        return None
    levels = item.words("level")
    for level in levels:
        if level not in LEVELS:
            sheet.note(BAD_LEVEL, item.line_of("level"), rule, level=level)
    nested = Record(item.mapping(given[0]), sheet, rule)
    act = Act(levels, _feel(item, "when", ""), _does(given[0], nested), item.line)
    nested.done()
    item.done()
    return act


def _does(kind: str, item: Record) -> Notice | Start | Throw:
    if kind == "notify":
        return Notice(item.words("to"), item.text("text"))
    if kind == "start":
        return Start(item.text("definition"), item.text("unit", ""), item.text("relation", "升级"),
                     item.texts("variables"))
    return Throw(item.text("message"), item.text("correlation", ""), item.text("unit", ""), item.texts("payload"))
