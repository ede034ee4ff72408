"""``doctor``: what an administrator looks at first when something is wrong, or before going live."""

from __future__ import annotations

from typing import Any

import click

from engine import Engine
from engine.cli import checks, show, site
from engine.cli.failures import REFUSED

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command()
@site.json_output
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """检查本站点:数据库、结构版本、内容、密钥、时钟、到期事项;有 fail 则以 1 退出。

    Check this site: database, schema, content, secret, clock, due work, accounts. Each line is ok, warn or fail; any
    fail exits with 1.
    """
    engine = Engine(site.known_settings())
    try:
        found = [finding for check in checks.ALL for finding in check(engine)]
    finally:
        engine.close()
    if as_json:
        show.as_json([vars(finding) for finding in found])
    else:
        for finding in found:
            _print(finding)
    if any(finding.level == "fail" for finding in found):
        context.exit(REFUSED)


def _print(finding: Any) -> None:
    level = click.style(f"{finding.level:<4}", fg=COLOURS[finding.level])
    click.echo(f"{level}  {finding.subject:<9} {finding.zh} / {finding.en}")
