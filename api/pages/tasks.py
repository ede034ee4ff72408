"""The task page: form, limit, guidance, attachments, and what can be done with the task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.confirm import REASON, Act, Blank, Thing, find, offered
from api.pages.desk import do, given, given_number, me, turn_to
from engine import commands, queries

EARLIER = 12
"""How many completed steps a task page leads back to; the case page has all."""


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/tasks/<id>", "task", task)
    site.add_url_rule("/tasks/<id>/complete", "complete", complete, methods=["POST"])
    site.add_url_rule("/tasks/<id>/decide", "decide", decide, methods=["POST"])
    site.add_url_rule("/tasks/<id>/<act>", "task_question", question)
    site.add_url_rule("/tasks/<id>/<act>", "task_act", act, methods=["POST"])


def task(id: str) -> str:
    """One task."""
    found = ask(queries.Task(id))
    can = [name for name in found["can"] if name != "return" or found["return_to"]]
    acts = offered(ACTS, can)
    earlier = [each for each in ask(queries.Case(found["instance"]))["tasks"]
               if each["status"] == "completed" and each["kind"] == "task" and each["id"] != id]
    return render_template(
        "task.html", me=me(), task=found, acts=acts, island_data=_island(found), earlier=earlier[: -EARLIER - 1 : -1])


def complete(id: str) -> Response:
    """Complete a task that has no form."""
    result = do(commands.CompleteTask(id, {}))
    if result.get("tasks"):
        return turn_to("task", "completed", id=result["tasks"][0])
    return turn_to("case", "completed", id=result["instance"])


def decide(id: str) -> Response:
    """Grant or refuse a request for more time or for a suspension."""
    granted = given("grant") == "yes"
    amount = given_number("amount") if granted and request.form.get("amount") else None
    do(commands.Decide(id, granted, given("opinion"), amount))
    return turn_to("inbox", "decided")


def question(id: str, act: str) -> str:
    """Ask before acting."""
    return find(ACTS, act).question(ask(queries.Task(id)), url_for("pages.task", id=id))


def act(id: str, act: str) -> Response:
    """Do it."""
    chosen = find(ACTS, act)
    instance = ask(queries.Task(id))["instance"]
    do(chosen.command(id))
    if act in _STAYS:
        return turn_to("task", chosen.said, id=id)
    return turn_to("case", chosen.said, id=instance)


def _island(found: dict[str, Any]) -> dict[str, Any] | None:
    """What the form island needs; None for a task without a form."""
    if not found.get("form"):
        return None
    return {
        "schema": found["form"]["schema"],
        "data": found.get("data") or {},
        "options": found.get("options") or {},
        "draft": found.get("draft") or {},
        "attachments": found.get("attachments") or [],
        "read_only": "complete" not in found["can"],
    }


def _steps(thing: Thing) -> list[tuple[str, str]]:
    return [(step["element"], step["name"]) for step in thing["return_to"]]


def _people(act: str) -> Callable[[Thing], list[tuple[str, str]]]:
    return lambda thing: [(each["id"], each["name"]) for each in thing["handing"].get(act, ())]


_STAYS = frozenset({"claim", "release", "extend", "assign"})
_UNIT = "按原时限的单位（工作日、自然日或月）计算。"
ACTS = (
    Act("claim", "签收", "签收后由您承办，其他候选人不再办理。", commands.ClaimTask, "claimed"),
    Act("release", "放回", "放回后，其他候选人可以签收。已保存的草稿会保留。", commands.ReleaseTask, "released"),
    Act(
        "return", "退回", "退回到先前的步骤重新办理，经过与理由记入历史。",
        lambda id: commands.ReturnTask(id, given("to"), given("reason")), "returned",
        (Blank("to", "退回到", "choice", options=_steps), REASON), grave=True,
    ),
    Act(
        "extend", "申请延期", "申请提交后由批准人决定；批准前时限不变。",
        lambda id: commands.RequestExtension(id, given_number("amount"), given("reason")), "asked",
        (Blank("amount", "延长", "number", hint=_UNIT), REASON),
    ),
    Act(
        "assign", "指派", "指定一名人员承办。",
        lambda id: commands.AssignTask(id, given("user"), given("reason")), "assigned",
        (Blank("user", "人员", "choice", options=_people("assign")), REASON),
    ),
    Act(
        "swap", "更换承办人", "原承办人退出，由接替人继续办理。",
        lambda id: commands.SwapHandler(id, given("leaving"), given("entering"), given("reason")), "swapped",
        (Blank("leaving", "退出人员", "choice", options=_people("leaving")),
         Blank("entering", "接替人员", "choice", options=_people("entering")), REASON), grave=True,
    ),
)  # fmt: skip
"""Acts on a task, by their name in ``can``."""
