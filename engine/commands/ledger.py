"""Register rows (台账): written by the elements the register's file names, never by hand, never lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.commands.watch import watch
from engine.feel import FeelLimitError, FeelSyntaxError
from engine.model import events as e
from engine.model.errors import AutomationFailed
from engine.model.register import Register, Write, row_context
from engine.model.values import copy, from_json, to_plain
from engine.store import register_rows
from engine.store.cases import StoredCase
from engine.store.register_rows import COMMON
from engine.store.tables import register_row

if TYPE_CHECKING:
    from engine.commands.course import Course

CLOSED = frozenset({"closed", "closed_late", "archived", "terminated", "withdrawn", "merged", "forwarded"})
BROKEN_OFF = frozenset({"withdrawn", "terminated", "forwarded"})   # a case ended by authority, not by its diagram
LINKS = "L-30"


def write(course: Course, element: str, around: Mapping[str, Any]) -> None:
    """Write every row that a register hangs on this element. ``around``: what its multi-instances hold there."""
    for register in course.release.bundle.registers.values():
        for rule in register.writes:
            if rule.process == course.process.key and rule.at == element:
                with _blamed(element):
                    _apply(course, register, rule, around)


def track(course: Course, element: str, clock: Mapping[str, Any]) -> None:
    """Rows that follow a task's due dates take them over."""
    if not clock:
        return
    for register in course.release.bundle.registers.values():
        rules = [rule for rule in register.writes if rule.track == element and rule.process == course.process.key]
        if rules:
            dates = {"due_raw": clock["raw_due"], "due_effective": clock["effective_due"]}
            with _blamed(element):
                for case, key in _followers(course, register, rules):
                    _put(course, case, register, key, case.rows["register_row"][key], dates, {})


def close(course: Course, status: str) -> None:
    """Rows still open when the case is broken off take over how it ended; nothing stays overdue for ever."""
    for key, row in list(course.case.need(course.tx.connection, "register_row").items()):
        register = course.release.bundle.registers.get(row["register"])
        if register is not None and register.id != LINKS and row["status"] not in CLOSED:
            _put(course, course.case, register, key, row, {"status": status}, {})
    for register in course.release.bundle.registers.values():
        rules = [rule for rule in register.writes if rule.adopts and rule.process == course.process.key]
        for target in dict.fromkeys(course.evaluate(rule.target) for rule in rules):
            if target:
                case, key = _target(course, register, str(target))
                row = case.rows["register_row"][key]
                if row["status"] not in CLOSED:
                    _put(course, case, register, key, row, {"status": status}, {})


@contextmanager
def _blamed(element: str) -> Iterator[None]:
    """A row that cannot be written is the failure of its element."""
    try:
        yield
    except (FeelLimitError, FeelSyntaxError, LookupError, TypeError, ValueError) as error:
        raise AutomationFailed(element, str(error)) from error


def _apply(course: Course, register: Register, rule: Write, around: Mapping[str, Any]) -> None:
    items = course.evaluate(rule.each, around) if rule.each else [None]
    for item in items or []:
        local = dict(around) if item is None else {**around, "item": item}
        if rule.when and course.evaluate(rule.when, local) is not True:
            continue
        if target := course.evaluate(rule.target, local) if rule.target else None:
            _write_target(course, register, rule, str(target), local)
            continue
        identity = str(course.value(rule.row, local) or "") if rule.row else ""
        values = copy({name: course.value(text, local) for name, text in rule.set.items()})
        write_row(course, register, identity, values, local)


def _write_target(course: Course, register: Register, rule: Write, row_no: str, local: Mapping[str, Any]) -> None:
    """Write into the row of that number; the values see it as ``row``. Both cases tell of it."""
    case, key = _target(course, register, row_no)
    row = case.rows["register_row"][key]
    seen = {**local, "row": row_context(row)}
    values = copy({name: course.value(text, seen) for name, text in rule.set.items()})
    if case is not course.case:
        course.record(e.RowTargeted(key, register.id, row_no, case.id, rule.at))
    _put(course, case, register, key, row, *_parted(values))


def _target(course: Course, register: Register, row_no: str) -> tuple[StoredCase, str]:
    """The locked case that owns the row of a number, and the row's key. Raises LookupError unless there is one."""
    query = select(register_row.c.id, register_row.c.instance).where(
        register_row.c.register == register.id, register_row.c.row_no == row_no)
    found = {row.id: row.instance for row in course.tx.connection.execute(query)}
    for case in course.tx.cases.values():
        rows = case.rows.get("register_row", {}).items()
        found |= {key: case.id for key, row in rows if (row["register"], row["row_no"]) == (register.id, row_no)}
    if len(found) != 1:
        raise LookupError(f"register {register.id} has {len(found)} rows of number {row_no}")
    (key, owner), = found.items()
    case = course.tx.case(owner)
    case.need(course.tx.connection, "register_row")
    return case, key


