"""``jiandu serve`` as a process: database, content, pages, heartbeat, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Site

PROGRAM = [sys.executable, "-c", "from api.main import main; main()"]
ROOT = str(Path(__file__).parents[2])


@pytest.fixture
def port() -> int:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(site: Site, port: int) -> Iterator[subprocess.Popen[str]]:
    """A site whose database does not exist yet, served."""
    site.folder.joinpath("data", "jiandu.db").unlink()
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": ROOT, "JIANDU_TICK_SECONDS": "0.2"},
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def fetch(port: int, path: str) -> str:
    """The body behind a path, once the server is up."""
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def test_serve_from_nothing_to_a_clean_end(site: Site, served: subprocess.Popen[str], port: int) -> None:
    assert json.loads(fetch(port, "/api/v1/health"))["status"] == "ok"
    assert "<form" in fetch(port, "/login")
    assert site.start()["tasks"]        # content was deployed from the folder

    served.send_signal(signal.SIGTERM)
    out, errors = served.communicate(timeout=30)
    assert served.returncode == 0, errors
    assert f"http://127.0.0.1:{port}/" in out
    assert "Traceback" not in errors


def test_a_port_that_is_taken_is_exit_code_3(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [*PROGRAM, "serve", "--port", str(taken.getsockname()[1])], capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": ROOT}, timeout=60,
        )
    assert done.returncode == 3
    assert "无法监听" in done.stderr
