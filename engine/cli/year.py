"""A demonstration year: the sample organisation's people at work, played through the engine's own door."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from engine import Engine
from engine.cli import show, site
from engine.demo import Left, Year, read_plan
from engine.embed.clock import Clock, Ids
from engine.model.actor import system_actor
from engine.model.errors import Conflict
from engine.queries import whole
from engine.store import schema

PLAN = Path("examples/demo-year/plan.yaml")


@click.command()
@click.option("--year", default=2026, show_default=True, type=click.IntRange(2020, 2100), help="哪一年 / which year.")
@click.option("--seed", default=7, show_default=True, help="随机种子,同种子同结果 / the same seed plays the same year.")
@click.option("--scale", default=1.0, show_default=True, type=click.FloatRange(0.01, 10),
              help="件数倍数 / how many times as many cases.")
@click.option("--plan", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="计划文件,默认为随附的计划 / a plan of your own; the one that comes with the program by default.")
@click.pass_context
def demo(context: click.Context, year: int, seed: int, scale: float, file: Path | None) -> None:
    """在示例组织中演练一年的业务(须为尚无案件的站点)。

    Play a believable year of the sample organisation in a site that has no cases yet: every step is a command of a
    person, at a moment of that year. Tasks the plan cannot do stay open and are named at the end (exit code 1).
    """
    plan = read_plan(file or site.packaged_content() / PLAN)
    settings = site.known_settings()
    clock = Clock(datetime(year, 1, 1, tzinfo=settings.zone))
    engine = Engine(settings, clock, Ids())
    try:
        schema.upgrade(engine.database.pool)
        if engine.ask(whole.CaseIds(), system_actor()):
            raise Conflict(
                "此站点已有案件,演练须在新站点进行(jiandu init 另建)",
                "This site has cases already; play the year in a new one (jiandu init)", "site_in_use",
            )
        played = Year(engine, clock, plan, year, seed, scale)
        with click.progressbar(played.play(), length=366, label=f"{year}", show_eta=True) as days:
            for day in days:
                days.label = day.isoformat()
        _report(engine, played)
    finally:
        engine.close()
    context.exit(1 if played.tally.left else 0)


def _report(engine: Engine, played: Year) -> None:
    tally = played.tally
    counts = engine.ask(whole.CaseCounts(), system_actor())
    show.table(
        ["流程 / procedure", "名称 / name", "件 / cases", "状态 / status"],
        [[key, played.release.process(key).name, sum(by.values()), ", ".join(f"{s} {n}" for s, n in by.items())]
         for key, by in counts.items()],
    )
    click.echo(
        f"办理 {tally.completed} 项任务,{tally.jobs} 次定时,{tally.messages} 条消息 / "
        f"{tally.completed} tasks done, {tally.jobs} timers, {tally.messages} messages"
    )
    if tally.left:
        click.echo("\n未能办理 / left undone:", err=True)
        for left, count in tally.left.most_common():
            click.echo(f"  {count} × {_named(left)}", err=True)


def _named(left: Left) -> str:
    return f"{left.definition} {left.element}: {left.why}"
