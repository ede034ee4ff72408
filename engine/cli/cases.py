"""Working on cases from a terminal or a script: start, list tasks, complete."""

from __future__ import annotations

import json
from typing import Any

import click

from engine import Engine, commands, queries
from engine.cli import show, site
from engine.model.actor import Actor

with_values = click.option(
    "--values", "file", type=click.File(encoding="utf-8"),
    help="JSON 文件,“-”为标准输入 / a JSON object in a file, - for standard input.",
)
with_pairs = click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE",
    help="单个值,可重复;能解析为 JSON 的按 JSON / one value, repeatable; read as JSON where it is JSON, else as text.",
)


@click.command()
@click.argument("definition")
@with_values
@with_pairs
@click.option("--unit", help="单位代码,默认本单位 / unit code; the person's own by default.")
@site.as_person
@site.json_output
def start(definition: str, file: Any, pairs: tuple[str, ...], unit: str | None, user: str, as_json: bool) -> None:
    """发起一件 / Start a case of DEFINITION (for example clue-transfer)."""
    given = read_values(file, pairs)
    with site.opened() as engine:
        result = engine.execute(commands.StartInstance(definition, given, unit), engine.actor(user)).result
    if as_json:
        show.as_json(result)
        return
    click.echo(f"{result['case_no']}  {result['instance']}")
    for task in result["tasks"]:
        click.echo(f"待办 / task: {task}")


@click.command()
@click.option("--light", type=click.Choice(["red", "yellow", "blue", "green", "none"]),
              help="仅某种灯 / one light only.")
@click.option("--definition", help="仅某流程 / one procedure only.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="最多多少条 / at most so many.")
@site.as_person
@site.json_output
def tasks(light: str | None, definition: str | None, limit: int, user: str, as_json: bool) -> None:
    """列出待办,先到期的在前 / List open tasks of a person, soonest due first."""
    with site.opened() as engine:
        items = _inbox(engine, engine.actor(user), light, definition, limit)
    if as_json:
        show.as_json(items)
        return
    show.table(
        ["任务 / task", "案号 / case", "环节 / step", "期限 / due", "灯 / light", "办理人 / assignee"],
        [[i["id"], i["case_no"], i["name"], i["due"] or "-", i["light"], i["assignee_name"] or "-"] for i in items],
    )
    click.echo(f"{len(items)} 件 / {len(items)} task(s)")


@click.command()
@click.argument("task")
@with_values
@with_pairs
@site.as_person
@site.json_output
def complete(task: str, file: Any, pairs: tuple[str, ...], user: str, as_json: bool) -> None:
    """办结任务;表单值有误时逐项列出 / Complete TASK (id); wrong form values are listed one by one."""
    given = read_values(file, pairs)
    with site.opened() as engine:
        result = engine.execute(commands.CompleteTask(task, given), engine.actor(user)).result
    if as_json:
        show.as_json(result)
        return
    click.echo(f"已办结 / completed; 案件状态 / case status: {result['status']}")
    for each in result["tasks"]:
        click.echo(f"待办 / task: {each}")


def read_values(file: Any, pairs: tuple[str, ...]) -> dict[str, Any]:
    """Values of a JSON object and of ``name=value`` pairs; the pairs win. Raises a usage error."""
    found: dict[str, Any] = {}
    if file is not None:
        try:
            found = json.load(file)
        except ValueError as error:
            raise click.UsageError(f"--values 不是 JSON / is not JSON: {error}") from error
        if not isinstance(found, dict):
            raise click.UsageError("--values 须为 JSON 对象 / must be a JSON object")
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise click.UsageError(f"--set 须为 名=值 / must be NAME=VALUE: {pair}")
        found[name] = _plain(text)
    return found


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _inbox(engine: Engine, actor: Actor, light: str | None, definition: str | None, limit: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    after = None
    while len(items) < limit:
        page = engine.ask(queries.Inbox(light, definition, None, after, limit - len(items)), actor)
        items += page["items"]
        after = page["next"]
        if not after:
            break
    return items
