"""One beat: do everything that is due, batch after batch."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.engine import Engine

BATCH = 100
MAX_BATCHES = 1_000     # a beat ends here even if work keeps arriving; the next one goes on

log = logging.getLogger(__name__)


def run_once(engine: Engine, batch: int = BATCH) -> int:
    """Do due jobs until none is left that can be done now; returns how many were done.

    An engine that cannot be reached (database down) ends the beat, not the worker: the next beat tries again.
    """
    total = 0
    try:
        for _ in range(MAX_BATCHES):
            done = engine.run_due(batch)
            total += done
            if not done:
                break
    except Exception as error:  # the heartbeat must outlive every failure
        log.error("beat failed after %d job(s): %s", total, type(error).__name__)
    if total:
        log.info("%d job(s) done", total)
    return total
