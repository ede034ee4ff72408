"""Reports (报表) and early warnings (预警): figures over the registers, and what the rules on them have raised."""

from __future__ import annotations

from typing import Any

from api.acts import ask
from api.kinds import Choice, Day, Text
from api.reply import FileReply, JsonReply
from api.rest.fields import AFTER, LIMIT, PAGE, UNIT
from api.routes import Subject
from api.shapes import Field, shape
from engine import queries

SUBJECT = Subject("reports", "报表与预警", "Reports and early warnings")

_PERIOD = Field(Text(10), "期间:2026-03、2026Q1、2026H1、2026", "Period: 2026-03, 2026Q1, 2026H1, 2026", required=False)
_FROM = Field(Day(), "起始日期(代替期间)", "First day, instead of a period", required=False)
_TO = Field(Day(), "截止日期", "Last day", required=False)
_SPAN = {"unit": UNIT, "period": _PERIOD, "from": _FROM, "to": _TO}
_FORMAT = Field(Choice(("csv", "xlsx")), "导出格式", "Format of the export")
_ROW = Field(Text(400), "行的 key;合计为 total", "Key of a row; total for the last line")
_COLUMN = Field(Text(100), "列", "Column")
_LEVEL = Field(Choice(("red", "yellow", "blue")), "预警等级", "Level", required=False)
_RULE = Field(Text(40), "预警规则", "Rule", required=False)


def _span(query: dict[str, Any]) -> dict[str, Any]:
    days = {"first": query["from"], "last": query["to"]}
    return {"unit": query["unit"], "period": query["period"],
            **{name: day.isoformat() if day else None for name, day in days.items()}}


@SUBJECT.get("/reports", "我可以查看的报表", "Reports I may see", JsonReply("Report", many=True))
def reports() -> Any:
    return ask(queries.ReportList())


@SUBJECT.get("/reports/<report>", "一张报表", "One report", JsonReply("ReportTable"), query=shape(**_SPAN))
def report(report: str, query: dict[str, Any]) -> Any:
    return ask(queries.ReportTable(report, **_span(query)))


@SUBJECT.get(
    "/reports/<report>/rows", "一个数字背后的台账行", "Register rows behind one figure", JsonReply("ReportRows"),
    query=shape(row=_ROW, column=_COLUMN, limit=LIMIT, **_SPAN),
)  # fmt: skip
def rows(report: str, query: dict[str, Any]) -> Any:
    limit = query["limit"] or PAGE
    return ask(queries.ReportRows(report, query["row"], query["column"], limit=limit, **_span(query)))


@SUBJECT.get(
    "/reports/<report>/export", "导出报表", "Export a report", FileReply(), query=shape(format=_FORMAT, **_SPAN)
)
def export(report: str, query: dict[str, Any]) -> Any:
    return ask(queries.ReportExport(report, query["format"], **_span(query)))


@SUBJECT.get(
    "/warnings", "我可以查看的预警", "Early warnings I may see", JsonReply("EarlyWarnings"),
    query=shape(level=_LEVEL, rule=_RULE, unit=UNIT, after=AFTER, limit=LIMIT),
)  # fmt: skip
def warnings(query: dict[str, Any]) -> Any:
    return ask(queries.EarlyWarnings(**{**query, "limit": query["limit"] or PAGE}))
