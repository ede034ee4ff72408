"""The heartbeat: beats do what is due, one at a time, and outlive a database that is away."""

from __future__ import annotations

import logging
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from apscheduler.jobstores.memory import MemoryJobStore
from sqlalchemy.exc import OperationalError

from engine import Engine
from engine.worker import Ticker, run_once
from tests.support.house import House


class Scripted:
    """An engine whose ``run_due`` gives the answers written down, then zero."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.asked, self.beaten = list(answers), 0, threading.Event()
        self.settings = SimpleNamespace(tick_seconds=0.02)

    def run_due(self, limit: int) -> int:
        self.asked += 1
        self.beaten.set()
        answer = self.answers.pop(0) if self.answers else 0
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_beat_goes_on_until_nothing_is_left() -> None:
    engine: Any = Scripted(100, 100, 7)
    assert run_once(engine) == 207
    assert engine.asked == 4


def test_a_beat_survives_a_database_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    engine: Any = Scripted(5, OperationalError("SELECT secret", {}, Exception("down")))
    with caplog.at_level(logging.INFO):
        assert run_once(engine) == 5
    assert "OperationalError" in caplog.text
    assert "secret" not in caplog.text


def test_a_timer_that_is_due_fires(house: House) -> None:
    case = house.start("timed")
    assert run_once(house.engine) == 0
    house.clock.advance(hours=2)
    assert run_once(house.engine) == 1
    assert house.task(case, "E03_urge")
    assert run_once(house.engine) == 0


def test_the_ticker_beats_until_it_is_stopped() -> None:
    engine: Any = Scripted()
    ticker = Ticker(engine)
    ticker.start()
    assert engine.beaten.wait(5)
    engine.beaten.clear()
    assert engine.beaten.wait(5), "it beats more than once"
    ticker.stop()
    asked = engine.asked
    assert not threading.Event().wait(0.1)
    assert engine.asked == asked


def test_the_ticker_keeps_nothing_but_one_beat(engine: Engine) -> None:
    ticker = Ticker(engine)
    (job,) = ticker.scheduler.get_jobs()
    ticker.start()
    assert isinstance(ticker.scheduler._jobstores["default"], MemoryJobStore)
    ticker.stop()
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