def _followers(course: Course, register: Register, rules: Sequence[Write]) -> Iterator[tuple[StoredCase, str]]:
    """Rows whose due dates follow a task: the case's own, or the one a rule writes into instead."""
    targets = [target for rule in rules if rule.target and (target := course.evaluate(rule.target))]
    if targets:
        yield from (_target(course, register, str(target)) for target in dict.fromkeys(targets))
        return
    for key, row in list(course.case.need(course.tx.connection, "register_row").items()):
        if row["register"] == register.id:
            yield course.case, key


def write_row(
    course: Course, register: Register, identity: str, values: Mapping[str, Any], local: Mapping[str, Any] | None = None
) -> None:
    """Upsert the case's row ``identity`` in a register; columns not named keep their values."""
    key = f"{course.case.id}:{register.id}:{identity}"
    row = course.case.need(course.tx.connection, "register_row").get(key)
    if row is None:
        unit = str(course.value(register.unit, local) or course.case.row["unit"])
        row = _fresh(course, register, unit)
    _put(course, course.case, register, key, row, *_parted(values))


def write_new(course: Course, register: Register, key: str, unit: str, values: Mapping[str, Any]) -> str:
    """A new row under a key of its own in a register, for ``unit``; its number."""
    row = _fresh(course, register, unit)
    _put(course, course.case, register, key, row, *_parted(values))
    return str(row["row_no"])


def _fresh(course: Course, register: Register, unit: str) -> dict[str, Any]:
    """A row about to be written for the first time."""
    return {
        "row_no": _number(course, register, unit), "unit": unit, "year": course.today().year, "status": "",
        "due_raw": "", "due_effective": "", "closed_at": "", "data": {}, "version": 0,
        "secrecy": max(register.secrecy, 0), "instance": course.case.id,
    }


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """Common columns as text, and the register's own."""
    common = {name: _text(values[name]) for name in COMMON if name in values}
    return common, {name: value for name, value in values.items() if name not in COMMON}


def _put(
    course: Course, case: StoredCase, register: Register, key: str, row: Mapping[str, Any], common: Mapping[str, str],
    values: Mapping[str, Any],
) -> None:
    data = {**from_json(row["data"]), **values}
    if not row["version"]:
        data["created_at"] = e.instant(course.tx.now)
        if data.get(register.anonymous) is not True:
            data["created_by"] = course.tx.actor.user
    merged = {name: common.get(name, row[name]) for name in COMMON}
    if merged["status"] in CLOSED and not merged["closed_at"]:
        merged["closed_at"] = course.today().isoformat()
        data |= _closing(course, case, row, merged)
        if data["overdue_days"] and merged["status"] == "closed":
            merged["status"] = "closed_late"
    course.tx.record(case, e.RegisterWritten(
        row=key, register=register.id, row_no=row["row_no"], unit=row["unit"], year=row["year"],
        secrecy=row["secrecy"], values=data, row_version=row["version"] + 1,
        cause="" if case is course.case else course.case.id, **merged,
    ))
    watch(course, register, row if row["version"] else None, case.rows["register_row"][key])


def _closing(course: Course, case: StoredCase, row: Mapping[str, Any], merged: Mapping[str, str]) -> dict[str, int]:
    """Working days used since the case began and calendar days overdue, both 0 where they do not apply."""
    calendar, today = course.current.calendar(row["unit"]), course.today()
    begun = datetime.fromisoformat(case.row["started_at"]).astimezone(course.settings.zone).date()
    late = 0
    if merged["due_effective"]:
        judged = from_json(row["data"]).get("disposal_at")
        done = judged if isinstance(judged, date) else today
        late = max(0, (calendar.day_of(done) - calendar.day_of(e.day_or_moment(merged["due_effective"]))).days)
    return {"days_used": calendar.workdays_between(begun, today), "overdue_days": late}


def find(course: Course, register: str, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of a register (newest first) whose columns equal those given; rows of this command included."""
    written = {key: row for case in course.tx.cases.values() for key, row in case.rows.get("register_row", {}).items()}
    return register_rows.find(course.tx.connection, register, where, written)


def _number(course: Course, register: Register, unit: str) -> str:
    if not register.series:
        return str(course.case.row["case_no"])
    year = course.today().year
    return numbered(unit, register.series, year, course.tx.next_number(unit, register.series, year))


def numbered(unit: str, series: str, year: int, number: int) -> str:
    """``<unit>-<series>-<yyyy>-<4 digits>`` (catalogue section 1)."""
    return f"{unit}-{series}-{year}-{number:04d}"


def _text(value: Any) -> str:
    return "" if value is None else str(to_plain(value))
