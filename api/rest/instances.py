"""Instances (cases): starting, finding, and the acts on a whole case."""

from __future__ import annotations

from typing import Any

from api.acts import act, ask
from api.body import Json
from api.kinds import Anything, Day, Dictionary, Text
from api.reply import JsonReply
from api.rest.fields import AFTER, DEFINITION, LIMIT, PAGE, REASON, SEARCH, UNIT
from api.routes import Subject
from api.shapes import Field, shape
from engine import commands, queries

SUBJECT = Subject("instances", "办件", "Instances (cases)")

_ONE = "/instances/<instance>"
_BECAUSE = Json(shape(reason=REASON))
_START = shape(
    definition=Field(Text(100), "流程标识", "Key of the definition"),
    values=Field(Dictionary(), "启动变量", "Start values", required=False),
    unit=UNIT,
    event=Field(Text(200), "消息启动事件标识", "Id of a start by message that the caller may send", required=False),
)
_MESSAGE = shape(
    element=Field(Text(200), "等待消息的节点标识", "Id of the element that waits for the message"),
    values=Field(Dictionary(), "表单内容", "Values of its form", required=False),
    wait=Field(Text(100), "等待标识(有多处等待时)", "Which wait, where several stand side by side", required=False),
)
_LISTED = shape(
    status=Field(Text(50), "状态", "Status", required=False),
    definition=DEFINITION, text=SEARCH, after=AFTER, limit=LIMIT,
)  # fmt: skip
_SUSPEND = shape(reason=REASON, until=Field(Day(), "中止至", "Suspended until", required=False))
_PARTICIPANT = shape(
    element=Field(Text(100), "多实例节点标识", "Id of the multi-instance element"),
    item=Field(Anything(), "新增的一项(如人员标识)", "The item added, for instance a user id"),
)


@SUBJECT.post("/instances", "启动流程", "Start a case", JsonReply("Started", status=201), body=Json(_START))
def start(body: dict[str, Any]) -> Any:
    return act(commands.StartInstance(body["definition"], body["values"] or {}, body["unit"], body["event"] or ""))


@SUBJECT.get("/instances", "办件列表", "Cases I may see", JsonReply("Cases"), query=_LISTED)
def cases(query: dict[str, Any]) -> Any:
    return ask(queries.Cases(**{**query, "limit": query["limit"] or PAGE}))


@SUBJECT.get(_ONE, "办件详情", "One case", JsonReply("Case"))
def case(instance: str) -> Any:
    return ask(queries.Case(instance))


@SUBJECT.get(f"{_ONE}/variables", "办件变量", "Variables of a case", JsonReply("Variables"))
def variables(instance: str) -> Any:
    return ask(queries.Variables(instance))


@SUBJECT.post(f"{_ONE}/withdraw", "撤回", "Withdraw", JsonReply("Receipt"), body=_BECAUSE)
def withdraw(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.Withdraw(instance, body["reason"]))


@SUBJECT.post(f"{_ONE}/suspend", "中止", "Suspend", JsonReply("Receipt"), body=Json(_SUSPEND))
def suspend(instance: str, body: dict[str, Any]) -> Any:
    until = body["until"].isoformat() if body["until"] else None
    return act(commands.Suspend(instance, body["reason"], until))


@SUBJECT.post(f"{_ONE}/suspension-request", "申请中止", "Ask for suspension", JsonReply("Requested"), body=_BECAUSE)
def request_suspension(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.RequestSuspension(instance, body["reason"]))


@SUBJECT.post(f"{_ONE}/resume", "恢复", "Resume", JsonReply("Receipt"), body=_BECAUSE)
def resume(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.Resume(instance, body["reason"]))


@SUBJECT.post(f"{_ONE}/terminate", "终止", "Terminate", JsonReply("Receipt"), body=_BECAUSE)
def terminate(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.Terminate(instance, body["reason"]))


@SUBJECT.post(f"{_ONE}/take-over", "提级办理", "Take over by the superior unit", JsonReply("Receipt"), body=_BECAUSE)
def take_over(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.TakeOver(instance, body["reason"]))


@SUBJECT.post(
    f"{_ONE}/leak-report", "失泄密报告", "Report a leak", JsonReply("Receipt"),
    body=Json(shape(text=Field(Text(10_000), "情况说明", "What happened"))),
)  # fmt: skip
def leak_report(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.ReportLeak(instance, body["text"]))


@SUBJECT.post(
    f"{_ONE}/open-content", "审计查阅内容(记录在案并告知)", "Look into the content as an auditor: recorded and told",
    JsonReply("Receipt"), body=_BECAUSE,
)  # fmt: skip
def open_content(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.OpenContent(instance, body["reason"]))


@SUBJECT.post(
    f"{_ONE}/participants", "增加参与者", "Add a participant to a running step", JsonReply("Receipt"),
    body=Json(_PARTICIPANT),
)  # fmt: skip
def add_participant(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.AddParticipant(instance, body["element"], body["item"]))


@SUBJECT.get(
    f"{_ONE}/choices", "可选办的活动", "Activities of ad hoc subprocesses that may be chosen", JsonReply("Choices")
)
def choices(instance: str) -> Any:
    return ask(queries.Choices(instance))


@SUBJECT.post(
    f"{_ONE}/choices", "选办活动", "Begin an activity of an ad hoc subprocess", JsonReply("Receipt"),
    body=Json(shape(element=Field(Text(200), "活动标识", "Id of the activity"))),
)  # fmt: skip
def choose(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.ChooseActivity(instance, body["element"]))


@SUBJECT.get(f"{_ONE}/messages", "可发送的消息", "Messages the caller may send to the case", JsonReply("Messages"))
def sendable(instance: str) -> Any:
    return ask(queries.Sendable(instance))


@SUBJECT.post(
    f"{_ONE}/messages", "发送消息", "Send a message the case waits for", JsonReply("Receipt"), body=Json(_MESSAGE)
)
def send_message(instance: str, body: dict[str, Any]) -> Any:
    return act(commands.SendMessage(instance, body["element"], body["values"] or {}, body["wait"] or ""))


@SUBJECT.get(
    "/sendings", "各办件中可发送的消息", "Messages the caller may send, of all cases", JsonReply("Sendings"),
    query=shape(after=AFTER, limit=LIMIT),
)  # fmt: skip
def sendings(query: dict[str, Any]) -> Any:
    return ask(queries.Sendings(query["after"], query["limit"] or PAGE))
