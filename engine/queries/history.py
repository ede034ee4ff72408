"""History: the events of a case, replayed step by step, with the data before and after each, and the proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import Row, select

from engine.catalog import Release
from engine.model import replay
from engine.model.access import ENGINE
from engine.model.chain import state_mac, verify
from engine.model.definition import Process
from engine.model.errors import NotFound
from engine.model.events import (
    DraftSaved,
    LeakReported,
    Noticed,
    Recorded,
    RegisterWritten,
    RowTargeted,
    TaskOpened,
    VariablesChanged,
)
from engine.model.replay import Picture
from engine.model.values import from_json, to_plain
from engine.queries import completeness, shapes, visible
from engine.queries.base import Look, Query, page
from engine.queries.sentences import sentence
from engine.queries.words import VARIABLES
from engine.store import eventlog
from engine.store.cases import plain_row
from engine.store.tables import PROJECTED, instance, stream

HIDDEN = (VariablesChanged, DraftSaved, Noticed, LeakReported)
BLANKS: dict[str, Any] = {
    "values": {}, "fields": {}, "payload": {}, "local": {}, "request": {}, "title": shapes.RESTRICTED, "reason": "",
    "opinion": "", "note": "", "item": None, "outcome": "", "inputs": {}, "message": "", "warnings": (),
}


@dataclass(frozen=True)
class History(Query):
    """Events of a visible case, narrowed to the actor's circles. Raises NotFound."""

    instance: str
    after: int = 0
    limit: int = 200

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items, next}``."""
        _row, process, events = _events(look, self.instance)
        size = page(self.limit)
        rest = [event for event in events if event.seq > self.after]
        items = [_event(look, process, event) for event in rest[:size]]
        return {"items": items, "next": rest[size - 1].seq if len(rest) > size else None}


@dataclass(frozen=True)
class Replay(Query):
    """Everything a viewer needs to step through a case: the diagram of its version and each step's effect."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{definition, version, xml, events, final_seq, labels}``; ``labels`` of variables, from the forms."""
        row, process, events = _events(look, self.instance)
        source = look.pinned(row.deployment).bundle.processes[row.definition]
        steps = []
        for event, changed, picture in replay.steps(events):
            steps.append({
                **_event(look, process, event),
                "diff": [{"name": n, "before": to_plain(b), "after": to_plain(a)} for n, b, a in changed],
                "active": list(picture.active), "done": list(dict.fromkeys(picture.done)),
            })
        return {
            "instance": row.id, "case_no": row.case_no, "restricted": visible.circles(look, row) is not None,
            "title": shapes.RESTRICTED if _audit_only(look, row) else row.title, "definition": row.definition,
            "definition_name": process.name, "version": row.definition_version, "xml": source.xml.decode(),
            "events": steps, "final_seq": events[-1].seq if events else 0,
            "labels": _labels(look.pinned(row.deployment), process),
        }


@dataclass(frozen=True)
class PictureAt(Query):
    """The state of a case at a sequence number. Raises NotFound."""

    instance: str
    seq: int

    def answer(self, look: Look) -> dict[str, Any]:
        """``{seq, at, status, variables, active, done, rows}``."""
        _row, _process, events = _events(look, self.instance)
        picture = replay.fold(event for event in events if event.seq <= self.seq)
        return _picture(self.instance, picture)


@dataclass(frozen=True)
class Diff(Query):
    """Variables changed by one event: before and after. Raises NotFound."""

    instance: str
    seq: int

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{name, before, after}]``."""
        _row, _process, events = _events(look, self.instance)
        for event, changed, _ in replay.steps(events):
            if event.seq == self.seq:
                return [{"name": n, "before": to_plain(b), "after": to_plain(a)} for n, b, a in changed]
        raise NotFound


@dataclass(frozen=True)
class Verify(Query):
    """Prove that nothing was altered: every chain holds, every state fits its proof, every row equals its history.

    With ``instance`` any participant may check that case; without, the audit administrator checks everything.
    """

    instance: str | None = None

    def answer(self, look: Look) -> dict[str, Any]:
        """``{ok, checked_events, instances, problems, heads}``."""
        if self.instance is not None:
            rows = [visible.case(look, self.instance)]
        elif look.reach.audits or look.actor.is_system:
            rows = list(look.connection.execute(select(instance).order_by(instance.c.id)))
        else:
            raise NotFound
        problems, events, heads = [], 0, {}
        for row in rows:
            problems += [{"instance": row.id, "case_no": row.case_no, "seq": seq, "what": what}
                         for seq, what in check_case(look, row)]
            events += row.event_seq
            heads[row.id] = {"seq": row.event_seq, "mac": row.event_mac}
        if self.instance is None:
            for head in look.connection.execute(select(stream)):
                links = eventlog.read_links(look.connection, head.id)
                problems += [{"instance": head.id, "case_no": head.id, "seq": b.seq, "what": b.what}
                             for b in verify(look.settings.secret, links, head.event_seq, head.event_mac)]
                events += head.event_seq
            problems += [{"instance": where, "case_no": where, "seq": 0, "what": what}
                         for where, what in completeness.whole(look.connection)]
        return {"ok": not problems, "checked_events": events, "instances": len(rows), "problems": problems,
                "heads": heads}


@dataclass(frozen=True)
class LogOf(Query):
    """The whole log of every case with its content, for exports made on the server itself."""

    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> Iterator[tuple[dict[str, Any], list[Recorded]]]:
        """(case row, recorded events) pairs in order of the case's start."""
        for row in look.connection.execute(select(instance).order_by(instance.c.started_at, instance.c.id)).all():
            yield shapes.case_row(look, row._mapping), eventlog.read_recorded(look.connection, row.id)


