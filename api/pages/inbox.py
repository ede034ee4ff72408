"""The inbox: what waits for me, by light, procedure and text."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from api.acts import ask
from api.pages.desk import asked, me
from api.pages.look import LIGHTS
from engine import queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/", "inbox", inbox)


def inbox() -> str:
    """One page of the inbox."""
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
