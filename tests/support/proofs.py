"""What must hold after every run, whatever happened: the invariants of an installation, read from its database."""

from __future__ import annotations

import json
from collections import Counter

from sqlalchemy import Connection, select

from engine.model.events import TYPES
from engine.store.projection import inbox_rows
from engine.store.tables import event, inbox, instance, series, task
from tests.support.house import House

CLOSING = ("TaskCompleted", "TaskCancelled", "TaskReturned", "RequestDecided")


def prove(house: House) -> None:
    """Chains verify, rows equal their history, numbers have no gap, tasks are closed once, the inbox is right."""
    report = house.verify()
    assert report["ok"], report["problems"]
    with house.engine.database.read() as connection:
        assert wrong_closings(connection) == {}
        assert inbox_errors(connection) == []
        assert number_gaps(connection) == []


def wrong_closings(connection: Connection, case: str | None = None) -> dict[str, int]:
    """Tasks (of one case) whose number of closing events is not one when closed and none when open."""
    assert set(CLOSING) <= TYPES.keys()
    found: Counter[str] = Counter()
    events = select(event.c.payload).where(event.c.type.in_(CLOSING))
    tasks = select(task.c.id, task.c.status)
    if case is not None:
        events, tasks = events.where(event.c.instance == case), tasks.where(task.c.instance == case)
    for payload in connection.execute(events).scalars():
        found[json.loads(payload)["task"]] += 1
    wanted = {row.id: int(row.status != "open") for row in connection.execute(tasks)}
    return {id_: found[id_] for id_ in found.keys() | wanted.keys() if found[id_] != wanted.get(id_)}


def inbox_errors(connection: Connection) -> list[tuple[str, str]]:
    """(principal, task) pairs that are in the inbox and should not be, or the other way round."""
    wanted = set()
    query = select(task, instance.c.definition, instance.c.suspended).join(instance, instance.c.id == task.c.instance)
    for row in connection.execute(query):
        for each in inbox_rows(row.id, row._asdict(), row.definition, row.suspended):
            wanted.add(tuple(sorted(each.items())))
    found = {tuple(sorted(row._mapping.items())) for row in connection.execute(select(inbox))}
    return [(dict(each)["principal"], dict(each)["task"]) for each in wanted ^ found]


def number_gaps(connection: Connection) -> list[str]:
    """Case numbers missing, doubled or beyond the counter of their series."""
    wanted = {
        f"{row.unit}-{row.series}-{row.year}-{number:04d}": 1
        for row in connection.execute(select(series)) for number in range(1, row.last + 1)
    }
    found = Counter(connection.execute(select(instance.c.case_no)).scalars())
    return sorted(no for no in wanted.keys() | found.keys() if wanted.get(no) != found[no])
