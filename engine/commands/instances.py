"""Commands on a whole case: start, withdraw, suspend, resume, terminate, take over, report a leak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.catalog.sight import Wait
from engine.commands import conduct, dues, exceptions, filling, guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.commands.ledger import numbered
from engine.commands.tasks import mine
from engine.model import events as e
from engine.model.access import SELF
from engine.model.definition import ExceptionPath, Node, Process
from engine.model.errors import Conflict, Forbidden, NotFound
from engine.model.starting import first_variables, starts
from engine.model.values import copy
from engine.runner import stimuli

Values = Mapping[str, Any]
FIRST = frozenset({"starter", "own_unit", "target_unit", "case_no", "started_at"})
"""Variables every case gets of its own."""


@dataclass(frozen=True)
class StartInstance(Command):
    """Start a procedure by hand. ``values`` become variables; ``unit`` defaults to the starter's.

    ``event``: another plain start, or a start by message whose declared senders the actor is one of.
    """

    definition: str
    values: Values = field(default_factory=dict)
    unit: str | None = None
    event: str = ""
    permission: ClassVar[str] = "start"

    def run(self, work: Work) -> Result:
        """Refused when the procedure does not exist or the actor holds none of the roles that may start it."""
        process = work.release.process(self.definition)
        unit = self.unit or work.actor.unit
        if unit not in work.organisation.units:
            raise NotFound(f"没有单位 {unit}", f"No unit {unit}")
        if self.event not in process.nodes or process.nodes[self.event].event.kind != "message":
            _check_starter(work, process.procedure.start_by, unit)
        event = _start_event(process, self.event)
        course = open_case(work, process.key, unit, work.actor.user, {})
        if event and event.event.kind == "message" and not course.may_send(work.actor, Wait("", event, {})):
            raise Forbidden("您不能发起该流程", "You may not start this procedure", "not_starter")
        filling.start(course, event, self.values, work.actor.name)
        conduct.join(course, work.actor.user, process.circle(event) if event else "", "started")
        course.begin(self.event)
        return {
            "instance": course.case.id, "case_no": course.case.row["case_no"], "tasks": mine(work, course),
            "status": course.case.row["status"],
        }


def _start_event(process: Process, wanted: str) -> Node | None:
    """The plain start, or the one wanted; None where a procedure has no start event. Raises Conflict."""
    kinds = ("message", "none") if wanted else ("none",)
    ways = [process.nodes[way.element] for way in starts(process) if way.event.kind in kinds]
    found = next((node for node in ways if wanted in ("", node.id)), None)
    if found is None and (wanted or any(starts(process))):
        raise Conflict("该流程只能由事件启动", "This procedure is started by events only", "no_plain_start")
    return found


def open_case(
    work: Work, key: str, unit: str, starter: str, values: Values, parent: tuple[str, str] = ("", ""),
    secrecy: int = 0,
) -> Course:
    """A new case of the latest version, numbered, with its first variables; not yet begun.

    ``parent`` is the calling case and its token; ``secrecy`` is inherited from it when higher.
    """
    process = work.release.process(key)
    case = work.tx.start(work.new_id())
    case.release = work.release.number
    year = work.now.astimezone(work.settings.zone).year
    series = process.procedure.series
    number = numbered(unit, series, year, work.tx.next_number(unit, series, year))
    work.tx.record(case, e.CaseStarted(
        case_no=number, definition=process.key, definition_version=work.deployed()[process.key].version,
        deployment=work.release.number, unit=unit, title=process.name,
        secrecy=max(process.procedure.secrecy, secrecy), starter=starter, parent=parent[0], parent_token=parent[1],
    ))
    course = work.course(case)
    first = {**first_variables(starter, unit, number, work.now.astimezone(work.settings.zone)), **copy(values)}
    course.record(e.VariablesChanged(first))
    course.variables.update(copy(first))
    return course


@dataclass(frozen=True)
class Withdraw(Command):
    """The author takes the case back before it was accepted (PT-6)."""

    instance: str
    reason: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Only as long as the procedure's declaration allows."""
        _reasoned(self.reason)
        course, _path = _permitted(work, self.instance, "withdraw")
        return end(course, "withdrawn", self.reason)


