"""Tasks: the inbox, and what a person does with a task."""

from __future__ import annotations

from typing import Any

from api.acts import act, ask
from api.body import Json
from api.kinds import Dictionary, Flag, Text, Whole
from api.reply import JsonReply
from api.rest.fields import AFTER, DEFINITION, LIGHT, LIMIT, PAGE, REASON, SEARCH
from api.routes import Subject
from api.shapes import Field, shape
from engine import commands, queries

SUBJECT = Subject("tasks", "待办", "Tasks")

_ONE = "/tasks/<task>"
_USER = Field(Text(100), "人员标识", "User id")
_VALUES = Json(shape(values=Field(Dictionary(), "表单值", "Form values")))
_INBOX = shape(light=LIGHT, definition=DEFINITION, text=SEARCH, after=AFTER, limit=LIMIT)
_RETURN = shape(to=Field(Text(100), "退回到的节点标识", "Id of the element to return to"), reason=REASON)
_AMOUNT = Whole(1, 3_660)
_EXTENSION = shape(
    amount=Field(_AMOUNT, "延长多少(单位同时限)", "By how much, in the unit of the limit"), reason=REASON
)
_DECISION = shape(
    grant=Field(Flag(), "是否同意", "Granted or not"),
    opinion=Field(Text(), "意见", "Opinion"),
    amount=Field(_AMOUNT, "批准的延长量", "The extension granted", required=False),
)
_SWAP = shape(
    leaving=Field(Text(100), "退出人员标识", "Id of who leaves"),
    entering=Field(Text(100), "接替人员标识", "Id of who enters"),
    reason=REASON,
)


@SUBJECT.get("/tasks", "待办列表", "My inbox", JsonReply("Inbox"), query=_INBOX)
def inbox(query: dict[str, Any]) -> Any:
    return ask(queries.Inbox(**{**query, "limit": query["limit"] or PAGE}))


@SUBJECT.get("/tasks/counts", "待办数量(按灯)", "Inbox counts by light", JsonReply("InboxCounts"))
def counts() -> Any:
    return ask(queries.InboxCounts())


@SUBJECT.get(_ONE, "待办详情(含表单)", "One task with its form", JsonReply("Task"))
def task(task: str) -> Any:
    return ask(queries.Task(task))


@SUBJECT.post(f"{_ONE}/claim", "签收", "Claim", JsonReply("Receipt"))
def claim(task: str) -> Any:
    return act(commands.ClaimTask(task))


@SUBJECT.post(f"{_ONE}/release", "放回", "Release", JsonReply("Receipt"))
def release(task: str) -> Any:
    return act(commands.ReleaseTask(task))


@SUBJECT.post(f"{_ONE}/assign", "指派", "Assign", JsonReply("Receipt"), body=Json(shape(user=_USER, reason=REASON)))
def assign(task: str, body: dict[str, Any]) -> Any:
    return act(commands.AssignTask(task, body["user"], body["reason"]))


@SUBJECT.post(f"{_ONE}/draft", "暂存", "Save a draft", JsonReply("Receipt"), body=_VALUES)
def draft(task: str, body: dict[str, Any]) -> Any:
    return act(commands.SaveDraft(task, body["values"]))


@SUBJECT.post(f"{_ONE}/complete", "办结", "Complete", JsonReply("Completed"), body=_VALUES)
def complete(task: str, body: dict[str, Any]) -> Any:
    return act(commands.CompleteTask(task, body["values"]))


@SUBJECT.post(f"{_ONE}/return", "退回", "Return to an earlier step", JsonReply("Receipt"), body=Json(_RETURN))
def return_task(task: str, body: dict[str, Any]) -> Any:
    return act(commands.ReturnTask(task, body["to"], body["reason"]))


@SUBJECT.post(f"{_ONE}/extension", "申请延期", "Ask for an extension", JsonReply("Requested"), body=Json(_EXTENSION))
def request_extension(task: str, body: dict[str, Any]) -> Any:
    return act(commands.RequestExtension(task, body["amount"], body["reason"]))


@SUBJECT.post(
    f"{_ONE}/decision", "审批延期或中止申请", "Decide on a request (the task is the request)", JsonReply("Receipt"),
    body=Json(_DECISION),
)  # fmt: skip
def decide(task: str, body: dict[str, Any]) -> Any:
    return act(commands.Decide(task, body["grant"], body["opinion"], body["amount"]))


@SUBJECT.post(f"{_ONE}/swap", "更换承办人", "Swap a handler", JsonReply("Receipt"), body=Json(_SWAP))
def swap(task: str, body: dict[str, Any]) -> Any:
    return act(commands.SwapHandler(task, body["leaving"], body["entering"], body["reason"]))


@SUBJECT.post(
    f"{_ONE}/remove-participant", "移除参与者(本待办)", "Remove the participant whose task this is",
    JsonReply("Receipt"), body=Json(shape(reason=REASON)),
)  # fmt: skip
def remove_participant(task: str, body: dict[str, Any]) -> Any:
    return act(commands.RemoveParticipant(task, body["reason"]))
