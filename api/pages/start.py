"""Starting a case: which procedures I may start, and a confirmation, because a case takes a number that is never reused."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import do, me, turn_to
from engine import commands, errors, queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/start", "startable", startable)
    site.add_url_rule("/start/<definition>", "start_question", question)
    site.add_url_rule("/start/<definition>", "start", start, methods=["POST"])


def startable() -> str:
    """Procedures I may start."""
    return render_template("start.html", me=me(), items=ask(queries.Startable()))


def question(definition: str) -> str:
    """Ask before a number is taken."""
    for item in ask(queries.Startable()):
        if item["definition"] == definition:
            return render_template("start_question.html", me=me(), item=item)
    raise errors.NotFound


def start(definition: str) -> Response:
    """Start it and go to the first step."""
    result = do(commands.StartInstance(definition))
    if result.get("tasks"):
        return turn_to("task", "started", id=result["tasks"][0])
    return turn_to("case", "started", id=result["instance"])