@dataclass(frozen=True)
class Terminate(Command):
    """The authority named by the procedure ends the case."""

    instance: str
    reason: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Who may not decide alone puts a request before the approver. Nothing is deleted."""
        _reasoned(self.reason)
        course, path = _permitted(work, self.instance, "terminate")
        if not exceptions.decides(work, course, path):
            return exceptions.ask(work, course, path.approve, {"kind": "terminate", "reason": self.reason},
                                  course.case.row)
        return end(course, "terminated", self.reason)


@dataclass(frozen=True)
class TakeOver(Command):
    """A superior body takes the case over (提级, PT-17); locally it counts as forwarded."""

    instance: str
    reason: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """The superior becomes a participant and sees the whole case from then on."""
        _reasoned(self.reason)
        course, path = _permitted(work, self.instance, "takeover", hidden=False)
        if not exceptions.decides(work, course, path):
            return exceptions.ask(work, course, path.approve, {"kind": "takeover", "reason": self.reason},
                                  course.case.row)
        conduct.join(course, work.actor.user, "", "takeover")
        return end(course, "forwarded", self.reason)


@dataclass(frozen=True)
class Suspend(Command):
    """Pause the case at once; where the procedure wants an approval, ask for it with RequestSuspension."""

    instance: str
    reason: str
    until: str | None = None
    permission: ClassVar[str] = "suspend"

    def run(self, work: Work) -> Result:
        """Tasks cannot be completed and timers wait until it is resumed."""
        course, path = _permitted(work, self.instance, "suspend", approver=True)
        if not exceptions.decides(work, course, path):
            raise Forbidden("须经审批,请提出中止申请", "Needs approval: ask for it", "needs_approval")
        pause(work, course, self.reason, self.until or "")
        return {"instance": course.case.id, "suspended": True}


@dataclass(frozen=True)
class Resume(Command):
    """Let a suspended case go on; clocks that stood still get new due dates."""

    instance: str
    reason: str
    permission: ClassVar[str] = "suspend"

    def run(self, work: Work) -> Result:
        """By those who may ask for the suspension or decide on it. Refused when it is not suspended."""
        course, _path = _permitted(work, self.instance, "suspend", approver=True)
        case = course.case
        if not case.row["suspended"]:
            raise Conflict("案件未中止", "The case is not suspended", "not_suspended")
        dues.suspended_since(course)
        course.record(e.CaseResumed(self.reason))
        for key, row in case.open_tasks().items():
            if row["limit_id"]:
                dues.change(course, key, "resumed")
        _catch_up(work, course)
        return {"instance": case.id, "suspended": False}


def _catch_up(work: Work, course: Course) -> None:
    """What came while the case was suspended is delivered now: kept messages, returns of called cases."""
    connection = work.tx.connection
    for token, wait in course.case.need(connection, "subscription").items():
        if wait["kind"] == "message":
            course.schedule(f"k:{token}", "kept", work.now, {"token": token})
    for child in course.context.get("children", {}).values():
        other = work.tx.case(child)
        for job, row in list(other.need(connection, "job").items()):
            if row["kind"] in ("escalate", "return"):
                work.tx.record(other, e.JobFailed(job, 0, e.instant(work.now), ""))


@dataclass(frozen=True)
class ReportLeak(Command):
    """A participant reports that something leaked (PT-19): security is told at once."""

    instance: str
    text: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """The report is part of the case's history."""
        course, _path = _permitted(work, self.instance, "leak")
        course.record(e.LeakReported(self.text))
        unit, organisation = course.case.row["unit"], work.organisation
        people = [p for role in ("security_admin", "discipline_secretary")
                  for place in (unit, *organisation.ancestors(unit)) for p in organisation.holders(role, place)]
        for user in dict.fromkeys(people):
            course.record(e.Noticed(work.new_id(), user, f"失泄密报告:{course.case.row['case_no']}"))
        return {"instance": course.case.id}


@dataclass(frozen=True)
class OpenContent(Command):
    """The audit administrator looks into a case's content; reason and look are recorded in the case itself."""

    instance: str
    reason: str
    permission: ClassVar[str] = "audit"

    def run(self, work: Work) -> Result:
        """The discipline secretary of the case's unit (or the nearest above) is told."""
        if not self.reason.strip():
            raise Conflict("查阅须说明理由", "A look needs a reason", "reason_required")
        case = work.tx.case(self.instance)
        course = work.course(case)
        course.record(e.ContentOpened(work.actor.user, self.reason))
        conduct.join(course, work.actor.user, "", "audit")
        unit, organisation = case.row["unit"], work.organisation
        places = (unit, *organisation.ancestors(unit))
        told = next((p for place in places if (p := organisation.holders("discipline_secretary", place))), ())
        for user in told:
            text = f"{work.actor.name} 因审计查阅 {case.row['case_no']}:{self.reason}"
            course.record(e.Noticed(work.new_id(), user, text))
        return {"instance": case.id}


def pause(work: Work, course: Course, reason: str, until: str) -> None:
    """Suspend a running case."""
    guard.running(work, course.case)
    stops = all(path.stops for path in course.process.exceptions if path.kind == "suspend")
    course.record(e.CaseSuspended(reason, stops, until))


def end(course: Course, status: str, reason: str) -> Result:
    """End a case by authority: every token is withdrawn, the history stays."""
    course.context["final"] = status
    course.send(stimuli.Cancel())
    if not course.case.ended:
        course.end(status, "", reason)
    return {"instance": course.case.id, "status": course.case.row["status"]}


def _permitted(
    work: Work, instance: str, kind: str, *, hidden: bool = True, approver: bool = False
) -> tuple[Course, ExceptionPath]:
    """The running case and the path, if its procedure has it and the actor may take it (or, ``approver``, decide).

    ``hidden``: only those who know of the case may try; others are told it does not exist.
    """
    case = work.tx.case(instance)
    course = work.course(case)
    if hidden:
        guard.must_know(work, case)
    if case.ended:
        raise Conflict("案件已办结", "The case is over", "case_ended")
    path = exceptions.find(course, kind)
    if approver and path.approve and exceptions.decides(work, course, path):
        return course, path
    try:
        exceptions.check(work, course, path)
    except Forbidden:
        guard.must_know(work, case)
        raise
    return course, path


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Conflict("须说明理由", "A reason is needed", "reason_required")


def _check_starter(work: Work, roles: tuple[str, ...], unit: str) -> None:
    if "*" in roles or work.actor.is_system:
        return
    if not any(work.organisation.holds(work.actor.user, role, unit) for role in roles):
        raise Forbidden("您不能发起该流程", "You may not start this procedure", "not_starter")
