"""What one command sends to the database: statements and round trips."""

from __future__ import annotations

from collections.abc import Iterator

from engine import commands, queries
from engine.commands.base import Command
from tests.support.house import House
from tests.support.statements import Statements


def per_command(house: House) -> Iterator[tuple[str, int, int]]:
    """(name, statements, round trips) of typical commands and queries, with an idempotency key as the API sends it."""
    case = house.start("line")
    task = house.task(case, "E01_write")
    house.actor("head")
    script: list[tuple[str, Command]] = [
        ("o1", commands.StartInstance("line")), ("o1", commands.ClaimTask(task)),
        ("o1", commands.SaveDraft(task, {"note": "一"})), ("o1", commands.RequestExtension(task, 2, "复杂")),
        ("o1", commands.CompleteTask(task, {"note": "一"})),
    ]
    with Statements(house.engine.database.pool) as counted:
        for number, (user, command) in enumerate(script):
            counted.reset()
            house.do(user, command, key=f"trip{number}")
            yield type(command).__name__, counted.count, counted.round_trips
        for query in (queries.Inbox(), queries.InboxCounts(), queries.Case(case)):
            counted.reset()
            house.engine.ask(query, house.actor("o1"))
            yield type(query).__name__, counted.count, counted.round_trips
