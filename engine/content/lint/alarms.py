"""Early-warning rules fit the registers, roles, procedures and numbers they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.content import COMMON_COLUMNS
from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults, literal_or_feel
from engine.model.alarm import AlarmRule, Notice, Start
from engine.model.definition import definition_key
from engine.model.errors import Problem

REFERENCE = declare(
    "alarm-unknown-reference", "预警规则引用的{what_zh}不存在:{ref}", "The rule names an unknown {what}: {ref}",
    "`register: L-99`",
)
COLUMN = declare(
    "unknown-register-column", "台账 {register} 没有列 {column}", "Register {register} has no column {column}",
    "`when: row.repeat_cnt > 0`",
)
FIGURE = declare(
    "alarm-unknown-threshold", "org/thresholds.yaml 中没有 {rule} 的阈值 {name}",
    "org/thresholds.yaml has no number {name} of {rule}", "`yellow: value > threshold.yelow`",
)
LEDGER_COLUMN = declare(
    "alarm-ledger-column", "预警台账 {register} 缺少列 {column}",
    "The alarm register {register} lacks the column {column}",
    "a ledger without the column `alert_level`",
)

LEDGER_COLUMNS = (
    "rule", "rule_name", "alert_level", "object", "value", "threshold", "raised_on", "source_no", "case_no", "handling",
)
"""What the engine writes into the register of alarms."""
ROW_KEYS = COMMON_COLUMNS | {"instance"}
OF_ROW = re.compile(r"\b(?:row|before)\.(\w+)")
_OF_ITEM = re.compile(r"\bitem\.(\w+)")
_OF_THRESHOLD = re.compile(r"\bthreshold\.(\w+)")


def references(context: Context) -> Iterator[Problem]:
    """Registers, roles and procedures exist."""
    for rule in context.bundle.rules.values():
        registers = [rule.register, rule.ledger, *([rule.counted.register] if rule.counted else [])]
        for ref in registers:
            if context.misses_register(ref):
                yield _missing(context, rule, "台账", "register", ref)
        for act in rule.acts:
            if isinstance(act.does, Start) and context.misses_process(definition_key(act.does.definition)):
                yield _missing(context, rule, "流程", "procedure", act.does.definition)
            for word in act.does.to if isinstance(act.does, Notice) else ():
                if context.misses_role(word.partition("@")[0]):
                    yield _missing(context, rule, "角色", "role", word.partition("@")[0])


def columns(context: Context) -> Iterator[Problem]:
    """Columns read from the watched and the counted rows exist; the register of alarms has what is written there."""
    for rule in context.bundle.rules.values():
        for text in texts(rule):
            yield from missing_columns(context, rule.file, rule.id, rule.register, OF_ROW, text)
            if rule.counted:
                yield from missing_columns(context, rule.file, rule.id, rule.counted.register, _OF_ITEM, text)
        ledger = context.bundle.registers.get(rule.ledger)
        known = {column.id for column in ledger.columns} if ledger else set(LEDGER_COLUMNS)
        for column in LEDGER_COLUMNS:
            if column not in known:
                line = context.line(rule.file, "ledger")
                yield LEDGER_COLUMN.at(rule.file, line, rule.id, register=rule.ledger, column=column)


def figures(context: Context) -> Iterator[Problem]:
    """Numbers the expressions name are given."""
    broken = "org/thresholds.yaml" in context.broken
    for rule in context.bundle.rules.values():
        known = context.bundle.figures.get(rule.id, {})
        names = dict.fromkeys(name for text in texts(rule) for name in _OF_THRESHOLD.findall(text.feel))
        for name in names:
            if name not in known and not broken:
                yield FIGURE.at(rule.file, context.line(rule.file, name), rule.id, rule=rule.id, name=name)


def expressions(context: Context) -> Iterator[Problem]:
    """Every FEEL text of a rule compiles."""
    for rule in context.bundle.rules.values():
        yield from faults(context, rule.file, texts(rule))


def missing_columns(
    context: Context, file: str, element: str, register_id: str, pattern: re.Pattern[str], text: Text
) -> Iterator[Problem]:
    """Columns an expression reads that the register lacks."""
    register = context.bundle.registers.get(register_id)
    if register is None:
        return
    known = ROW_KEYS | {column.id for column in register.columns}
    for name in dict.fromkeys(pattern.findall(text.feel)):
        if name not in known:
            line = text.line or context.line(file, name)
            yield COLUMN.at(file, line, element, register=register_id, column=name)


def texts(rule: AlarmRule) -> Iterator[Text]:
    """All FEEL texts of a rule."""
    counted = rule.counted
    named = [("when", rule.when), ("unit", rule.unit), ("occasion", rule.occasion), ("object", rule.object),
             ("value", rule.value), *(("group", text) for text in rule.group),
             *((f"let {name}", text) for name, text in rule.lets.items())]
    if counted:
        named += [("counted unit", counted.unit), ("counted where", counted.where), ("window on", counted.on),
                  ("window days", counted.days)]
    for threshold in rule.thresholds:
        named += [(f"level {threshold.level}", threshold.when), (f"threshold {threshold.level}", threshold.shown)]
    yield from (Text(0, rule.id, what, feel) for what, feel in named if feel)
    for act in rule.acts:
        if act.when:
            yield Text(act.line, rule.id, "action when", act.when)
        for what, value in _given(act.does):
            yield from literal_or_feel(act.line, rule.id, what, value)


def _given(does: object) -> Iterator[tuple[str, str]]:
    for name, value in vars(does).items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name} {key}", text) for key, text in value.items())


def _missing(context: Context, rule: AlarmRule, what_zh: str, what: str, ref: str) -> Problem:
    return REFERENCE.at(rule.file, context.line(rule.file, ref), rule.id, what_zh=what_zh, what=what, ref=ref)
