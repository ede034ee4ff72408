"""A case held open in a transaction: its row, live state, open rows, and the events that happen to it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, select

from engine.model.chain import state_mac
from engine.model.changes import Change, Set, changes_of
from engine.model.errors import NotFound, Tampered
from engine.model.events import Event, Recorded
from engine.model.replay import Tables, apply_change
from engine.model.values import from_json, to_json
from engine.store.tables import LIVE_COLUMNS, PROJECTED, deployment, instance, task

TECHNICAL = LIVE_COLUMNS | {"id", "release"}


@dataclass
class StoredCase:
    """One case under lock. ``rows`` holds its instance row and what was loaded or written of its other rows.

    ``context`` is the live data beside the runner's snapshot: variables, what each waiting token waits for, who
    performed which element. Both are covered by the state's keyed hash.
    """

    id: str
    rows: Tables
    revision: int = 0
    snapshot: bytes = b""
    context: dict[str, Any] = field(default_factory=dict)
    seq: int = 0
    mac: str = ""
    release: int = 0            # latest deployment at the time of loading
    recorded: list[Recorded] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    loaded: set[str] = field(default_factory=set)

    @property
    def row(self) -> dict[str, Any]:
        """The case's own row."""
        return self.rows["instance"][self.id]

    @property
    def ended(self) -> bool:
        """Whether the case is over."""
        return bool(self.row["ended_at"])

    def open_tasks(self) -> dict[str, dict[str, Any]]:
        """Open tasks by id."""
        return {key: row for key, row in self.rows.get("task", {}).items() if row["status"] == "open"}

    def record(self, event: Event, at: str, actor: str, authority: str, command: str) -> Recorded:
        """Let an event happen to the case."""
        self.seq += 1
        recorded = Recorded(self.id, self.seq, at, actor, authority, event, command)
        self.recorded.append(recorded)
        for change in changes_of(recorded):
            apply_change(self.rows, change)
            self.changes.append(change)
        return recorded

    def need(self, connection: Connection, table: str) -> dict[str, dict[str, Any]]:
        """All rows of this case in a projected table, loaded once (rows already written here win)."""
        rows = self.rows.setdefault(table, {})
        if table not in self.loaded and self.revision:
            source = PROJECTED[table]
            for found in connection.execute(select(source).where(source.c.instance == self.id)):
                rows.setdefault(found.id, plain_row(found))
        self.loaded.add(table)
        return rows


def plain_row(found: Row[Any]) -> dict[str, Any]:
    """A projected row as the fold sees it: without its key and without live columns."""
    return {name: value for name, value in found._mapping.items() if name not in TECHNICAL}


def load_case(connection: Connection, condition: Any, key: bytes, *, lock: bool, skip: bool = False) -> StoredCase:
    """Lock and load the case matching ``condition`` with its open tasks. Verifies the state before it is used.

    Raises NotFound (also when ``skip`` and somebody else holds it) and Tampered.
    """
    latest = select(func.coalesce(func.max(deployment.c.id), 0)).scalar_subquery().label("release")
    query = select(instance, latest).where(condition)
    found = connection.execute(query.with_for_update(skip_locked=skip, of=instance) if lock else query).first()
    if found is None:
        raise NotFound
    state, context = found.state or b"", found.context or b""
    if found.state_mac != state_mac(key, found.id, found.revision, state, context):
        raise Tampered(f"案件 {found.case_no} 的状态被改动", f"The state of case {found.case_no} was altered")
    tasks = connection.execute(select(task).where(task.c.instance == found.id, task.c.status == "open"))
    return StoredCase(
        id=found.id,
        rows={"instance": {found.id: plain_row(found)}, "task": {row.id: plain_row(row) for row in tasks}},
        revision=found.revision, snapshot=state, context=unpack(context), seq=found.event_seq, mac=found.event_mac,
        release=found.release,
    )


def new_case(case: str) -> StoredCase:
    """A case about to be started."""
    return StoredCase(id=case, rows={}, loaded=set(PROJECTED))


def touched_tasks(case: StoredCase) -> Iterable[str]:
    """Tasks whose inbox rows must be written again."""
    everything = any(isinstance(c, Set) and c.table == "instance" and "suspended" in c.row for c in case.changes)
    keys = (change.key for change in case.changes if change.table == "task")
    return dict.fromkeys([*keys, *(case.open_tasks() if everything else ())])


def pack(context: Mapping[str, Any]) -> bytes:
    """Live context as compressed bytes."""
    return zlib.compress(orjson.dumps(to_json(context), option=orjson.OPT_SORT_KEYS), 1)


def unpack(data: bytes) -> dict[str, Any]:
    """Inverse of ``pack``."""
    return dict(from_json(orjson.loads(zlib.decompress(data)))) if data else {}
