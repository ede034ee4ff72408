"""Setting up: a new site, and the database's schema."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import click

from engine import Engine, commands, read_folder, system_actor
from engine.cli import demo, site
from engine.content.assembly import FOLDERS
from engine.model.errors import Conflict
from engine.store import schema


@click.command()
@click.argument("folder", metavar="SITE", type=click.Path(file_okay=False, path_type=Path))
@click.option("--demo/--no-demo", "with_demo", default=True, show_default=True,
              help="为示例组织人员开通演示账号 / open demo accounts for the sample organisation.")
def init(folder: Path, with_demo: bool) -> None:
    """新建站点:复制内容、建库、部署、开通演示账号。

    Make a new site: copy the content folders, make data directory, secret and database, deploy, open demo accounts.
    The database is SQLite inside the site unless JIANDU_DATABASE_URL says otherwise.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"{folder} 已存在且不为空", f"{folder} exists and is not empty", "site_exists")
    with ExitStack() as undo:
        if not folder.exists():
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
        copy_content(folder)
        (folder / "data").mkdir(mode=0o700)
        engine = Engine(site.settings({**os.environ, "JIANDU_DATA_DIR": str(folder / "data")}))
        undo.callback(engine.close)
        schema.upgrade(engine.database.pool)
        deployed = deploy_folder(engine, folder)
        click.echo(f"已部署 {deployed} 个流程 / {deployed} procedures deployed")
        if with_demo:
            demo.open_accounts(engine)
        undo.pop_all()
        engine.close()
    _next_steps(folder, with_demo)


@click.command()
def migrate() -> None:
    """把数据库升级到本程序所需的结构版本 / Bring the database to the schema this program needs."""
    engine = Engine(site.settings())
    try:
        before = schema.current(engine.database.pool)
        schema.upgrade(engine.database.pool)
        after = schema.current(engine.database.pool)
    finally:
        engine.close()
    click.echo(f"{before or '-'} -> {after}" if before != after else f"{after}: 已是最新 / up to date")


def copy_content(folder: Path) -> None:
    """Copy the content that comes with the program."""
    source = site.packaged_content()
    for name in FOLDERS:
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns(".*", "~$*"), dirs_exist_ok=True)


def deploy_folder(engine: Engine, folder: Path) -> int:
    """Deploy a whole content folder as the operator; returns the number of procedures. Raises InvalidContent."""
    bundle = read_folder(folder)
    engine.execute(commands.Deploy(bundle.files, "first deployment", whole=True), system_actor())
    return len(bundle.processes)


def _next_steps(folder: Path, with_demo: bool) -> None:
    click.echo(f"\n站点已建立 / the site is ready: {folder.resolve()}\n\n下一步 / next:\n  cd {folder}\n  jiandu serve")
    if with_demo:
        click.echo(f"\n演示密码 / demo password: {demo.PASSWORD}")
        click.echo("正式使用前请改密或用 --no-demo 建站 / change it, or use --no-demo, before real use")
