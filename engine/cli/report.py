"""Reports on the command line: the list, one report as a table, as CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine import Engine, queries, system_actor
from engine.cli import show, site
from engine.model.actor import Actor


@click.command()
@click.argument("report", required=False)
@click.option("--unit", help="单位代码;默认为所能查看的最高单位 / unit code; the highest one may see by default.")
@click.option("--period", help="期间:2026-03、2026Q1、2026H1、2026 / a period.")
@click.option("--from", "first", help="起始日期,代替期间 / first day, instead of a period.")
@click.option("--to", "last", help="截止日期 / last day.")
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="写入文件(.csv 或 .xlsx) / write a file (.csv or .xlsx).")
@site.as_operator
@site.json_output
def report(
    report: str | None, unit: str | None, period: str | None, first: str | None, last: str | None, file: Path | None,
    user: str | None, as_json: bool,
) -> None:
    """统计报表。REPORT 为报表编号(如 R-05);不写则列出全部。

    Reports over the registers. REPORT is an id such as R-05; without it the reports one may see are listed.
    """
    with site.opened() as engine:
        actor = engine.actor(user) if user else system_actor()
        if report is None:
            _list(engine, actor, as_json)
            return
        span = (unit, period, first, last)
        if file is not None:
            form = "xlsx" if file.suffix.lower() == ".xlsx" else "csv"
            file.write_bytes(engine.ask(queries.ReportExport(report, form, *span), actor)["content"])
            click.echo(str(file))
            return
        found = engine.ask(queries.ReportTable(report, *span), actor)
    if as_json:
        show.as_json(found)
    else:
        _print(found)


def _list(engine: Engine, actor: Actor, as_json: bool) -> None:
    found = engine.ask(queries.ReportList(), actor)
    if as_json:
        show.as_json(found)
        return
    show.table(("编号 / id", "名称 / name", "期间 / periods"),
               [(each["id"], each["name"], " ".join(each["periods"])) for each in found])


def _print(found: dict[str, Any]) -> None:
    head, unit, period = found["report"], found["unit"], found["period"]
    click.echo(f"{head['id']} {head['name']}  {unit['name']}({unit['code']})  {period['from']} – {period['to']}\n")
    columns = found["columns"]
    lines = [[*row["labels"], *(_cell(row["cells"], column) for column in columns)] for row in found["rows"]]
    if found["total"] is not None:
        blank = [""] * (len(found["dimensions"]) - 1)
        lines.append(["合计", *blank, *(_cell(found["total"], column) for column in columns)])
    show.table([each["name"] for each in (*found["dimensions"], *columns)], lines)


def _cell(cells: dict[str, Any], column: dict[str, Any]) -> str:
    value = cells[column["id"]]
    if value is None:
        return "-"
    if column["format"] == "percent":
        return f"{value * 100:.{column['digits']}f}%"
    return str(value)
