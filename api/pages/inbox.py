"""The inbox: what waits for me, by light, procedure and text."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import asked, me, turn_to
from api.pages.look import LIGHTS
from engine import queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/", "inbox", inbox)


_DESK = {"admin": "studio", "auditor": "audit"}


def inbox() -> str | Response:
    """One page of the inbox; administrators and auditors, who get no tasks, find their own desk here."""
    kinds = me()["kinds"]
    if "officer" not in kinds and kinds:
        return turn_to(_DESK[kinds[0]])
    light = asked("light")
    chosen = {"light": light if light in LIGHTS else None, "definition": asked("definition"), "text": asked("text")}
    found = ask(queries.Inbox(chosen["light"], chosen["definition"], chosen["text"], asked("after")))
    counts = ask(queries.InboxCounts())
    return render_template(
        "inbox.html", me=me(), items=found["items"], next=found["next"], counts=counts, lights=LIGHTS, chosen=chosen,
        procedures=_procedures(found["items"]),
    )  # fmt: skip


def _procedures(items: list[dict[str, Any]]) -> dict[str, str]:
    """Procedures to filter by: those one may start and those of the tasks shown."""
    startable = {item["definition"]: item["name"] for item in ask(queries.Startable())}
    return {**startable, **{item["definition"]: item["definition_name"] for item in items}}
