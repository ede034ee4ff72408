"""Starting a case: which procedures I may start, and what they ask. A case takes a number that is never reused."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import asked, do, me, turn_to
from engine import commands, queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/start", "startable", startable)
    site.add_url_rule("/start/<definition>", "start_question", question)
    site.add_url_rule("/start/<definition>", "start", start, methods=["POST"])


def startable() -> str:
    """Procedures I may start, and what I may send to cases under way."""
    sendings = ask(queries.Sendings(asked("after")))
    return render_template(
        "start.html", me=me(), items=ask(queries.Startable()), sendings=sendings["items"], next=sendings["next"])


def question(definition: str) -> str:
    """The start form, or a plain confirmation when the procedure asks nothing."""
    item = ask(queries.StartForm(definition, asked("event") or ""))
    form = item["form"]
    island = {
        "schema": form["schema"], "options": item["options"], "data": item["data"], "draft": {},
    } if form else None
    return render_template("start_question.html", me=me(), item=item, island_data=island)


def start(definition: str) -> Response:
    """Start a procedure without a form and go to the first step."""
    result = do(commands.StartInstance(definition, event=asked("event") or ""))
    if result.get("tasks"):
        return turn_to("task", "started", id=result["tasks"][0])
    return turn_to("case", "started", id=result["instance"])
