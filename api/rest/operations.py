"""Running the installation: messages from outside, jobs, incidents, accounts, health."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import log
from api.acts import act, ask
from api.auth import ANONYMOUS, actor_or_anonymous
from api.body import Json
from api.door import engine
from api.kinds import Dictionary, Text
from api.reply import JsonReply, json_response
from api.rest.fields import UNIT
from api.routes import Subject
from api.shapes import Field, shape
from engine import commands, queries

SUBJECT = Subject("operations", "运行", "Messages, jobs, incidents, health")

_MESSAGE = shape(
    name=Field(Text(200), "消息名称", "Name of the message"),
    correlation=Field(Text(500), "关联键", "Correlation key", required=False),
    payload=Field(Dictionary(), "消息内容", "Payload", required=False),
    unit=UNIT,
)
_SIGNAL = shape(
    name=Field(Text(200), "信号名称", "Name of the signal"),
    values=Field(Dictionary(), "信号内容", "Values it carries", required=False),
    unit=UNIT,
)
_FACTS = shape(values=Field(Dictionary(), "事实:名称与值", "Facts by name"))
_ACCOUNT = shape(
    username=Field(Text(100), "用户名", "User name"),
    password=Field(Text(200), "初始密码", "First password"),
)
_HEALTHY = "ok"


@SUBJECT.post("/messages", "发送消息", "Deliver a message", JsonReply("Delivered"), body=Json(_MESSAGE))
def correlate(body: dict[str, Any]) -> Any:
    payload = dict(body["payload"] or {})
    return act(commands.CorrelateMessage(body["name"], body["correlation"] or "", payload, body["unit"]))


@SUBJECT.post("/signals", "广播信号", "Broadcast a signal", JsonReply("Delivered"), body=Json(_SIGNAL))
def broadcast(body: dict[str, Any]) -> Any:
    return act(commands.BroadcastSignal(body["name"], dict(body["values"] or {}), body["unit"]))


@SUBJECT.get("/starts", "自动启动", "Timers, conditions and events that start cases", JsonReply("Starts"))
def starts() -> Any:
    return ask(queries.AwaitedStarts())


@SUBJECT.post(
    "/facts", "告知外部事实", "Tell facts to conditions that start cases", JsonReply("Receipt"), body=Json(_FACTS)
)
def facts(body: dict[str, Any]) -> Any:
    return act(commands.TellFacts(dict(body["values"])))


@SUBJECT.post("/jobs/<job>/fire", "立即执行定时作业", "Fire a timer now", JsonReply("Receipt"))
def fire(job: str) -> Any:
    return act(commands.FireTimer(job))


@SUBJECT.get("/incidents", "异常事件", "Incidents", JsonReply("Incidents"))
def incidents() -> Any:
    return ask(queries.Incidents())


@SUBJECT.post("/incidents/<incident>/retry", "重试", "Retry after an incident", JsonReply("Receipt"))
def retry(incident: str) -> Any:
    return act(commands.RetryIncident(incident))


@SUBJECT.post(
    "/incidents/<incident>/resolve", "标记为已处理", "Close an incident", JsonReply("Receipt"),
    body=Json(shape(note=Field(Text(), "处理说明", "What was done"))),
)  # fmt: skip
def resolve(incident: str, body: dict[str, Any]) -> Any:
    return act(commands.ResolveIncident(incident, body["note"]))


@SUBJECT.put(
    "/accounts/<user>", "设置人员登录账号", "Set the account of a person", JsonReply("Receipt"), body=Json(_ACCOUNT)
)
def set_account(user: str, body: dict[str, Any]) -> Any:
    return act(commands.SetAccount(user, body["username"], body["password"]))


@SUBJECT.get(
    "/health", "健康状况(未登录只返回状态)", "Health (strangers see the status only); 503 when not well",
    JsonReply("Health"), public=True,
)  # fmt: skip
def health() -> Response:
    try:
        actor = actor_or_anonymous()
        found = engine().ask(queries.Health(), actor)
    except Exception as error:  # whatever it is, whoever watches this address must get an answer
        log.failure(error)
        return json_response({"status": "down"}, 503)
    told = {"status": found["status"]} if actor == ANONYMOUS else found
    return json_response(told, 200 if found["status"] == _HEALTHY else 503)
