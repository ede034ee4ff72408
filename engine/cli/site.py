"""The site in the working directory: its settings, its engine, its content folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

import engine as package
from engine import Engine, Settings
from engine.content.assembly import FOLDERS
from engine.model.errors import Conflict
from engine.store import schema

as_person = click.option(
    "--user", required=True, envvar="JIANDU_USER", show_envvar=True,
    help="以何人身份办理(人员标识) / the person to act as (id, for example lj-lh.hancheng).",
)
as_operator = click.option(
    "--user", envvar="JIANDU_USER", show_envvar=True,
    help="以何人身份执行;默认为系统运维 / the person to act as; the operator by default.",
)
json_output = click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON.")


def settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, made to work on first use. Raises a usage error naming what is wrong."""
    try:
        return Settings.from_environ(environ)
    except ValueError as error:
        raise click.UsageError(f"JIANDU_* 设置有误 / a JIANDU_* setting is wrong: {error}") from error


def known_settings() -> Settings:
    """Settings of a site that exists. Raises Conflict where there is none: nothing is created by a mistaken call."""
    data_dir = Path(os.environ.get("JIANDU_DATA_DIR", "data"))
    if not (data_dir / "secret.key").is_file():
        raise Conflict(
            f"此处没有站点({data_dir.resolve()} 中无 secret.key);请进入站点目录,或运行 jiandu init SITE",
            f"No site here (no secret.key in {data_dir.resolve()}): change to its folder, or run jiandu init SITE",
            "no_site",
        )
    return settings()


@contextmanager
def opened() -> Iterator[Engine]:
    """The engine of an existing site whose database is up to date."""
    found = Engine(known_settings())
    try:
        at, newest = schema.current(found.database.pool), schema.newest()
        if at != newest:
            raise Conflict(
                f"数据库结构为 {at or '空'},程序需要 {newest};请运行 jiandu migrate",
                f"The database is at revision {at or 'none'}, the program needs {newest}: run jiandu migrate",
                "schema",
            )
        yield found
    finally:
        found.close()


def content_root(found: Settings) -> Path:
    """Where an administrator edits content: ``JIANDU_CONTENT_DIR`` or the working directory."""
    return found.content_dir or Path.cwd()


def packaged_content() -> Path:
    """The content that comes with the program: inside the wheel, or the checkout of an editable install."""
    home = Path(package.__file__).parent
    inside = home / "starter"
    return inside if inside.is_dir() else home.parent


def has_content(root: Path) -> bool:
    """Whether there is any content folder."""
    return any((root / folder).is_dir() for folder in FOLDERS)
