"""The worker alone, beside any number of servers (PostgreSQL) or one."""

from __future__ import annotations

import logging
import signal
import sys
import threading

import click

from engine.cli import site
from engine.worker import Ticker


@click.command()
def worker() -> None:
    """单独运行后台心跳(定时、预警、消息);Ctrl-C 或 SIGTERM 停止。

    Run the heartbeat of due work alone (timers, warnings, messages) until Ctrl-C or SIGTERM. `serve` has one inside.
    """
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with site.opened() as engine:
        ticker = Ticker(engine)
        ticker.start()
        click.echo(f"心跳每 {engine.settings.tick_seconds:g} 秒 / a beat every {engine.settings.tick_seconds:g} s")
        stop.wait()
        ticker.stop()
