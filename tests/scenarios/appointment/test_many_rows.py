"""What a gate looks for in a register is found however many rows came after it."""

from __future__ import annotations

import pytest

from engine.store import register_rows
from tests.scenarios.appointment.bureau import REN, SHU, Bureau
from tests.scenarios.people import TANG


def test_an_old_row_is_found_among_many(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    """The opinion on 任川 is no longer among the newest rows; it still counts, and nobody asks for another."""
    monkeypatch.setattr(register_rows, "LIMIT", 1)
    office.opinion("2026-05-06 09:00", REN)
    office.opinion("2026-05-06 10:00", SHU)
    office.batch("2026-05-07 09:00", REN)
    office.province.night("2026-05-14 00:05")
    assert office.rows(TANG, "L-7")["任川"]["status"] == "in_progress"
    office.calm()
