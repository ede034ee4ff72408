"""What a person brings to a case in hand beside tasks: messages it waits for, activities that may be chosen."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.desk import do, me, turn_to
from engine import commands, errors, queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/cases/<id>/send/<wait>", "send_question", question)
    site.add_url_rule("/cases/<id>/send/<wait>", "send", send, methods=["POST"])
    site.add_url_rule("/cases/<id>/choose/<element>", "choose_question", choice)
    site.add_url_rule("/cases/<id>/choose/<element>", "choose", choose, methods=["POST"])


def open_to_me(case: dict[str, Any]) -> dict[str, Any]:
    """``{messages, choices}`` of a case page that I may send or choose now."""
    if case["ended_at"]:
        return {"messages": [], "choices": []}
    listed = [] if case["restricted"] else ask(queries.Choices(case["id"]))["items"]
    return {
        "messages": ask(queries.Sendable(case["id"]))["items"], "choices": [item for item in listed if item["may"]],
    }


def question(id: str, wait: str) -> str:
    """The form of the message, or a plain confirmation when nothing is asked."""
    case, item = _find(id, wait)
    form = item["form"]
    island = {
        "schema": form["schema"], "options": item["options"], "data": item["data"], "draft": {},
        "attachments": item["attachments"],
    } if form else None
    return render_template("send.html", me=me(), case=case, item=item, island_data=island, back=_back(case))


def send(id: str, wait: str) -> Response:
    """Send a message that asks nothing."""
    case, item = _find(id, wait)
    do(commands.SendMessage(id, item["element"], {}, wait))
    return turn_to("case", "sent", id=id) if case["open"] else turn_to("startable", "sent")


def choice(id: str, element: str) -> str:
    """Ask before an activity begins."""
    case = ask(queries.Case(id))
    item = next((each for each in open_to_me(case)["choices"] if each["element"] == element), None)
    if item is None:
        raise errors.Conflict("该活动现在不能选办", "This activity cannot be chosen now", "not_enabled")
    return render_template("choose.html", me=me(), case=case, item=item)


def choose(id: str, element: str) -> Response:
    """Begin it."""
    do(commands.ChooseActivity(id, element))
    return turn_to("case", "chosen", id=id)


def _find(id: str, wait: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case and the message. Raises Conflict when somebody has sent it or it is not awaited any more."""
    found = ask(queries.Sendable(id))
    item = next((each for each in found["items"] if each["wait"] == wait), None)
    if item is None:
        raise errors.Conflict("案件未在等待该消息", "The case does not wait for this message", "not_awaited")
    return found["case"], item


def _back(case: dict[str, Any]) -> str:
    return url_for("pages.case", id=case["id"]) if case["open"] else url_for("pages.startable")
