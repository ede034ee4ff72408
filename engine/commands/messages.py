"""Messages between cases and from outside: matched by name and correlation, kept when nobody waits yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Row, delete, insert, select

from engine.commands import conduct, guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.commands.instances import open_case
from engine.commands.links import answered, link
from engine.commands.starts import happened
from engine.model import events as e
from engine.model.access import SELF, rights
from engine.model.definition import Node
from engine.model.errors import Forbidden, NotFound
from engine.model.events import instant
from engine.model.starting import starts
from engine.model.values import from_json, to_json
from engine.runner import stimuli
from engine.store import eventlog
from engine.store.cases import StoredCase
from engine.store.tables import incident, message, subscription

Values = Mapping[str, Any]
CANDIDATES = 20


@dataclass(frozen=True)
class CorrelateMessage(Command):
    """A message from outside: delivered to the case waiting for it, else it starts a procedure, else it is kept."""

    name: str
    correlation: str = ""
    payload: Values = field(default_factory=dict)
    unit: str | None = None
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Administrators send any message; others only a bare one to cases wholly open to them, or one that starts
        a procedure in their own name and unit.

        ``delivered`` counts cases reached or started; ``kept`` tells that it waits for a taker.
        """
        unit = self.unit or work.actor.unit
        payload = _checked(work, self.name, self.correlation, self.payload, unit)
        return deliver(work, self.name, self.correlation, payload, unit, None)


@dataclass(frozen=True)
class BroadcastSignal(Command):
    """A signal from outside: every case that waits for it gets it, and every procedure it starts begins."""

    name: str
    values: Values = field(default_factory=dict)
    unit: str | None = None
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """It is no fault when nobody waits: signals are not kept."""
        reached, started = broadcast(work, self.name, self.values, "", self.unit or work.actor.unit)
        return {"delivered": reached, "instances": [course.case.id for course in started]}


def _checked(work: Work, name: str, correlation: str, payload: Values, unit: str) -> Values:
    """What the message may carry. Nobody writes into a case past its forms, or starts one in another's name."""
    held = rights(work.actor, work.organisation)
    if work.actor.is_system or "administer" in held:
        return payload
    row = _waiting(work, name, correlation)
    if row is not None:
        case = work.tx.case(row.instance)
        guard.must_know(work, case, wholly=True)
        _by_form(work.course(case).node(row.element))
        if payload:
            raise Forbidden("消息不能带入案件数据", "An officer's message carries no data into a case", "payload")
        return {}
    begins = list(_starts(work, "message", name))
    if "start" not in held or not begins:
        raise NotFound
    for key, event in begins:
        _by_form(work.release.process(key).nodes[event])
    if unit not in {work.actor.unit} | {h.unit for h in work.organisation.people[work.actor.user].holdings}:
        raise Forbidden("您不能在该单位发起", "You may not start anything in this unit", "not_starter")
    return {**payload, "starter": work.actor.user}


def _by_form(node: Node) -> None:
    """What has declared senders is sent by them, with its form (``SendMessage``, ``StartInstance``)."""
    if node.ext.has_senders:
        raise Forbidden("该消息须由指定人员填表发送", "This message is sent by its declared senders only", "not_sender")


def _waiting(work: Work, name: str, correlation: str) -> Row[Any] | None:
    """The wait for a message that still stands once its case is locked; of several in one case the one opened first."""
    waits = work.tx.connection.execute(
        select(subscription).where(
            subscription.c.kind == "message", subscription.c.name == name, subscription.c.correlation == correlation,
        ).order_by(subscription.c.id).limit(CANDIDATES)
    ).all()
    standing = (w for w in waits if w.id in work.tx.case(w.instance).need(work.tx.connection, "subscription"))
    found = next(standing, None)
    if found is None:
        return None
    still = work.tx.case(found.instance).need(work.tx.connection, "subscription")
    beside = {w.id: w for w in waits if w.instance == found.instance and w.id in still}
    if len(beside) == 1:
        return found
    opened = eventlog.read_of_type(work.tx.connection, found.instance, e.SubscriptionOpened.__name__)
    tokens = (each.event.token for each in opened if isinstance(each.event, e.SubscriptionOpened))
    return next((beside[token] for token in tokens if token in beside), found)


