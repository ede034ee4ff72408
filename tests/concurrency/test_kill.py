"""kill -9 in the middle of work: what was acknowledged stays, what was not is done once when it is asked for again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import select

from engine.store.tables import event
from tests.support.house import House
from tests.support.proofs import prove

ROOT = Path(__file__).parents[2]
COMPLETIONS = 200
KILLS = 6
DELAYS = (0.01, 0.03, 0.05, 0.08, 0.11, 0.15)     # seconds after the first acknowledgement of a run


class Server:
    """The process, and one conversation with it."""

    def __init__(self, url: str, run: int) -> None:
        command = [sys.executable, "-m", "tests.support.worker_process", url, f"run{run}"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, line: str) -> list[str] | None:
        """The answer to one job; None when the process died before it answered."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return None
        answer = self.process.stdout.readline()
        return answer.split() if answer.endswith("\n") else None

    def kill(self) -> None:
        """As the kernel does it: no handler runs, nothing is flushed."""
        self.process.send_signal(signal.SIGKILL)

    def end(self) -> int:
        """Close the conversation and wait."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        return self.process.wait(timeout=30)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_done_twice(house: House, database_url: str) -> None:
    case = house.start("loop")
    task = house.task(case, "E01_again")
    acknowledged: dict[str, tuple[int, str]] = {}
    deaths = 0
    for run in range(COMPLETIONS):
        server, timer = Server(database_url, run), None
        while len(acknowledged) < COMPLETIONS:
            answer = server.ask(f"{task} {int(len(acknowledged) < COMPLETIONS - 1)}")
            if answer is None:
                break
            acknowledged[answer[0]] = (int(answer[1]), answer[2])
            task = answer[3]
            if timer is None and deaths < KILLS:
                timer = Timer(DELAYS[deaths], server.kill)
                timer.start()
        if timer is not None:
            timer.cancel()
        deaths += server.end() == -signal.SIGKILL
        if len(acknowledged) == COMPLETIONS:
            break
    assert deaths == KILLS
    assert house.case(case)["status"] == "closed"
    assert house.events(case).count("TaskCompleted") == COMPLETIONS
    assert receipts_missing(house, case, acknowledged) == []
    prove(house)


def receipts_missing(house: House, case: str, acknowledged: dict[str, tuple[int, str]]) -> list[str]:
    """Acknowledged tasks whose receipt does not name an event of the case's chain."""
    with house.engine.database.read() as connection:
        query = select(event.c.seq, event.c.mac).where(event.c.instance == case)
        chain = {(row.seq, row.mac) for row in connection.execute(query)}
    return [task for task, receipt in acknowledged.items() if receipt not in chain]
