"""Trying out one FEEL expression: its value, why parts of it are null, and where it is not FEEL."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import click

from engine.cli import show, site
from engine.cli.failures import REFUSED, say
from engine.engine import system_clock
from engine.feel import FeelSyntaxError, compile, lookalikes
from engine.feel.values.text import text_of
from engine.model.values import from_json, to_plain
from engine.settings import Settings


@click.command()
@click.argument("expression")
@click.option("--context", "file", type=click.File(encoding="utf-8"),
              help="变量:JSON 文件,“-”为标准输入 / the variables: a JSON object in a file, - for standard input.")
@site.json_output
@click.pass_context
def feel(context: click.Context, expression: str, file: Any, as_json: bool) -> None:
    """求一个 FEEL 表达式的值,说明为何为空;语法有误时指出位置。不需要站点。

    The value of a FEEL EXPRESSION with its warnings; a syntax error is shown at its place. Needs no site, so functions
    of the platform (due, holders, ...) are unknown here. A date in the JSON: {"@": "date", "v": "2026-01-05"}.
    """
    variables = _variables(file)
    try:
        compiled = compile(expression, tuple(variables))
    except FeelSyntaxError as error:
        _point(expression, error)
        say(error)
        context.exit(REFUSED)
    result = compiled.evaluate(variables, now=system_clock().astimezone(_zone()))
    doubts = [*_fullwidth(expression), *result.warnings]
    if as_json:
        show.as_json({"value": to_plain(result.value), "feel": text_of(result.value), "warnings": doubts})
        return
    click.echo(text_of([result.value])[1:-1])
    for doubt in doubts:
        click.echo(f"{click.style('注意', fg='yellow')} / Warning: {doubt}", err=True)


def _zone() -> ZoneInfo:
    """The zone of today() and now(). Reading all settings would make a site here."""
    name = os.environ.get("JIANDU_TIMEZONE", Settings.timezone)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise click.UsageError(f"JIANDU_TIMEZONE 有误 / is wrong: {name}") from error


def _variables(file: Any) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        found = from_json(json.load(file, parse_float=Decimal))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.UsageError(f"--context 不是 JSON / is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise click.UsageError("--context 须为 JSON 对象 / must be a JSON object")
    return found


def _point(expression: str, error: FeelSyntaxError) -> None:
    """The line of the error with a caret under its column."""
    line = [*expression.strip().removeprefix("=").split("\n"), ""][error.line - 1]
    before = line[: error.column - 1]
    click.echo(f"{line}\n{' ' * show.width(before)}^", err=True)


def _fullwidth(expression: str) -> list[str]:
    return [
        f"第 {found.line} 行第 {found.column} 列:名称“{found.name}”含全角符号 "
        f"/ line {found.line}, column {found.column}: the name {found.name} holds fullwidth punctuation"
        for found in lookalikes(expression)
    ]