def check_case(look: Look, row: Row[Any]) -> Iterator[tuple[int, str]]:
    """Every way in which one case's records disagree."""
    secret = look.settings.secret
    links = list(eventlog.read_links(look.connection, row.id))
    for found in verify(secret, links, row.event_seq, row.event_mac):
        yield found.seq, found.what
    if row.state_mac != state_mac(secret, row.id, row.revision, row.state or b"", row.context or b""):
        yield row.event_seq, "live state altered"
    if links and links[-1].state_hash != row.state_mac:
        yield row.event_seq, "live state does not belong to the last event"
    try:
        picture = replay.fold(eventlog.recorded(link.__dict__) for link in links)
    except (KeyError, TypeError, ValueError, json.JSONDecodeError) as error:
        yield row.event_seq, f"history cannot be replayed: {error}"
        return
    yield from ((row.event_seq, what) for what in differences(look, row.id, picture))
    tasks = picture.rows.get("task", {})
    yield from ((row.event_seq, what) for what in completeness.inbox_differences(look.connection, row._mapping, tasks))


def differences(look: Look, case: str, picture: Picture) -> Iterator[str]:
    """Rows that do not equal the fold of the history."""
    for name, table in PROJECTED.items():
        column = table.c.id if name == "instance" else table.c.instance
        stored = {row.id: plain_row(row) for row in look.connection.execute(select(table).where(column == case))}
        told = picture.rows.get(name, {})
        for key in sorted(stored.keys() | told.keys()):
            if stored.get(key) != told.get(key):
                yield f"{name} row {key} does not equal its history"


def _events(look: Look, id_: str) -> tuple[Row[Any], Process, list[Recorded]]:
    row = visible.case(look, id_)
    known = visible.circles(look, row)
    process = look.pinned(row.deployment).process(row.definition)
    events = eventlog.read_recorded(look.connection, row.id)
    if known is None:
        return row, process, events
    if visible.AUDIT in known:
        return row, process, [_without_content(event) for event in events if not isinstance(event.event, HIDDEN)]
    return row, process, _narrowed(process, events, known)


def _audit_only(look: Look, row: Row[Any]) -> bool:
    return visible.AUDIT in (visible.circles(look, row) or ())


def _without_content(item: Recorded) -> Recorded:
    """What the audit administrator sees: the act without texts and values; a row by its number, not by whom it is."""
    blank = {name: empty for name, empty in BLANKS.items() if hasattr(item.event, name)}
    if isinstance(item.event, RegisterWritten | RowTargeted):
        blank["row"] = item.event.row_no
    return replace(item, event=replace(item.event, **blank)) if blank else item


def _labels(release: Release, process: Process) -> dict[str, str]:
    """What variables are called on the forms of a procedure; the form that stands first wins."""
    forms = [form for node in process.nodes.values() if (form := release.bundle.forms.get(node.ext.form))]
    return {**VARIABLES, **{name: label for form in reversed(forms) for name, label in form.labels().items()}}


def _narrowed(process: Process, events: list[Recorded], known: frozenset[str]) -> list[Recorded]:
    """Only events of elements and tasks within the circles; data is left out with them."""
    tasks = {e.event.task for e in events if isinstance(e.event, TaskOpened) and e.event.circle in known}
    inside = {node.id for node in process.nodes.values() if process.circle(node) in known}

    def seen(event: Recorded) -> bool:
        task = getattr(event.event, "task", None)
        if task is not None:
            return task in tasks
        element = getattr(event.event, "element", None)
        return element in inside

    return [event for event in events if seen(event)]


def _event(look: Look, process: Process, item: Recorded) -> dict[str, Any]:
    chinese, english = sentence(look.release, process, item)
    return {
        "seq": item.seq, "at": item.at, "type": item.event.type, "version": item.event.version, "actor": item.actor,
        "actor_name": shapes.person(look, item.actor), "authority": item.authority,
        "element": getattr(item.event, "element", ""), "data": to_plain(from_json(item.event.data())),
        "text": chinese, "text_en": english, "command": item.command,
    }


def _picture(case: str, picture: Picture) -> dict[str, Any]:
    row = picture.rows.get("instance", {}).get(case, {})
    return {
        "seq": picture.seq, "at": picture.at, "status": row.get("status", ""),
        "variables": to_plain(picture.variables), "active": picture.active,
        "done": list(dict.fromkeys(picture.done)),
        "rows": {name: rows for name, rows in picture.rows.items() if name != "instance"},
    }
