"""Time limits on tasks: the clock of a task that opens, its warnings, and how the clock is set anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from engine.catalog import Release
from engine.commands import following, ledger, recipients
from engine.model import events as e
from engine.model import lights, worktime
from engine.model.definition import Node
from engine.model.timertext import is_literal
from engine.model.values import from_json
from engine.model.worktime import Suspension
from engine.runner import timers

if TYPE_CHECKING:
    from engine.commands.course import Course



def clock(course: Course, node: Node, local: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of ``TaskOpened`` that say when the task is due; empty when it has no limit."""
    if node.ext.limit is None:
        return _stated(course, node, local)
    use, ref = node.ext.limit, str(course.value(node.ext.limit.ref, local))
    start = course.evaluate(use.start, local) if use.start else course.tx.now.astimezone(course.settings.zone)
    if not isinstance(start, date):
        raise ValueError(f"limit {ref}: its start is not a date")
    counted = fields(course.current, course.case.row["unit"], ref, start, until=_until(course, node, local))
    return {"limit": ref, "start": _text(start), **counted}


def _until(course: Course, node: Node, local: Mapping[str, Any]) -> date | None:
    """The day set in place of the counted one."""
    text = node.ext.limit.until if node.ext.limit else ""
    found = course.evaluate(text, local) if text else None
    return found if isinstance(found, date) else None


def _stated(course: Course, node: Node, local: Mapping[str, Any]) -> dict[str, Any]:
    """The clock of a task whose diagram states a moment (``camunda:dueDate``), no limit: it raises no warnings."""
    text = node.ext.due
    if not text:
        return {}
    zone = course.settings.zone
    found = timers.due(text if is_literal(text) else course.evaluate(text, local), course.tx.now, zone)
    if found is None:
        raise ValueError(f"due date {text}: no time")
    local_time = found.at.astimezone(zone)
    return {"raw_due": _text(local_time), "effective_due": _text(local_time), "deadline": e.instant(found.at)}


def fields(
    release: Release, unit: str, limit_id: str, start: date | datetime, extension: int = 0,
    suspended: Sequence[Suspension] = (), until: date | None = None,
) -> dict[str, Any]:
    """Due dates and warning plan of a limit started at ``start`` in ``unit``, or due on the day ``until``."""
    limit, calendar = release.bundle.limits[limit_id], release.calendar(unit)
    counted, first = (limit, start) if until is None else (replace(limit, amount=0, unit="CD"), until)
    due = worktime.due(counted, first, calendar, extension, suspended)
    plan = lights.warnings(limit, due, calendar, release.bundle.warning_policy.policy)
    return {
        "raw_due": _text(due.raw), "effective_due": _text(due.effective), "deadline": e.instant(due.deadline),
        "provisional": due.provisional, "plan": {step: e.instant(at) for step, at in plan},
    }


def schedule_warnings(course: Course, task: str) -> None:
    """Keep one job per task for its next warning; steps already past when the clock is set are due at once."""
    row = course.case.rows["task"][task]
    pending = _pending(course, task, row)
    warned: dict[str, bool] = course.context.setdefault("warned", {})
    if pending:
        warned[task] = True
        course.schedule(f"w:{task}", "warning", datetime.fromisoformat(pending[0][1]), {"task": task})
    elif warned.pop(task, None):
        course.done(f"w:{task}")


def warn(course: Course, task: str) -> None:
    """Raise every warning of a task that is due, each once, then wait for the next."""
    row = course.case.open_tasks().get(task)
    if row is None:
        return course.done(f"w:{task}")
    for step, at in _pending(course, task, row):
        if at > e.instant(course.tx.now):
            break
        people = recipients.resolve(course, row, step)
        course.context.setdefault("raised", {}).setdefault(task, []).append(f"{step} {row['effective_due']}")
        course.record(e.WarningRaised(task, step, people, row["effective_due"]))
        for user in people:
            course.record(e.Noticed(course.tx.new_id(), user, _notice(course, row, step), task))
        _draft_letter(course, row, step)
    schedule_warnings(course, task)


def change(course: Course, task: str, cause: str, extension: int | None = None) -> None:
    """Set a task's clock anew: after an extension, a suspension, or when a calendar has arrived."""
    row = course.case.open_tasks()[task]
    total = row["extension"] if extension is None else row["extension"] + extension
    new = extended(course, row, total)
    if cause == "calendar" and all(new[name] == row[name] for name in ("raw_due", "effective_due", "provisional")):
        return
    count = row["extensions"] + (extension is not None)
    course.record(e.DueChanged(task=task, cause=cause, extension=total, extensions=count, **new))
    ledger.track(course, row["element"], new)
    schedule_warnings(course, task)
    following.move(course, task)


def extended(course: Course, row: Mapping[str, Any], total: int) -> dict[str, Any]:
    """The clock of an open task as it is with so much extension in all."""
    start = _parse(row["start"])
    spans = [(_parse(a), _parse(b)) for a, b in course.context.get("suspensions", [])]
    until = _until(course, course.node(row["element"]), from_json(row["local"]))
    return fields(course.current, course.case.row["unit"], row["limit_id"], start, total, spans, until)


def suspended_since(course: Course) -> None:
    """Remember the span of a suspension that stopped the clocks, now that it ends."""
    suspension = course.case.row["suspension"] or {}
    if suspension.get("stops"):
        spans = course.context.setdefault("suspensions", [])
        spans.append([suspension["from"], e.instant(course.tx.now)])


def backoff(attempts: int) -> timedelta:
    """How long a failed job waits before the next attempt: 1, 2, 4 ... minutes."""
    return timedelta(minutes=2 ** (attempts - 1))


def _pending(course: Course, task: str, row: Mapping[str, Any]) -> list[tuple[lights.Step, str]]:
    raised = course.context.get("raised", {}).get(task, ())
    steps = [(step, row[f"{step}_at"]) for step in lights.STEPS
             if row[f"{step}_at"] and f"{step} {row['effective_due']}" not in raised]
    return sorted(steps, key=lambda item: item[1])


def _notice(course: Course, row: Mapping[str, Any], step: str) -> str:
    words = {"blue": "即将到期提示", "yellow": "临期预警", "red": "已超期", "esc1": "超期升级", "esc2": "超期督办"}
    return f"{words[step]}:{row['name']}(期限 {row['effective_due']})"


def _draft_letter(course: Course, row: Mapping[str, Any], step: str) -> None:
    """Start the procedure that org/warnings.yaml names for this step (a supervision letter), at the superior unit."""
    bundle = course.current.bundle
    definition = bundle.warning_policy.letters.get(step, "")
    if definition not in bundle.processes or definition == course.process.key:
        return
    unit = row["unit"]
    superior = course.current.organisation.parent(unit)
    staffed = any(person.unit == superior for person in course.current.organisation.people.values())
    course.schedule(f"s:{course.tx.new_id()}", "start", course.tx.now, {
        "definition": definition, "unit": superior if staffed else unit, "relation": "升级",
        "values": {"cause": f"{row['name']} 超期", "due": row["effective_due"], "addressee": unit},
    })


def _text(value: date | datetime) -> str:
    return value.isoformat()


def _parse(text: str) -> date | datetime:
    found = e.day_or_moment(text)
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) and found.tzinfo is None else found
