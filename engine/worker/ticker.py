"""The heartbeat: APScheduler with a memory store and one job. The only place that knows APScheduler.

Its own persistent stores are not used: they lost and doubled jobs when killed (docs/adr). ``coalesce`` and
``misfire_grace_time=None`` make a late beat one beat, never none; ``max_instances=1`` keeps beats from overlapping.
"""

from __future__ import annotations

import logging
from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from engine.worker.worker import run_once

if TYPE_CHECKING:
    from engine.engine import Engine

JOB = "tick"


class Ticker:
    """Beats every ``engine.settings.tick_seconds`` seconds on a thread of its own, from ``start`` to ``stop``."""

    def __init__(self, engine: Engine) -> None:
        # A beat longer than the interval is normal under load; the scheduler would warn about each.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self.scheduler = BackgroundScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
        self.scheduler.add_job(
            run_once, "interval", seconds=engine.settings.tick_seconds, args=[engine], id=JOB,
            coalesce=True, max_instances=1, misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to beat; the first beat comes after one interval."""
        self.scheduler.start()

    def stop(self) -> None:
        """Stop beating; a beat under way is finished first."""
        self.scheduler.shutdown(wait=True)