def deliver(work: Work, name: str, correlation: str, payload: Values, unit: str, sender: Course | None) -> Result:
    """Deliver a message to one waiting case, or start what it starts, or keep it.

    Messages of one name and key, and the waits that look for them, line up: none is given twice, none is missed.
    """
    work.tx.line_up(f"message {name} {correlation}")
    row = _waiting(work, name, correlation)
    if row is not None and not work.tx.case(row.instance).row["suspended"]:
        course = work.course(work.tx.case(row.instance))
        if sender is not None and sender.case is not course.case:
            answered(work, sender, course)
        hand_over(work, course, row.id, name, payload)
        return {"delivered": 1, "kept": False}
    ways = list(_starts(work, "message", name)) if row is None else []
    noted = list(happened(work, "message", name, payload)) if row is None else []
    started = [_start(work, key, event, unit, payload, sender) for key, event in ways]
    started += [_start(work, key, event, unit, given, sender) for key, event, given in noted if given is not None]
    if ways or noted:
        instances = [course.case.id for course in started]
        return {"delivered": len(ways) + len(noted), "kept": False, "instances": instances}
    work.tx.connection.execute(insert(message).values(
        id=work.new_id(), name=name, correlation=correlation, payload=to_json(payload), unit=unit,
        at=instant(work.now),
    ))
    return {"delivered": 0, "kept": True}


def deliver_kept(work: Work, course: Course, token: str) -> None:
    """Give a fresh wait the oldest early message that fits."""
    wait = course.case.need(work.tx.connection, "subscription").get(token)
    if wait is None or wait["kind"] != "message":
        return
    work.tx.line_up(f"message {wait['name']} {wait['correlation']}")
    row = work.tx.connection.execute(
        select(message).where(message.c.name == wait["name"], message.c.correlation == wait["correlation"])
        .order_by(message.c.at, message.c.id).limit(1)
    ).first()
    if row is not None:
        work.tx.connection.execute(delete(message).where(message.c.id == row.id))
        hand_over(work, course, token, row.name, from_json(row.payload))


def broadcast(work: Work, name: str, payload: Values, sender: str, unit: str) -> tuple[int, list[Course]]:
    """A signal reaches every other case that waits for it, and starts what it starts; both are told."""
    rows = work.tx.connection.execute(
        select(subscription.c.instance).where(subscription.c.kind == "signal", subscription.c.name == name).distinct()
    )
    waiting = sorted(row.instance for row in rows if row.instance != sender)
    for case in waiting:
        course = work.course(work.tx.case(case))
        if not course.case.ended:
            course.send(stimuli.Signal(name, payload))
    begun = [_start(work, key, event, unit, payload, None) for key, event in list(_starts(work, "signal", name))]
    for key, event, given in happened(work, "signal", name, payload):
        if given is not None:
            begun.append(_start(work, key, event, unit, given, None))
    return len(waiting), begun


def case_of_incident(work: Work, id_: str) -> tuple[StoredCase, Mapping[Any, Any]]:
    """The locked case of an open incident. Raises NotFound."""
    row = work.tx.connection.execute(select(incident).where(incident.c.id == id_)).first()
    if row is None or row.status != "open":
        raise NotFound
    return work.tx.case(row.instance), row._mapping


def hand_over(work: Work, course: Course, token: str, name: str, payload: Values) -> None:
    """Give a message to the wait of a case that stands for it."""
    course.context["waits"].pop(token, None)
    course.context.get("sendable", {}).pop(token, None)
    course.record(e.SubscriptionClosed(token))
    course.record(e.MessageReceived(name, token, payload))
    course.send(stimuli.Deliver(token, payload))


def _starts(work: Work, kind: str, name: str) -> Iterator[tuple[str, str]]:
    """Procedures, with the element to begin with, that a message or signal of this name starts."""
    for key, source in work.release.bundle.processes.items():
        for way in starts(source.process):
            if (way.event.kind, way.event.name) == (kind, name) and not way.parallel:
                yield key, way.element


def _start(work: Work, key: str, event: str, unit: str, payload: Values, sender: Course | None) -> Course:
    secrecy = sender.case.row["secrecy"] if sender else 0
    starter = str(payload.get("starter") or "system")
    course = open_case(work, key, unit or work.actor.unit, starter, payload, secrecy=secrecy)
    if starter != "system":
        conduct.join(course, starter, course.process.circle(course.node(event)), "started")
    if sender is not None:
        link(work, sender, course, "来源")
    course.begin(event)
    return course
