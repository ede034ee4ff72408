"""The figures of the reports counted once more, in plain Python over the log of events: no register table, no FEEL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Figures = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")
LAST = "2026-12-31"
FILED = ("党纪处分", "政务/企业处分", "移送司法")
LEFT = ("withdrawn", "terminated")


class Log:
    """The last word of the log on each row of each register, dates as ISO days of Shanghai."""

    def __init__(self, database: Path) -> None:
        self.rows: dict[str, dict[str, Row]] = {}
        with closing(sqlite3.connect(database)) as connection:
            query = "select payload from event where type = 'RegisterWritten' order by at, instance, seq"
            for (text,) in connection.execute(query):
                written = json.loads(text)
                self.rows.setdefault(written["register"], {})[written["row"]] = written

    def of(self, register: str, on: str = "") -> list[Row]:
        """The rows of a register; with ``on``, those whose date of this name lies in the year."""
        found = [self._plain(written) for written in self.rows.get(register, {}).values()]
        return [row for row in found if not on or (_day(row.get(on)) or "")[:4] == LAST[:4]]

    def _plain(self, written: Row) -> Row:
        own = {name: written[name] for name in ("unit", "status", "due_effective", "closed_at", "row_no")}
        return {**{name: _plain(value) for name, value in written["values"].items()}, **own}


def figures(log: Log, report: str) -> Figures:
    """The total line of a report over 2026."""
    return _COUNTS[report](log)


def _plain(value: Any) -> Any:
    if isinstance(value, dict) and "@" in value:
        return Decimal(value["v"]) if value["@"] == "number" else value["v"]
    return value


def _day(value: Any) -> str | None:
    """A date or moment as a day of Shanghai."""
    if not value:
        return None
    text = str(value)
    return text if len(text) == 10 else datetime.fromisoformat(text).astimezone(ZONE).date().isoformat()


def _open(row: Row) -> bool:
    closed = _day(row["closed_at"])
    return closed is None or closed > LAST


def _count(rows: Iterable[Row], holds: Callable[[Row], Any]) -> int:
    return sum(1 for row in rows if holds(row))


def _sum(rows: Iterable[Row], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows if row.get(name) is not None), Decimal(0))


def _clues(log: Log) -> Figures:
    rows = [row for row in log.of("L-1", "received_at") if row.get("sealed") is not True]

    def overdue(row: Row) -> bool:
        due = _day(row["due_effective"])
        ends = [_day(row["closed_at"]), _day(row.get("disposal_at"))]
        return due is not None and due < LAST and all(end is None or end > due for end in ends)

    disposed = {"talk_inquiry": "谈话函询", "verification": "初核", "hold": "暂存", "closed": "了结"}
    return {
        "received": len(rows), "open": _count(rows, _open), "overdue": _count(rows, overdue),
        "filed": _count(rows, lambda row: row.get("result") in FILED),
        **{name: _count(rows, lambda row, how=how: row.get("disposal") == how) for name, how in disposed.items()},
    }


def _transfers(log: Log) -> Figures:
    rows = log.of("L-2", "sent_at")
    clues = [row for row in log.of("L-1", "received_at") if row.get("source_dept")]
    return {
        "sent": len(rows), "supplemented": _count(rows, lambda row: (row.get("supplement_rounds") or 0) > 0),
        "accepted": _count(
            rows, lambda row: row.get("receipt_at") and row["status"] in ("accepted", "closed", "archived")),
        "filed": _count(clues, lambda row: row.get("result") in FILED),
        "answered": _count(rows, lambda row: row.get("feedback_at")),
    }


def _issues(log: Log) -> Figures:
    rows = log.of("L-12", "listed_on")
    levels = {"major": "重大", "larger": "较大", "ordinary": "一般"}
    return {"listed": len(rows), "year_ago": 0,
            **{name: _count(rows, lambda row, level=level: row["level"] == level) for name, level in levels.items()}}


def _standing(log: Log) -> Figures:
    rows = [row for row in log.of("L-12", "listed_on") if row["status"] not in (*LEFT, "merged", "forwarded")]
    still = [row for row in rows if _open(row)]
    late = _count(still, lambda row: (_day(row["due_effective"]) or LAST) < LAST)
    return {
        "all_issues": len(rows), "struck_off": len(rows) - len(still), "overdue": late, "running": len(still) - late,
        "long_term": _count(rows, lambda row: row.get("long_term") is True),
    }


def _projects(log: Log) -> Figures:
    known = {row["case_no"]: row for row in log.of("L-10")}
    rows = [row for row in log.of("L-10", "proposed_on") if row["status"] != "not_accepted"]
    issues = {row["issue_no"]: row for row in log.of("L-12")}

    def of_project(row: Row) -> bool:
        return str(row.get("source_ref") or "").partition("/")[0] in known

    rectified = [row for row in log.of("L-12b", "struck_off_at") if of_project(issues.get(row["issue_no"], {}))]
    return {
        "projects": len(rows), "amount": _sum(rows, "budget"), "covered": _sum(rows, "covered_amount"),
        "issues": _sum(rows, "issues_n"), "suggestions": _sum(rows, "suggestions_n"),
        "held": _sum(rows, "held_payments"), "clues": _count(log.of("L-2", "sent_at"), of_project),
        "recovered": _sum(rectified, "recovered"),
    }


def _looked_back(log: Log) -> Figures:
    rows = [row for row in log.of("L-21", "closed_at") if row.get("conclusion")]
    ends = {"passed": "effective", "reopened": "not_in_place", "recurred": "recurred", "new_problems": "new_problem"}
    return {"checked": _count(rows, lambda row: row["conclusion"] != "new_problem"),
            **{name: _count(rows, lambda row, end=end: row["conclusion"] == end) for name, end in ends.items()}}


def _repeated(log: Log) -> Figures:
    rows = log.of("L-12", "listed_on")
    return {"listed": len(rows), "repeated": _count(rows, lambda row: (row.get("repeat_count") or 0) >= 2)}


def _concentrated(log: Log) -> Figures:
    return {"open": _count(log.of("L-12", "listed_on"), _open)}


def _decided(log: Log) -> Figures:
    rows = [row for row in log.of("L-23", "date") if row.get("decision")]
    return {"decisions": len(rows), "due": _count(rows, lambda row: (_day(row.get("due")) or "9999") <= LAST),
            "done": _count(rows, lambda row: row.get("tracked") is True)}


def _talks(log: Log) -> Figures:
    rows = [row for row in log.of("L-7", "decision_date") if row["status"] not in LEFT]
    talked = [row for row in rows if row.get("talk_at")]
    return {
        "appointed": len(rows), "talked": len(talked),
        "on_time": _count(talked, lambda row: row.get("late") is not True),
        "tested": _count(rows, lambda row: row.get("test_score") is not None),
        "pledged": _count(rows, lambda row: row.get("pledge_no") is not None),
        "held": _count(rows, lambda row: row.get("held") is True),
    }


def _opinions(log: Log) -> Figures:
    rows = log.of("L-5", "replied_at")
    return {
        "replied": len(rows), "clear": _count(rows, lambda row: row.get("conclusion") == "暂未发现影响"),
        "defer": _count(rows, lambda row: str(row.get("conclusion")).startswith("建议暂缓")),
        "unfit": _count(rows, lambda row: row.get("conclusion") == "不宜"),
        "on_time": _count(rows, lambda row: row["due_effective"] and row["due_effective"] >= row["replied_at"]),
        "changed": _count(rows, lambda row: row.get("changed_at")),
    }


def _payments(log: Log) -> Figures:
    matters = log.of("L-16", "date")
    rows = [row for row in log.of("L-18", "requested_on") if row["status"] != "withdrawn"]
    paid = [row for row in rows if row.get("paid_at")]
    return {
        "matters": len(matters), "amount": _sum(matters, "amount"), "payments": len(rows),
        "paid": _sum(paid, "amount"), "held": _count(rows, lambda row: row.get("held_on")),
        "unresolved": _count(paid, lambda row: row.get("unresolved") is True),
    }


_COUNTS: dict[str, Callable[[Log], Figures]] = {
    "R-02": _clues, "R-03": _transfers, "R-05": _issues, "R-06": _standing, "R-07": _projects, "R-08": _looked_back,
    "R-09": _repeated, "R-10": _concentrated, "R-12": _decided, "R-14": _talks, "R-15": _opinions, "R-19": _payments,
}
REPORTS = tuple(_COUNTS)
