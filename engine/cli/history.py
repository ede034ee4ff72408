"""History: step through a case, and prove that nothing was altered."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import click

from engine import Engine, queries, system_actor
from engine.cli import show, site
from engine.cli.failures import REFUSED
from engine.model.actor import Actor
from engine.model.errors import NotFound


@click.command()
@click.argument("case")
@click.option("--seq", type=click.IntRange(1),
              help="只看第几步,并列出当时全部数据 / one step only, with all data at that moment.")
@site.as_person
@site.json_output
def replay(case: str, seq: int | None, user: str, as_json: bool) -> None:
    """逐步回放一件:事件与数据的前后值。CASE 为案号或标识。

    Replay a case (number or id) step by step, with the data before and after each event, as far as the person may see.
    """
    with site.opened() as engine:
        actor = engine.actor(user)
        id_ = find_case(engine, actor, case)
        found = engine.ask(queries.Replay(id_), actor)
        if seq is not None:
            found["events"] = [event for event in found["events"] if event["seq"] == seq]
            if not found["events"]:
                raise NotFound(f"没有第 {seq} 步", f"No step {seq}")
            found["picture"] = engine.ask(queries.PictureAt(id_, seq), actor)
        zone = engine.settings.zone
    if as_json:
        show.as_json({name: each for name, each in found.items() if name != "xml"})
        return
    click.echo(f"{found['case_no']}  {found['title']}  ({found['definition']} v{found['version']})\n")
    for event in found["events"]:
        _print_event(event, zone, 0 if seq else show.SHORT)
    if seq is not None:
        _print_picture(found["picture"])


@click.command()
@click.argument("case", required=False)
@click.option("--user", envvar="JIANDU_USER", show_envvar=True,
              help="核验单件时以何人身份 / who checks a single case: a participant.")
@site.json_output
@click.pass_context
def verify(context: click.Context, case: str | None, user: str | None, as_json: bool) -> None:
    """核验证据链:逐件核对哈希链、现状与历史;发现改动即列出并以 1 退出。

    Prove that nothing was altered: every chain, every live state, every row against its history. CASE (number or id)
    checks one case that --user takes part in; without it everything is checked. Exit code 1 lists every break.
    """
    if case and not user:
        raise click.UsageError("核验单件须给出 --user / checking one case needs --user")
    with site.opened() as engine:
        actor = engine.actor(user) if case and user else system_actor()
        found = engine.ask(queries.Verify(find_case(engine, actor, case) if case else None), actor)
    if as_json:
        show.as_json(found)
    else:
        for problem in found["problems"]:
            click.echo(f"{problem['case_no'] or problem['instance']} #{problem['seq']}: {problem['what']}")
        click.echo(f"{found['instances']} 件,{found['checked_events']} 个事件,{len(found['problems'])} 处异常 / "
                   f"{found['instances']} cases, {found['checked_events']} events, {len(found['problems'])} breaks")
    if not found["ok"]:
        context.exit(REFUSED)


def find_case(engine: Engine, actor: Actor, text: str) -> str:
    """Id of the visible case with this number; other text is taken for the id itself."""
    items = engine.ask(queries.Cases(text=text), actor)["items"]
    return next((str(item["id"]) for item in items if item["case_no"] == text), text)


def _print_event(event: dict[str, Any], zone: ZoneInfo, limit: int) -> None:
    who = event["actor_name"] or event["actor"]
    said = event["text"] if event["text"].startswith(who) else f"{who}  {event['text']}"
    place = f" [{event['element']}]" if event["element"] else ""
    click.echo(f"{event['seq']:>5}  {show.local(event['at'], zone)}  {event['type']}{place}  {said}")
    for change in event["diff"]:
        before, after = show.value(change["before"], limit), show.value(change["after"], limit)
        click.echo(f"       {change['name']}: {before} → {after}")


def _print_picture(picture: dict[str, Any]) -> None:
    click.echo(f"\n状态 / status: {picture['status']}\n在办 / active: {', '.join(picture['active']) or '-'}\n")
    rows = [[name, show.value(content, 0)] for name, content in sorted(picture["variables"].items())]
    show.table(["数据 / variable", "值 / value"], rows)
