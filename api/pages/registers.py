"""Registers (台账): the list, the rows, the export."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import asked, me
from api.reply import FileReply
from engine import errors, queries

FORMATS = ("xlsx", "csv")
COMMON = (
    {"id": "status", "name": "状态", "name_en": "State", "type": "text"},
    {"id": "due_effective", "name": "应办结", "name_en": "Due", "type": "date"},
    {"id": "colour", "name": "灯", "name_en": "Light", "type": "text"},
)
"""Columns every register has and people look for."""


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/registers", "registers", registers)
    site.add_url_rule("/registers/<id>", "register", register)
    site.add_url_rule("/registers/<id>/export.<form>", "export", export)


def registers() -> str:
    """Registers I may read."""
    return render_template("registers.html", me=me(), items=ask(queries.Registers()))


def register(id: str) -> str:
    """One page of rows."""
    text = asked("text")
    found = ask(queries.RegisterRows(id, text=text, after=asked("after")))
    own = found["register"]["columns"]
    columns = own + [column for column in COMMON if column["id"] not in {each["id"] for each in own}]
    return render_template(
        "register.html", me=me(), register=found["register"], columns=columns, items=found["items"],
        next=found["next"], text=text, formats=FORMATS if "export" in me()["actions"] else (),
    )  # fmt: skip


def export(id: str, form: str) -> Response:
    """The register as a file; the engine records who took it."""
    if form not in FORMATS:
        raise errors.NotFound
    return FileReply().render(ask(queries.RegisterExport(id, form)))
