"""Clients at work: each starts cases of the two-step procedure and completes both tasks, as fast as it can."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier as ProcessBarrier
from threading import Barrier

from engine import Receipt, commands
from engine.commands.base import Command
from tests.support.house import OFFICERS, House

WARM_UP = 10


@dataclass
class Timings:
    """Seconds per command, and of the whole run of a client."""

    starts: list[float] = field(default_factory=list)
    completes: list[float] = field(default_factory=list)
    begun: float = 0.0
    ended: float = 0.0
    processor: float = 0.0      # seconds of this process's processor time (of all threads, where clients are threads)


@dataclass(frozen=True)
class Result:
    """What all clients together did: sorted seconds per command, and commands per second."""

    starts: list[float]
    completes: list[float]
    rate: float
    processor: float    # seconds of the clients' processor time per command


def percentile(seconds: list[float], share: float) -> float:
    """Milliseconds below which ``share`` of the (sorted) commands lie."""
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))] * 1000


def by_threads(house: House, clients: int, cases: int) -> Result:
    """Clients as threads of one engine (SQLite: one process writes)."""
    for user in (*OFFICERS, "head"):
        house.actor(user)
    barrier = Barrier(clients)
    with ThreadPoolExecutor(clients) as pool:
        work = [pool.submit(_work, house, number, cases, barrier) for number in range(clients)]
        timings = [each.result() for each in work]
    shared = max(each.processor for each in timings)
    return _together(timings, shared)


def by_processes(url: str, clients: int, cases: int) -> Result:
    """Clients as processes, each with an engine and a connection of its own."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(clients), context.SimpleQueue()
    workers = [context.Process(target=_process, args=(url, n, cases, barrier, results)) for n in range(clients)]
    for worker in workers:
        worker.start()
    timings = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return _together(timings, sum(each.processor for each in timings))


def _process(
    url: str, number: int, cases: int, barrier: ProcessBarrier, results: multiprocessing.SimpleQueue[Timings]
) -> None:
    house = House.open(url, f"c{_unique(number)}")
    results.put(_work(house, number, cases, barrier))
    house.close()


def _unique(number: int) -> str:
    """A prefix of ids that no other client of any run has."""
    return f"{number}-{time.time_ns()}"


def _work(house: House, number: int, cases: int, barrier: Barrier | ProcessBarrier) -> Timings:
    timings, officer, prefix = Timings(), OFFICERS[number % len(OFFICERS)], _unique(number)
    for case in range(-WARM_UP, cases):
        if case == 0:
            barrier.wait()
            timings = Timings(begun=time.monotonic(), processor=-time.process_time())
        key = f"{prefix}-{case}"
        started = _timed(house, officer, commands.StartInstance("line"), f"{key}-s", timings.starts)
        (task,) = started.result["tasks"]
        _timed(house, officer, commands.CompleteTask(task, {"note": "一"}), f"{key}-1", timings.completes)
        task = house.task_of(str(started.instance))
        _timed(house, "head", commands.CompleteTask(task, {"note": "二"}), f"{key}-2", timings.completes)
    timings.ended = time.monotonic()
    timings.processor += time.process_time()
    return timings


def _timed(house: House, user: str, command: Command, key: str, seconds: list[float]) -> Receipt:
    begun = time.perf_counter()
    receipt = house.do(user, command, key)
    seconds.append(time.perf_counter() - begun)
    return receipt


def _together(timings: list[Timings], processor: float) -> Result:
    starts = sorted(second for each in timings for second in each.starts)
    completes = sorted(second for each in timings for second in each.completes)
    elapsed = max(each.ended for each in timings) - min(each.begun for each in timings)
    commands_done = len(starts) + len(completes)
    return Result(starts, completes, commands_done / elapsed, processor / commands_done)
