"""The budget of a command, idempotency key included: 8 round trips on PostgreSQL, 15 statements anywhere."""

from __future__ import annotations

from benchmarks.trips import per_command
from tests.support.house import House

TRIPS, STATEMENTS = 8, 15
COMMANDS = {"StartInstance", "ClaimTask", "SaveDraft", "RequestExtension", "CompleteTask"}


def test_no_command_is_over_its_budget(house: House) -> None:
    counted = {name: (statements, trips) for name, statements, trips in per_command(house) if name in COMMANDS}
    assert counted.keys() == COMMANDS
    assert {name: n for name, (n, _) in counted.items() if n > STATEMENTS} == {}
    if not house.engine.database.is_sqlite:     # SQLite runs in the process: there is no trip to count
        assert {name: n for name, (_, n) in counted.items() if n > TRIPS} == {}
