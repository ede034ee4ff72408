"""``python -m benchmarks.bench``: measure on SQLite and, where JIANDU_TEST_POSTGRES names a server, on PostgreSQL."""

from __future__ import annotations

import os
import platform
import sqlite3
import tempfile
from pathlib import Path

import psycopg

from benchmarks import backlog, load, trips
from engine import commands
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.support.house import House, prepare

CASES = 200
CLIENTS = (1, 4)
TRIP_BUDGET = 8         # round trips per command
PAGE_BUDGET = 5.0       # milliseconds of SQL per inbox page


def main() -> None:
    """Print one section per database."""
    load_average = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors, "
          f"load average before the run {load_average:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        report("SQLite", SqliteDatabases(Path(folder), prepare))
    server = os.environ.get("JIANDU_TEST_POSTGRES", "")
    if not server:
        print("\nJIANDU_TEST_POSTGRES is not set: PostgreSQL was not measured")
        return
    with psycopg.connect(server) as connection:
        version = connection.info.parameter_status("server_version")
    report(f"PostgreSQL {version}", PostgresDatabases(server, f"bench_{os.getpid()}", prepare))


def report(name: str, databases: Databases) -> None:
    """Measure one kind of database and print Markdown tables."""
    print(f"\n## {name}\n")
    _load(databases)
    url = databases.fresh()
    house = House.open(url)
    _trips(house)
    _backlog(house)
    house.close()
    databases.drop(url)
    databases.close()


def _load(databases: Databases) -> None:
    print("| clients | start p50 / p99 | complete p50 / p99 | commands per second | processor per command |")
    print("|---|---|---|---|---|")
    for clients in CLIENTS:
        url = databases.fresh()
        if isinstance(databases, SqliteDatabases):
            house = House.open(url)
            result = load.by_threads(house, clients, CASES)
            house.close()
        else:
            result = load.by_processes(url, clients, CASES)
        rate = f"{result.rate:.0f} | {result.processor * 1e3:.1f} ms"
        print(f"| {clients} | {_pair(result.starts)} | {_pair(result.completes)} | {rate} |", flush=True)
        databases.drop(url)


def _pair(seconds: list[float]) -> str:
    return f"{load.percentile(seconds, 0.5):.1f} / {load.percentile(seconds, 0.99):.1f} ms"


def _trips(house: House) -> None:
    print(f"\n| command or query | statements | round trips (budget of a command: {TRIP_BUDGET}) |\n|---|---|---|")
    for name, statements, round_trips in trips.per_command(house):
        mark = " over" if round_trips > TRIP_BUDGET and hasattr(commands, name) else ""
        waits = "in process" if house.engine.database.is_sqlite else f"{round_trips}{mark}"
        print(f"| {name} | {statements} | {waits} |", flush=True)


def _backlog(house: House) -> None:
    backlog.fill(house)
    print(f"\n| inbox among {backlog.TASKS:,} open tasks | SQL p50 / max (budget {PAGE_BUDGET:.0f} ms) | answer p50 |")
    print("|---|---|---|")
    for name, middle, worst, whole in backlog.measure(house):
        mark = " over" if middle > PAGE_BUDGET else ""
        print(f"| {name} | {middle:.2f} / {worst:.2f} ms{mark} | {whole:.1f} ms |", flush=True)


if __name__ == "__main__":
    main()
