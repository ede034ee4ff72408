"""The course of a case: the runner's effects become events, tasks, jobs, register rows and letters."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.catalog import Release, routing
from engine.catalog.host import host_functions
from engine.catalog.sight import Sight
from engine.commands import actions, conduct, dues, gates, ledger
from engine.feel import FeelLimitError, FeelSyntaxError
from engine.model import events as e
from engine.model.definition import Node, Process
from engine.model.errors import AutomationFailed, RunawayError
from engine.model.runs import WITHIN, next_round
from engine.model.values import copy
from engine.runner import Environment, Live, effects, stimuli
from engine.settings import Settings
from engine.store.cases import StoredCase
from engine.store.transaction import Transaction

FINAL_DEFAULT = "closed"
FAILED = "terminated"


class Course(Sight):
    """One case in motion inside a transaction. ``release`` is the pinned content, ``current`` today's organisation."""

    def __init__(self, tx: Transaction, case: StoredCase, release: Release, current: Release, settings: Settings):
        self.tx, self.case, self.release, self.current, self.settings = tx, case, release, current, settings
        self.process: Process = release.process(case.row["definition"])
        self.program = release.program(self.process.key)
        self.context = case.context
        for name, empty in (("variables", {}), ("waits", {}), ("performers", {}), ("rounds", {}), ("recused", [])):
            self.context.setdefault(name, empty)
        self.variables = self.context["variables"]
        self.performer = ""                         # who completed the element at hand
        self.task = {}           # row of the task just completed
        self.functions = host_functions(
            current, case.row["unit"], self.performers, self._register_rows, lambda: self.performer,
            lambda: self.task,
        )
        self.environment = Environment(
            now=tx.now, new_id=tx.new_id, functions=self.functions, local_functions=self.inside,
            step_limit=settings.step_limit, timezone=settings.zone,
        )
        self.live: Live | None = None
        self._written: set[str] = set()
        self._actions: deque[tuple[str, str, Mapping[str, Any]]] = deque()

    @property
    def id(self) -> str:
        """Id of the case."""
        return self.case.id

    @property
    def row(self) -> Mapping[str, Any]:
        """The case's own row."""
        return self.case.row

    @property
    def now(self) -> datetime:
        """The local time."""
        return self.tx.now.astimezone(self.settings.zone)

    # -- moving --------------------------------------------------------------------------------------------------

    def begin(self, start_event: str = "") -> None:
        """Start the case with the variables it has."""
        self.live = Live.start(self.program, self.environment, copy(self.variables), start_event)
        self._drive(self.live.begin())

    def send(self, stimulus: stimuli.Stimulus) -> None:
        """Give the runner a stimulus and carry out what follows, service tasks included."""
        self._drive(self._live().send(stimulus))

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Running ad hoc subprocess and activity, for each that may be chosen now."""
        return self._live().choices

    def assign(self, values: Mapping[str, Any]) -> None:
        """Set variables by the engine itself (not by an element)."""
        self.record(e.VariablesChanged(copy(values)))
        self.variables.update(copy(values))
        self._live().variables.update(copy(values))

    def save(self) -> None:
        """Put the live state back into the case."""
        if self.live is not None:
            self.case.snapshot = self.live.save()
            self.context["variables"] = copy(self.live.variables)

    def record(self, event: e.Event) -> None:
        """Let an event happen to the case."""
        self.tx.record(self.case, event)

    def _live(self) -> Live:
        if self.live is None:
            self.live = Live.load(self.program, self.environment, self.case.snapshot, copy(self.variables))
        return self.live

    def _drive(self, first: Sequence[effects.Effect]) -> None:
        queue = deque(first)
        for _ in range(self.settings.step_limit):
            while queue:
                self._absorb(queue.popleft())
            if not self._actions:
                return self._settle()
            token, element, local = self._actions.popleft()
            queue.extend(self._live().send(stimuli.Complete(token, self._perform(element, local))))
        element = self._actions[0][1] if self._actions else ""
        zh, en = f"自动步骤过多,已在环节 {element} 停止", f"Too many automatic steps, now at {element}"
        raise RunawayError(zh, en, element)

    def _perform(self, element: str, local: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return actions.perform(self, self.process.nodes[element], local)
        except (FeelLimitError, FeelSyntaxError, LookupError, TypeError, ValueError) as error:
            raise AutomationFailed(element, str(error)) from error

    def _settle(self) -> None:
        """After the last effect: the title may have changed, and the case may be over."""
        if self._live().ended and not self.case.ended:
            status = self.context.get("final") or FINAL_DEFAULT
            self.end(status, self.context.get("end_event", ""))
        title = self._title()
        if title != self.case.row["title"]:
            self.record(e.CaseTitled(title))

    def end(self, status: str, element: str = "", reason: str = "") -> None:
        """The case is over; a caller is told through a job."""
        self.record(e.CaseEnded(status, element, reason))
        if status in ledger.BROKEN_OFF:
            ledger.close(self, status)
        for key, row in list(self.case.open_tasks().items()):
            self.close_task(key, row, reason or status)
        if self.case.row["parent"]:
            self.schedule(f"r:{self.case.id}", "return", self.tx.now, {})

    def _title(self) -> str:
        text = self.process.procedure.title
        value = self.evaluate(text) if text else None
        return str(value) if value else self.process.name

    # -- effects -------------------------------------------------------------------------------------------------

    def _absorb(self, effect: effects.Effect) -> None:
        match effect:
            case effects.Entered(token=token, element=element):
                self.record(e.ElementEntered(element, token))
            case effects.Left(token=token, element=element, flow=flow):
                self.record(e.ElementLeft(element, token, flow))
                self._heard(token)
                gates.check_automatic(self, self.node(element), effect)
                if not effect.instance_of and token not in self._written:
                    self._written.add(token)    # an implicit split leaves once per flow, rows are written once
                    ledger.write(self, element, effect.local)
            case effects.Dropped(token=token, element=element):
                self.record(e.ElementDropped(element, token))
            case effects.Changed(values=values):
                self.record(e.VariablesChanged(copy(values)))
                self.variables.update(copy(values))
            case effects.Waiting():
                self._wait(effect)
            case effects.Ceased(token=token):
                self._cease(token)
            case effects.Thrown(kind=kind, name=name, payload=payload, element=element):
                key = "" if effect.correlation is None else str(effect.correlation)
                self.throw(kind, name, payload, element, effect.to_unit or "", key)
                if kind == "error":
                    self.context["error"] = name
                elif kind == "escalation" and self.case.row["parent"]:
                    told = {"code": name, "payload": copy(payload)}
                    self.schedule(f"e:{self.tx.new_id()}", "escalate", self.tx.now, told)
            case effects.Ended(element=element, kind=kind):
                self.context["end_event"] = element
                if kind == "error":
                    self.context["final"] = FAILED

    def _wait(self, wait: effects.Waiting) -> None:
        token, waits = wait.token, self.context["waits"]
        waits[token] = [wait.kind, "" if wait.attached_to else wait.element]
        match wait.kind:
            case "task":
                self._open_task(wait)
            case "action":
                del waits[token]
                self._actions.append((token, wait.element, wait.local))
            case "call":
                self.context.setdefault("calls", {})[token] = wait.element
                payload = {"token": token, "element": wait.element, "inputs": dict(wait.local)}
                self.schedule(f"c:{token}", "call", self.tx.now, payload)
            case "timer":
                self.schedule(f"t:{token}", "timer", wait.due or self.tx.now, {"token": token, "element": wait.element})
            case _:
                key = "" if wait.correlation is None else str(wait.correlation)
                self.record(e.SubscriptionOpened(token, wait.element, wait.kind, wait.message, key))
                if wait.kind == "message" and self.node(wait.element).ext.has_senders:
                    self.context.setdefault("sendable", {})[token] = [wait.element, copy(wait.local)]
                self.schedule(f"k:{token}", "kept", self.tx.now, {"token": token})

    def _heard(self, token: str) -> None:
        """A signal or condition that was waited for has come: nothing waits under this token any more."""
        kind, _element = self.context["waits"].get(token, ("", ""))
        if kind in ("signal", "conditional"):
            del self.context["waits"][token]
            self.record(e.SubscriptionClosed(token))

    def _cease(self, token: str) -> None:
        """A wait ended without completing: whatever stands for it goes away."""
        kind, _element = self.context["waits"].pop(token, ("", ""))
        if kind == "task":
            row = self.case.open_tasks().get(token)
            if row is not None:
                self.close_task(token, row, "interrupted")
        elif kind == "timer":
            self.done(f"t:{token}")
        elif kind == "call":
            self.schedule(f"x:{token}", "cancel", self.tx.now, {"token": token})
        elif kind:
            self.context.get("sendable", {}).pop(token, None)
            self.record(e.SubscriptionClosed(token))

    def throw(self, kind: str, name: str, payload: Mapping[str, Any], element: str, unit: str, key: str) -> None:
        """A message or signal leaves the case: recorded now, delivered by a job."""
        self.record(e.MessageThrown(name, kind, element, key, copy(payload), unit))
        if kind in ("message", "signal"):
            self.schedule(f"m:{self.tx.new_id()}", kind, self.tx.now, {
                "name": name, "correlation": key, "payload": copy(payload), "unit": unit, "element": element,
            })

    # -- tasks ---------------------------------------------------------------------------------------------------

    def _open_task(self, wait: effects.Waiting) -> None:
        node = self.process.nodes[wait.element]
        try:
            route = routing.route(self, node, wait.local)
            clock = dues.clock(self, node, wait.local)
            circle = str(self.value(self.process.circle(node) or route.circle, wait.local) or "")
        except (FeelLimitError, FeelSyntaxError, LookupError, TypeError, ValueError) as error:
            raise AutomationFailed(wait.element, str(error)) from error
        number = next_round(self.context, self.case.open_tasks().values(), node.id, wait.local.get(WITHIN, []))
        self.record(e.TaskOpened(
            task=wait.token, element=node.id, name=node.name or node.id, unit=route.unit, principals=route.principals,
            assignee=route.assignee, circle=circle, form=node.ext.form,
            round=number, priority=str(self.evaluate(node.ext.priority, wait.local) or "")
            if node.ext.priority else "", excluded=route.excluded, local=copy(wait.local), **clock,
        ))
        if not route.principals and not self.settings.embedded:
            conduct.lack(self, node.id)
        dues.schedule_warnings(self, wait.token)
        ledger.track(self, node.id, clock)

    def close_task(self, task: str, row: Mapping[str, Any], reason: str) -> None:
        """An open task is withdrawn without being completed."""
        self.record(e.TaskCancelled(task, reason))
        self.forget_task(task, row)

    def forget_task(self, task: str, row: Mapping[str, Any]) -> None:
        """What hangs on an open task goes with it: its warnings."""
        self.context["waits"].pop(task, None)
        if row["deadline"] and self.context.get("warned", {}).pop(task, None):
            self.done(f"w:{task}")

    # -- jobs ----------------------------------------------------------------------------------------------------

    def schedule(self, job: str, kind: str, due: datetime, payload: Mapping[str, Any]) -> None:
        """Something to do at a time (or at once, in the next transaction)."""
        self.record(e.JobScheduled(job, kind, e.instant(due), dict(payload)))

    def start_other(self, definition: str, unit: str, relation: str, values: Mapping[str, Any]) -> None:
        """Another procedure begins in the next transaction; nothing waits for it, the link is kept (PT-9)."""
        self.schedule(f"s:{self.tx.new_id()}", "start", self.tx.now, {
            "definition": definition, "unit": unit, "relation": relation, "values": values,
        })

    def done(self, job: str) -> None:
        """A job is no longer to be done."""
        self.record(e.JobDone(job))

    # -- looking -------------------------------------------------------------------------------------------------

    def local(self, token: str) -> dict[str, Any]:
        """What a waiting token sees now: others of its run may have changed it since it began to wait."""
        return self._live().scope(token)

    def within(self, token: str) -> list[Any]:
        """The runs a waiting token stands in."""
        return self._live().within(token)

    def node(self, element: str) -> Node:
        """A node of the procedure."""
        return self.process.nodes[element]

    def _register_rows(self, register: str, where: Mapping[str, Any]) -> list[dict[str, Any]]:
        return ledger.find(self, register, where)
