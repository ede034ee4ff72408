"""Accounts from the server: the first one, or a forgotten password."""

from __future__ import annotations

import click

from engine import commands, system_actor
from engine.cli import site


@click.command()
@click.argument("user")
@click.option("--username", help="登录名,默认同人员标识 / login name; the person's id by default.")
@click.password_option(envvar="JIANDU_PASSWORD",
                       help="密码,至少 10 位;默认交互输入 / at least 10 characters; asked for by default.")
def account(user: str, username: str | None, password: str) -> None:
    """为人员设置账号和密码;其已有登录全部失效。

    Give a person (id) an account and password; whoever is logged in with it is logged out.
    """
    with site.opened() as engine:
        engine.execute(commands.SetAccount(user, username or user, password), system_actor())
    click.echo(f"{user}: 账号已设置 / account set")
