"""The log of all cases for process-mining tools, written case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from lxml import etree

from engine import Engine, queries, system_actor
from engine.cli import site, xes
from engine.model.definition import Process
from engine.model.events import CaseStarted, Recorded

Advance = Callable[[int], None]


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["xes"]), default="xes", show_default=True)
def export(file: Path, format_: str) -> None:
    """把全部案件的事件日志导出为 XES(不含表单内容),供流程挖掘。

    Export the event log of all cases as XES for process mining. Names of steps and people are in it, contents are not.
    It is the operator's alone: whoever may run it may read the database.
    """
    with site.opened() as engine:
        part = file.with_name(file.name + ".part")
        with click.progressbar(length=1, label="案件 / cases", show_percent=False, show_pos=True) as bar:
            bar.length = None
            cases, events = write(engine, part, bar.update)
        part.replace(file)
    click.echo(f"{cases} 件,{events} 个事件 / {cases} cases, {events} events: {file}")


def write(engine: Engine, file: Path, advance: Advance) -> tuple[int, int]:
    """Write every case as it is read; returns how many cases and events. Memory holds one case at a time."""
    cases = events = 0
    with (
        engine.stream(queries.LogOf(), system_actor()) as log,
        etree.xmlfile(str(file), encoding="utf-8") as out,
    ):
        out.write_declaration()
        with out.element("log", {"xes.version": "1849.2016", "xes.features": ""}):
            for element in xes.heading():
                out.write(element, pretty_print=True)
            for row, recorded in log:
                out.write(xes.trace(row, recorded, _process(engine, recorded)), pretty_print=True)
                cases, events = cases + 1, events + len(recorded)
                advance(1)
    return cases, events


def _process(engine: Engine, events: list[Recorded]) -> Process:
    """The version of the procedure the case runs on."""
    started = next(item.event for item in events if isinstance(item.event, CaseStarted))
    with engine.database.read() as connection:
        return engine.catalog.release(connection, started.deployment).process(started.definition)
