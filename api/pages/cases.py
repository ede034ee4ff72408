"""Cases: the list, and one case with its steps, letters, register rows, warnings and acts."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from api.acts import ask
from api.pages.confirm import REASON, Act, Blank, find, offered
from api.pages.desk import asked, do, given, me, turn_to
from api.pages.sending import open_to_me
from api.shapes import wrong
from engine import commands, queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/cases", "cases", cases)
    site.add_url_rule("/cases/<id>", "case", case)
    site.add_url_rule("/cases/<id>/<act>", "case_question", question)
    site.add_url_rule("/cases/<id>/<act>", "case_act", act, methods=["POST"])


def cases() -> str:
    """One page of the cases I may see."""
    return listing("case")


def listing(target: str) -> str:
    """One page of cases whose rows lead to the page ``target`` (case or replay)."""
    chosen = {"status": asked("status"), "definition": asked("definition"), "text": asked("text")}
    found = ask(queries.Cases(chosen["status"], chosen["definition"], chosen["text"], asked("after")))
    return render_template(
        "cases.html", me=me(), items=found["items"], next=found["next"], chosen=chosen, states=STATES, target=target
    )


def case(id: str) -> str:
    """One case."""
    found = ask(queries.Case(id))
    names = {task["id"]: task["name"] for task in found["tasks"]}
    return render_template("case.html", me=me(), case=found, names=names, acts=offered(ACTS, _can(found["can"])),
                           mine=open_to_me(found))


def question(id: str, act: str) -> str:
    """Ask before acting."""
    return find(ACTS, act).question(ask(queries.Case(id)), url_for("pages.case", id=id))


def act(id: str, act: str) -> Response:
    """Do it."""
    chosen = find(ACTS, act)
    do(chosen.command(id))
    return turn_to("case", chosen.said, id=id)


def _can(can: list[str]) -> list[str]:
    """Who may suspend may be a question of approval: both ways are offered, the command decides."""
    return [*can, "request-suspension"] if "suspend" in can else can


def _until() -> str | None:
    text = request.form.get("until", "")
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise wrong("until", "type", "应为日期（如 2026-03-31）", "must be a date such as 2026-03-31") from None


STATES = ("running", "suspended", "completed", "withdrawn", "terminated")
_UNTIL = Blank("until", "中止至（可不填）", "date", required=False)
ACTS = (
    Act(
        "withdraw", "撤回", "撤回后本件结束，编号保留，不再使用。",
        lambda id: commands.Withdraw(id, given("reason")), "withdrawn", (REASON,), grave=True,
    ),
    Act(
        "request-suspension", "申请中止", "申请提交后由批准人决定。",
        lambda id: commands.RequestSuspension(id, given("reason")), "asked", (REASON,),
    ),
    Act(
        "suspend", "中止", "中止期间不得办理；时限是否停止计算按程序规定。须经批准的，请先申请中止。",
        lambda id: commands.Suspend(id, given("reason"), _until()), "suspended", (REASON, _UNTIL), grave=True,
    ),
    Act(
        "resume", "恢复办理", "恢复后继续办理。",
        lambda id: commands.Resume(id, given("reason")), "resumed", (REASON,),
    ),
    Act(
        "terminate", "终止", "终止后本件结束，不能恢复。",
        lambda id: commands.Terminate(id, given("reason")), "terminated", (REASON,), grave=True,
    ),
    Act(
        "take-over", "提级办理", "由上级单位接手办理，原承办人不再办理。",
        lambda id: commands.TakeOver(id, given("reason")), "taken_over", (REASON,), grave=True,
    ),
    Act(
        "leak-report", "报告泄密", "报告只送有权处理的人员，内容记入历史。",
        lambda id: commands.ReportLeak(id, given("reason")), "reported", (Blank("reason", "情况说明"),), grave=True,
    ),
)  # fmt: skip
"""Acts on a case, by their name in ``can``."""
