"""An inbox among 100,000 open tasks. The rows are written in bulk into the benchmark's own database, as projections
(``engine.store.projection``) would write them, without the events that would explain them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from engine import queries
from engine.model.changes import changes_of
from engine.model.events import CaseStarted, Recorded, TaskOpened, instant
from engine.queries.base import Query
from engine.store.projection import inbox_rows
from engine.store.tables import inbox, instance, task
from tests.support.house import MORNING, House
from tests.support.statements import Statements

TASKS = 100_000
PER_CASE = 5
SHARES = (("r:officer@U1", 50), ("u:o1", 55), ("r:officer@U2", 85), ("r:head@U1", 95), ("u:o2", 100))
ROUNDS = 50


def fill(house: House) -> None:
    """Write the rows; half of the tasks are offered to the officers of one unit, one in twenty to one of them."""
    for first in range(0, TASKS, 10_000):
        cases: list[Any] = []
        tasks: list[Any] = []
        entries: list[Any] = []
        for number in range(first, first + 10_000):
            case = f"bulk-case-{number // PER_CASE:06d}"
            if number % PER_CASE == 0:
                started = CaseStarted(f"B-{number}", "line", 1, 1, "U1", f"两步 {number}", 1, "o1")
                cases.append(_row(case, started))
            row = _row(case, _opened(number))
            tasks.append(row)
            entries += inbox_rows(row["id"], row, "line", False)
        with house.engine.database.write() as connection:
            connection.execute(insert(instance), cases)
            connection.execute(insert(task), tasks)
            connection.execute(insert(inbox), entries)
    with house.engine.database.write() as connection:
        connection.exec_driver_sql("ANALYZE")


def _opened(number: int) -> TaskOpened:
    principal = next(name for name, share in SHARES if number * 37 % 100 < share)
    due = instant(MORNING + timedelta(minutes=number * 7919 % 100_000))
    return TaskOpened(
        task=f"bulk-task-{number:06d}", element="E01_write", name="撰写", unit="U1", principals=(principal,),
        form="line/write", limit="TL-T01", raw_due=due[:10], effective_due=due[:10], deadline=due,
        plan={"blue": due, "yellow": due, "red": due},
    )


def _row(case: str, event: CaseStarted | TaskOpened) -> dict[str, Any]:
    (put,) = changes_of(Recorded(case, 1, instant(MORNING), "o1", "", event))
    return {"id": put.key, **put.row}     # type: ignore[union-attr]


def measure(house: House) -> Iterator[tuple[str, float, float, float]]:
    """(name, SQL p50, SQL p99, whole answer p50) in milliseconds."""
    actor = house.actor("o1")
    first = house.engine.ask(queries.Inbox(), actor)
    assert len(first["items"]) == 50
    deep = first["next"]
    for _ in range(20):
        deep = house.engine.ask(queries.Inbox(after=deep), actor)["next"]
    looks: tuple[tuple[str, Query], ...] = (
        ("first page", queries.Inbox()), ("page 22", queries.Inbox(after=deep)),
        ("first page, one light", queries.Inbox(light="green")), ("counts", queries.InboxCounts()),
    )
    for name, query in looks:
        whole, sql = [], []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            with Statements(house.engine.database.pool) as counted:
                house.engine.ask(query, actor)
            whole.append(time.perf_counter() - begun)
            sql.append(_sql_seconds(house, counted))
        whole.sort()
        sql.sort()
        yield name, sql[ROUNDS // 2] * 1e3, sql[-1] * 1e3, whole[ROUNDS // 2] * 1e3


def _sql_seconds(house: House, counted: Statements) -> float:
    """The same statements once more on the bare driver, every row fetched."""
    with house.engine.database.read() as connection:
        cursor = connection.connection.cursor()
        begun = time.perf_counter()
        for sent in counted.sent:
            cursor.execute(sent.text, sent.parameters)
            cursor.fetchall()
        return time.perf_counter() - begun
