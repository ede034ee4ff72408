"""Early warnings (预警): a rule counts, compares with its thresholds and fires - once per level, group and occasion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.catalog.options import scope_unit
from engine.catalog.routing import parse_address
from engine.commands import ledger
from engine.commands.watch import evaluate, scope
from engine.model import events as e
from engine.model.alarm import Act, AlarmRule, Counted, Notice, Start, Threshold
from engine.model.register import row_context
from engine.model.values import copy, to_plain
from engine.store.tables import register_row

if TYPE_CHECKING:
    from engine.commands.course import Course

Names = dict[str, Any]
COUNTED_LIMIT = 10_000     # rows one judgement may look at; more is a fault of the rule, told as an incident


def judge(course: Course, rule: AlarmRule, row: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """Number of the alarm raised, empty when there is no reason for one or it has been raised before."""
    names = scope(course, rule, row, before)
    names["unit"] = unit = str(evaluate(course, rule.unit, names) or course.case.row["unit"])
    names["counted"] = _counted(course, rule.counted, names) if rule.counted else []
    for name, text in rule.lets.items():
        names[name] = evaluate(course, text, names)
    names["value"] = evaluate(course, rule.value, names)
    reached = next((each for each in rule.thresholds if evaluate(course, each.when, names) is True), None)
    if reached is None:
        return ""
    group = [_text(evaluate(course, text, names)) for text in rule.group]
    occasion = _text(evaluate(course, rule.occasion, names)) if rule.occasion else ""
    key = "|".join((rule.id, reached.level, *group, occasion))
    course.tx.line_up(f"alarm {key}")
    if _raised(course, key):
        return ""
    return _raise(course, rule, reached, key, unit, names)


def _raise(course: Course, rule: AlarmRule, reached: Threshold, key: str, unit: str, names: Names) -> str:
    """Enter the alarm in its register, then do what the rule says."""
    shown = evaluate(course, reached.shown, names) if reached.shown else names["threshold"].get(reached.level)
    what = _text(evaluate(course, rule.object, names)) if rule.object else course.current.unit_name(unit)
    acts = [act for act in rule.acts if _applies(course, act, reached.level, names)]
    register = course.current.bundle.registers[rule.ledger]
    number = ledger.write_new(course, register, key, unit, {
        "status": "open", "rule": rule.id, "rule_name": rule.name, "alert_level": reached.level, "object": what,
        "value": names["value"], "threshold": shown, "raised_on": course.today(),
        "source_no": str(names["row"].get("row_no") or ""), "case_no": course.case.row["case_no"],
        "handling": "、".join(dict.fromkeys(_word(course, act) for act in acts)),
    })
    names |= {"level": reached.level, "alarm_no": number, "object": what, "limit": shown}
    course.record(e.AlarmRaised(
        number, rule.id, rule.name, reached.level, unit, what, copy(names["value"]), copy(shown),
    ))
    for act in acts:
        _do(course, act, unit, names)
    return number


def _applies(course: Course, act: Act, level: str, names: Names) -> bool:
    fits = not act.levels or level in act.levels
    return fits and (not act.when or evaluate(course, act.when, {**names, "level": level}) is True)


def _do(course: Course, act: Act, unit: str, names: Names) -> None:
    def value(text: str) -> Any:
        return evaluate(course, text[1:], names) if text.startswith("=") else text

    does = act.does
    if isinstance(does, Notice):
        for user in dict.fromkeys(user for word in does.to for user in _people(course, word, unit, names)):
            course.record(e.Noticed(course.tx.new_id(), user, _text(value(does.text))))
    elif isinstance(does, Start):
        given = copy({name: value(text) for name, text in does.variables.items()})
        course.start_other(does.definition, _text(value(does.unit)) or unit, does.relation, given)
    else:
        payload = {name: value(text) for name, text in does.payload.items()}
        course.throw("message", does.message, payload, "", _text(value(does.unit)) or unit,
                     _text(value(does.correlation)))


def _people(course: Course, word: str, unit: str, names: Names) -> tuple[str, ...]:
    """Holders of ``role@scope`` seen from the unit warned about, else of the nearest superior unit that has any."""
    address, organisation = parse_address(word), course.current.organisation
    place = scope_unit(organisation, address.scope, unit, unit)
    if place is None:
        place = _text(evaluate(course, address.scope.removeprefix("="), names))
    return organisation.serving(address.role, place)[1]


def _counted(course: Course, counted: Counted, names: Names) -> list[dict[str, Any]]:
    """Rows the rule counts, those written in this transaction included."""
    query = select(register_row).where(register_row.c.register == counted.register).limit(COUNTED_LIMIT + 1)
    units: list[Any] = []
    if counted.unit:
        value = evaluate(course, counted.unit, names)
        units = value if isinstance(value, list) else [value]
        query = query.where(register_row.c.unit.in_(units))
    if counted.open:
        query = query.where(register_row.c.closed_at == "")
    found = {row.id: dict(row._mapping) for row in course.tx.connection.execute(query)}
    if len(found) > COUNTED_LIMIT:
        raise ValueError(f"more than {COUNTED_LIMIT} rows of {counted.register} to count")
    for key, row in course.case.rows.get("register_row", {}).items():
        if row["register"] == counted.register and (not units or row["unit"] in units):
            found[key] = row
    rows = (row_context(row) for row in found.values() if not (counted.open and row["closed_at"]))
    return [row for row in rows if _counts(course, counted, {**names, "item": row})]


def _counts(course: Course, counted: Counted, names: Names) -> bool:
    if counted.on:
        days, day = evaluate(course, counted.days, names), course.current.calendar("").day_of
        on = evaluate(course, counted.on, names)
        if on is None or days is None or not 0 <= (course.today() - day(on)).days <= days:
            return False
    return not counted.where or evaluate(course, counted.where, names) is True


def _raised(course: Course, key: str) -> bool:
    if key in course.case.rows.get("register_row", {}):
        return True
    query = select(register_row.c.id).where(register_row.c.id == key)
    return course.tx.connection.execute(query).first() is not None


def _word(course: Course, act: Act) -> str:
    """What the alarm's row says was done."""
    if isinstance(act.does, Notice):
        return "通知"
    if isinstance(act.does, Start):
        return f"启动“{course.current.process(act.does.definition).name}”"
    return f"发出“{act.does.message}”"


def _text(value: Any) -> str:
    return "" if value is None else str(to_plain(value))
