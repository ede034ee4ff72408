"""Worker: the heartbeat of due work (timers, warnings, calls, messages on their way, delayed starts).

Law of this room: it decides nothing. It asks the engine again and again to do what is due; each job is one command in
one transaction, claimed under the case's row lock, so any number of workers and machines may beat at the same time.
What is due lives in the database alone: the scheduler's memory holds nothing but the beat, and a killed worker loses
nothing. Work that leaves the machine (mail, calls to other systems) has no connector yet; there is nothing here for it.
Log lines carry counts and ids, never content.
"""

from engine.worker.ticker import Ticker
from engine.worker.worker import run_once

__all__ = ["Ticker", "run_once"]
