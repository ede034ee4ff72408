"""Background work of a case: timers, warnings, calls and their returns, messages on their way, delayed starts.

A job is a row with a due time. Whoever runs it locks the case first and looks again whether the job is still there, so
two workers never do one job twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from engine.commands import alarms, beginning, dues, messages
from engine.commands.base import Command, Result, Work
from engine.commands.instances import FIRST, open_case
from engine.commands.links import link
from engine.model import events as e
from engine.model.access import ENGINE, SELF
from engine.model.definition import ALL, definition_key
from engine.model.errors import Conflict, NotFound
from engine.model.values import from_json
from engine.runner import stimuli
from engine.store import tables
from engine.store.cases import StoredCase

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class RunJob(Command):
    """Do one due job of a case. Nothing happens when somebody else has done it."""

    instance: str
    job: str
    permission: ClassVar[str] = ENGINE

    def run(self, work: Work) -> Result:
        """Jobs of a suspended case wait, except those that only carry facts out of it."""
        case = work.tx.case(self.instance, skip=True)
        row = case.need(work.tx.connection, "job").get(self.job)
        if row is None or row["due"] > e.instant(work.now):
            return {"done": False}
        if case.row["suspended"] and row["kind"] in WAITING:
            return {"done": False}
        if case.ended and row["kind"] in WAITING:
            work.course(case).done(self.job)
            return {"done": False}
        RUN[row["kind"]](work, case, self.job, from_json(row["payload"]))
        return {"done": True}


@dataclass(frozen=True)
class FireTimer(Command):
    """Fire a timer that is due (an administrator or the worker)."""

    job: str
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Refused when it is not due yet; raises NotFound when there is no such timer."""
        owner = work.tx.connection.execute(select(tables.job.c.instance).where(tables.job.c.id == self.job)).scalar()
        if owner is None:
            raise NotFound
        done = RunJob(owner, self.job).run(work)
        if not done["done"]:
            raise Conflict("定时器尚未到期或已执行", "The timer is not due or was fired", "not_due")
        return done


@dataclass(frozen=True)
class RecordFailure(Command):
    """A job failed: try again later, and after three times raise an incident that names the element."""

    instance: str
    job: str
    message: str
    element: str = ""
    permission: ClassVar[str] = ENGINE

    def run(self, work: Work) -> Result:
        """The wait doubles with each attempt, from one minute on."""
        case = work.tx.case(self.instance)
        row = case.need(work.tx.connection, "job").get(self.job)
        if row is None:
            return {}
        attempts = row["attempts"] + 1
        final = attempts >= MAX_ATTEMPTS
        again = NEVER if final else e.instant(work.now + dues.backoff(attempts))
        work.tx.record(case, e.JobFailed(self.job, attempts, again, self.message))
        if final:
            work.tx.record(case, e.IncidentRaised(work.new_id(), self.element, self.message, self.job))
        return {"attempts": attempts}


@dataclass(frozen=True)
class RecordRefusal(Command):
    """Somebody tried what was not allowed; the attempt is kept as evidence."""

    instance: str
    command: str
    code: str
    aim: str
    user: str
    permission: ClassVar[str] = SELF    # run in the name of the refused person, who holds no right of the engine

    def run(self, work: Work) -> Result:
        """Recorded in the name of the one who tried."""
        case = work.tx.case(self.instance)
        work.tx.record(case, e.CommandRefused(self.command, self.code, self.aim))
        return {}


@dataclass(frozen=True)
class RecordIncident(Command):
    """An automatic step after a person's act failed; the act was rolled back, the incident stays."""

    instance: str
    element: str
    message: str
    permission: ClassVar[str] = ENGINE

    def run(self, work: Work) -> Result:
        """One open incident per element and message."""
        case = work.tx.case(self.instance)
        rows = case.need(work.tx.connection, "incident").values()
        same = {"status": "open", "element": self.element, "message": self.message}
        if not any(same.items() <= row.items() for row in rows):
            work.tx.record(case, e.IncidentRaised(work.new_id(), self.element, self.message))
        return {}


@dataclass(frozen=True)
class RetryIncident(Command):
    """Try the failed job of an incident again now."""

    incident: str
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """The incident is resolved; a new failure raises a new one."""
        case, row = messages.case_of_incident(work, self.incident)
        work.tx.record(case, e.IncidentResolved(self.incident, "retry"))
        if row["job"] and row["job"] in case.need(work.tx.connection, "job"):
            work.tx.record(case, e.JobFailed(row["job"], 0, e.instant(work.now), ""))
        return {"instance": case.id}


