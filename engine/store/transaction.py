"""The transaction: the only way state changes. Lock, let events happen, write log and projections, commit.

Order of work (see docs/house.md): idempotency key first, then the case's row lock, always before anything else of the
case. Nobody waits for a second case while holding a first: it is taken when it is free, else everything is let go and
begun again with all these cases locked in id order. At the end one flush writes live states, events, rows and inbox.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.model.actor import Actor
from engine.model.chain import Link, state_mac
from engine.model.errors import Busy, NotFound, OutOfTurn
from engine.model.events import Event, Recorded, instant
from engine.store import eventlog, projection
from engine.store.cases import StoredCase, load_case, new_case, pack, touched_tasks
from engine.store.dialect import Database, count_up, insert_new, line_up, pipeline
from engine.store.tables import blob, instance, series, stream, task

UPDATE_HEAD = update(instance).where(instance.c.id == bindparam("case"), instance.c.revision == bindparam("before"))


@dataclass
class Transaction:
    """One command's work. ``now`` is the engine's clock at its beginning."""

    connection: Connection
    key: bytes
    now: datetime
    new_id: Callable[[], str]
    actor: Actor
    command: str
    authority: str = ""
    cases: dict[str, StoredCase] = field(default_factory=dict)
    held: dict[str, StoredCase] = field(default_factory=dict)   # locked beforehand, not asked for yet
    streams: dict[str, StoredCase] = field(default_factory=dict)
    flushed: bool = False

    # -- cases ---------------------------------------------------------------------------------------------------

    def case(self, case: str, *, skip: bool = False) -> StoredCase:
        """Lock and load a case by id. Raises NotFound, and OutOfTurn when somebody else holds a second case."""
        if case not in self.cases:
            self.cases[case] = self.held.pop(case) if case in self.held else self._load(case, skip=skip)
        return self.cases[case]

    def hold(self, cases: Iterable[str]) -> None:
        """Lock cases before the work begins, in id order; those that are gone are left out."""
        for case in sorted(cases):
            with suppress(NotFound):
                self.held[case] = load_case(self.connection, instance.c.id == case, self.key, lock=True)

    def _load(self, case: str, *, skip: bool) -> StoredCase:
        condition, others = instance.c.id == case, {*self.cases, *self.held}
        if not others or skip:
            return load_case(self.connection, condition, self.key, lock=True, skip=skip)
        try:
            return load_case(self.connection, condition, self.key, lock=True, skip=True)
        except NotFound:
            if self.connection.execute(select(instance.c.id).where(condition)).first() is None:
                raise
            raise OutOfTurn(frozenset({*others, case})) from None

    def case_of_task(self, task_id: str) -> StoredCase:
        """Lock and load the case a task belongs to. Raises NotFound."""
        owner = select(task.c.instance).where(task.c.id == task_id).scalar_subquery()
        found = load_case(self.connection, instance.c.id == owner, self.key, lock=True)
        return self.cases.setdefault(found.id, found)

    def start(self, case: str) -> StoredCase:
        """A new case in this transaction."""
        self.cases[case] = new_case(case)
        return self.cases[case]

    def record(self, case: StoredCase, event: Event) -> Recorded:
        """Let an event happen to a case, in this actor's name."""
        return case.record(event, instant(self.now), self.actor.user, self.authority, self.command)

    def record_in(self, name: str, event: Event) -> Recorded:
        """Let an event happen in a stream that is no case (``system``)."""
        if name not in self.streams:
            self.streams[name] = self._stream(name)
        return self.record(self.streams[name], event)

    def line_up(self, name: str) -> None:
        """Do what follows one transaction at a time per name, where no row exists yet that could be locked."""
        line_up(self.connection, name)

    # -- numbers and blobs ---------------------------------------------------------------------------------------

    def next_number(self, unit: str, type_: str, year: int) -> int:
        """Next number of a series, gapless per unit, type and year: it is taken only if the transaction commits."""
        return count_up(self.connection, series, {"unit": unit, "series": type_, "year": year}, series.c.last)

    def put_blob(self, content: bytes) -> str:
        """Keep bytes under their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        insert_new(self.connection, blob, [{"sha256": sha256, "content": content}])
        return sha256

    # -- the end -------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write everything that happened, once. Raises Busy when a state was changed behind our lock."""
        if self.flushed:
            return
        self.flushed = True
        changed = [case for case in self.cases.values() if case.recorded]
        links: list[Link] = []
        new: list[dict[str, Any]] = []
        for case in changed:
            live = self._live(case)
            links += self._links(case, live["state_mac"])
            row = {**case.row, **live, "event_seq": case.seq, "event_mac": case.mac}
            if case.revision:
                self._update_head(case, row)
            else:
                new.append({"id": case.id, **row})
        with pipeline(self.connection):
            if new:
                self.connection.execute(insert(instance), new)
            for head in self.streams.values():
                links += self._write_stream(head)
            if links:
                eventlog.append(self.connection, links)
            for case in changed:
                self._write_rows(case)

    def _live(self, case: StoredCase) -> dict[str, Any]:
        """The case's live state after this transaction, with its proof."""
        context, revision = pack(case.context), case.revision + 1
        proof = state_mac(self.key, case.id, revision, case.snapshot, context)
        return {"revision": revision, "state": case.snapshot, "context": context, "state_mac": proof}

    def _update_head(self, case: StoredCase, row: Mapping[str, Any]) -> None:
        """The case's own row, guarded by the revision."""
        guard = {"case": case.id, "before": case.revision}
        if self.connection.execute(UPDATE_HEAD, {**row, **guard}).rowcount != 1:
            raise Busy("案件已被他人更新,请重试", "The case was changed by somebody else; try again", "busy")

    def _write_stream(self, head: StoredCase) -> list[Link]:
        links = self._links(head, "")
        values = {"event_seq": head.seq, "event_mac": head.mac}
        self.connection.execute(update(stream).where(stream.c.id == head.id).values(**values))
        return links

    def _links(self, case: StoredCase, state: str) -> list[Link]:
        """The case's new events, chained; its head moves to the last of them."""
        salts = [self.new_id() for _ in case.recorded]
        links = eventlog.make_links(self.key, case.mac, case.recorded, salts, state)
        case.mac = links[-1].mac
        return links

    def _write_rows(self, case: StoredCase) -> None:
        changes = projection.coalesce(case.changes)
        changes.pop(("instance", case.id), None)
        projection.write(self.connection, changes)
        stale = list(touched_tasks(case))
        rows = [
            row for key in stale
            for row in projection.inbox_rows(key, case.rows["task"][key], case.row["definition"], case.row["suspended"])
        ]
        projection.write_inbox(self.connection, stale, rows)

    def _stream(self, name: str) -> StoredCase:
        insert_new(self.connection, stream, [{"id": name, "event_seq": 0, "event_mac": ""}])
        row = self.connection.execute(select(stream).where(stream.c.id == name).with_for_update()).one()
        return StoredCase(id=name, rows={}, revision=1, seq=row.event_seq, mac=row.event_mac)


@contextmanager
def transaction(
    database: Database, key: bytes, now: datetime, new_id: Callable[[], str], actor: Actor, command: str
) -> Iterator[Transaction]:
    """Open a transaction; it is flushed and committed when the block ends well, and leaves no trace otherwise."""
    with database.write() as connection:
        opened = Transaction(connection, key, now, new_id, actor, command)
        yield opened
        opened.flush()
