"""Reports (报表): the list, one report down the unit tree, rows behind a figure, export; and early warnings (预警)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import asked, me
from api.reply import FileReply
from engine import errors, queries

FORMATS = ("xlsx", "csv")
LEVELS = {"red": "红色预警", "yellow": "黄色预警", "blue": "蓝色预警"}
SPAN = ("unit", "period", "from", "to")
"""What a report is asked for; kept from page to page."""


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/reports", "reports", reports)
    site.add_url_rule("/reports/<id>", "report", report)
    site.add_url_rule("/reports/<id>/rows", "report_rows", rows)
    site.add_url_rule("/reports/<id>/export.<form>", "report_export", export)
    site.add_url_rule("/warnings", "warnings", warnings)


def reports() -> str:
    """Reports I may see."""
    return render_template("reports.html", me=me(), items=ask(queries.ReportList()))


def report(id: str) -> str:
    """One report for a unit and a period."""
    found = ask(queries.ReportTable(id, **_span()))
    return render_template(
        "report.html", me=me(), found=found, span=_kept(), figure=figure, address=_address,
        formats=FORMATS if "export" in me()["actions"] else (),
    )  # fmt: skip


def rows(id: str) -> str:
    """The register rows behind one figure."""
    row, column = asked("row"), asked("column")
    if row is None or column is None:
        raise errors.NotFound
    found = ask(queries.ReportRows(id, row, column, **_span()))
    return render_template("report_rows.html", me=me(), found=found, back=_address("report", id))


def export(id: str, form: str) -> Response:
    """The report as a file."""
    if form not in FORMATS:
        raise errors.NotFound
    return FileReply().render(ask(queries.ReportExport(id, form, **_span())))


def warnings() -> str:
    """Early warnings I may see."""
    level, rule = asked("level"), asked("rule")
    found = ask(queries.EarlyWarnings(level, rule, asked("unit"), asked("after")))
    return render_template("warnings.html", me=me(), found=found, level=level, rule=rule, levels=LEVELS)


def figure(value: Any, column: dict[str, Any]) -> str:
    """A figure as its column shows it."""
    if value is None:
        return "—"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    digits = column["digits"]
    if column["format"] == "percent":
        return f"{Decimal(str(value)) * 100:.{digits}f}%"
    if column["format"] == "money":
        return f"{Decimal(str(value)):,.2f}"
    return f"{Decimal(str(value)):.{digits}f}" if digits else f"{value:g}" if isinstance(value, float) else str(value)


def _span() -> dict[str, Any]:
    return {"unit": asked("unit"), "period": None if asked("from") or asked("to") else asked("period"),
            "first": asked("from"), "last": asked("to")}


def _kept() -> dict[str, str]:
    return {name: request.args[name] for name in SPAN if request.args.get(name)}


def _address(page: str, id: str, **more: Any) -> str:
    """The address of a page of this report that keeps unit and period."""
    return url_for(f"pages.{page}", id=id, **{**_kept(), **more})