@dataclass(frozen=True)
class ResolveIncident(Command):
    """Close an incident with a note on what was done about it."""

    incident: str
    note: str
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Nothing else changes."""
        case, _row = messages.case_of_incident(work, self.incident)
        work.tx.record(case, e.IncidentResolved(self.incident, self.note))
        return {"instance": case.id}


def _timer(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    course = work.course(case)
    course.done(job)
    course.context["waits"].pop(payload["token"], None)
    course.send(stimuli.Fire(payload["token"]))


def _warning(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    dues.warn(work.course(case), payload["task"])


def _calendar(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """A calendar has arrived: provisional due dates are computed again."""
    course = work.course(case)
    course.done(job)
    for key, row in case.open_tasks().items():
        if row["provisional"]:
            dues.change(course, key, "calendar")


def _call(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """Start the called procedure as a case of its own."""
    course = work.course(case)
    course.done(job)
    node = course.node(payload["element"])
    named = {each.variable for each in node.ext.inputs}
    inputs = {name: value for name, value in payload["inputs"].items() if name in named or name not in FIRST}
    child = open_case(
        work, definition_key(node.called), case.row["unit"], case.row["starter"], inputs,
        (case.id, payload["token"]), case.row["secrecy"],
    )
    course.context.setdefault("children", {})[payload["token"]] = child.case.id
    link(work, course, child, "派生")
    child.begin()


def _return(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """A called case is over: its outputs go back to the caller."""
    child = work.course(case)
    caller = work.tx.case(case.row["parent"])
    if caller.row["suspended"]:
        child.record(e.JobFailed(job, 0, NEVER, "caller suspended"))
        return
    child.done(job)
    parent = work.course(caller)
    token = case.row["parent_token"]
    if parent.case.ended or parent.context["waits"].pop(token, ("", ""))[0] != "call":
        return
    node = parent.node(parent.context["calls"].pop(token))
    if "error" in child.context:
        parent.send(stimuli.Throw(token, child.context["error"]))
        return
    values: dict[str, Any] = {}
    for each in node.ext.outputs:
        own = {name: value for name, value in child.variables.items() if name not in FIRST}
        values |= own if each.variable == ALL else {each.variable: child.evaluate(each.value)}
    parent.send(stimuli.Complete(token, values))


def _escalate(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """An escalation nobody caught in a called case climbs on at the caller's call activity."""
    child, caller = work.course(case), work.tx.case(case.row["parent"])
    if caller.row["suspended"]:
        child.record(e.JobFailed(job, 0, NEVER, "caller suspended"))
        return
    child.done(job)
    parent = work.course(caller)
    token = case.row["parent_token"]
    if not parent.case.ended and parent.context["waits"].get(token, ("", ""))[0] == "call":
        parent.send(stimuli.Throw(token, payload["code"], payload["payload"], "escalation"))


def _cancel(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """The call was interrupted: the called case is terminated."""
    course = work.course(case)
    course.done(job)
    child = course.context.get("children", {}).get(payload["token"])
    if not child:
        return
    called = work.course(work.tx.case(child))
    if not called.case.ended:
        called.context["final"] = "terminated"
        called.send(stimuli.Cancel())
        if not called.case.ended:
            called.end("terminated", "", "caller interrupted")


def _message(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    course = work.course(case)
    course.done(job)
    messages.deliver(work, payload["name"], payload["correlation"], payload["payload"], payload["unit"], course)


def _signal(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    course = work.course(case)
    course.done(job)
    messages.broadcast(work, payload["name"], payload["payload"], case.id, payload["unit"] or case.row["unit"])


def _kept(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """A wait for a message has opened: one that came early is delivered now."""
    course = work.course(case)
    course.done(job)
    messages.deliver_kept(work, course, payload["token"])


def _alarm(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """An early-warning rule judges a row; a rule that has been taken out of the content judges nothing."""
    course = work.course(case)
    course.done(job)
    rule = course.current.bundle.rules.get(payload["rule"])
    if rule is not None:
        alarms.judge(course, rule, payload["row"], payload["before"])


MAX_ATTEMPTS = 3
NEVER = "9999"
WAITING = frozenset({"timer", "warning", "call", "kept", "add"})
RUN: Mapping[str, Callable[[Work, StoredCase, str, Payload], None]] = {
    "timer": _timer, "warning": _warning, "calendar": _calendar, "call": _call, "return": _return,
    "escalate": _escalate, "cancel": _cancel,
    "start": beginning.start, "message": _message, "signal": _signal, "kept": _kept, "alarm": _alarm,
    "add": beginning.add,
}
