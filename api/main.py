"""The program ``jiandu``: the engine's command line and ``serve``. With ``api.wsgi`` the only module of this room that
reaches past the engine's shop window, because it puts the pieces together.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any

import click
import waitress

from api.app import create_app
from api.pages.assets import DIST
from api.wsgi import configured
from engine import Engine
from engine.cli import cli, demo, site
from engine.cli.failures import UNREACHABLE, complain
from engine.cli.setup import deploy_folder
from engine.model.errors import Conflict
from engine.store import schema
from engine.worker import Ticker

LOOPBACK = ("127.", "localhost", "::1")


@cli.command()
@click.option("--host", help="监听地址,默认 JIANDU_HOST 或 127.0.0.1 / address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="端口,默认 JIANDU_PORT 或 8080 / port.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64),
              help="处理请求的线程 / request threads.")
def serve(host: str | None, port: int | None, threads: int) -> None:
    """启动网页、接口和后台心跳;首次运行时建库并部署内容。

    Serve pages, JSON API and the heartbeat of due work in one process. Brings the database up to date, and deploys the
    content folder if nothing is deployed yet. One process on SQLite; any number on PostgreSQL.
    """
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    engine = Engine(site.settings())
    try:
        prepare(engine)
        host, port = host or engine.settings.host, port or engine.settings.port
        app = configured(create_app(engine), os.environ)
        try:
            server = waitress.create_server(app, host=host, port=port, threads=threads, ident="jiandu")
        except OSError as error:
            complain(f"无法监听 {host}:{port}", f"Cannot listen on {host}:{port}: {error.strerror}")
            sys.exit(UNREACHABLE)
        greet(engine, host, port)
        run(engine, server)
    finally:
        engine.close()


def prepare(engine: Engine) -> None:
    """Database up to date, content deployed. Raises Conflict where there is no content, InvalidContent with faults."""
    schema.upgrade(engine.database.pool)
    with engine.database.read() as connection:
        deployed = engine.catalog.latest(connection).number
    if deployed:
        return
    root = site.content_root(engine.settings)
    if not site.has_content(root):
        raise Conflict(f"{root} 中没有内容文件夹,请先运行 jiandu init SITE",
                       f"No content folder in {root}: run jiandu init SITE first", "no_content")
    deploy_folder(engine, root)


def greet(engine: Engine, host: str, port: int) -> None:
    """Where to point a browser, and whom to log in as."""
    if not (DIST / "manifest.json").is_file():
        click.echo("前端未构建:页面可用,但没有表单、画图和回放组件 / front end not built: pages lack their scripts")
    people = demo.usable(engine)
    if people:
        demo.print_accounts(engine, people)
        if not host.startswith(LOOPBACK):
            click.echo("警告:演示密码对外可用 / warning: the demo password works for anyone who can reach this address")
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"\n监督平台 / Jiandu: http://{shown}:{port}/    (Ctrl-C 停止 / to stop)")
    sys.stdout.flush()


def run(engine: Engine, server: Any) -> None:
    """Serve and beat until Ctrl-C or SIGTERM; then finish what is under way."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ticker = Ticker(engine)
    ticker.start()
    try:
        server.run()
    finally:
        server.close()
        ticker.stop()


def main() -> None:
    """Entry point of the program ``jiandu``."""
    cli.main(prog_name="jiandu")
