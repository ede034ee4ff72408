"""A server process to be killed: it reads jobs from standard input and acknowledges each on standard output.

``python -m tests.support.worker_process <database url> <id prefix>``; a job is a line ``<task id> <more>``: complete
the loop's task under the idempotency key ``<task id>``. The answer comes after the commit:
``<task id> <seq> <mac> <next task id, or ->``.
"""

from __future__ import annotations

import sys

from engine import commands
from tests.support.house import House


def main() -> None:
    """Serve until the input ends or the process is killed."""
    url, prefix = sys.argv[1:3]
    house = House.open(url, prefix)
    for line in sys.stdin:
        task, more = line.split()
        receipt = house.do("o1", commands.CompleteTask(task, {"more": more == "1"}), key=task)
        following = next(iter(receipt.result["tasks"]), "-")
        print(task, receipt.seq, receipt.mac, following, flush=True)


if __name__ == "__main__":
    main()
