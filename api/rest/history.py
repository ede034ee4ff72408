"""History of a case: its events, the replay, the picture at any point, and the proof that nothing was changed."""

from __future__ import annotations

from typing import Any

from api.acts import ask
from api.kinds import Whole
from api.reply import JsonReply
from api.rest.fields import SEQ
from api.routes import Subject
from api.shapes import Field, shape
from engine import queries

SUBJECT = Subject("history", "办理过程", "History and verification")

_ONE = "/instances/<instance>"
_AT = shape(seq=SEQ)
_EVENTS = shape(
    after=Field(Whole(), "从此序号之后", "Events after this number", required=False),
    limit=Field(Whole(1, 200), "每页条数(默认 200)", "Events a page (200 unless told)", required=False),
)


@SUBJECT.get(f"{_ONE}/events", "事件记录", "Events of a case", JsonReply("History"), query=_EVENTS)
def events(instance: str, query: dict[str, Any]) -> Any:
    return ask(queries.History(instance, query["after"] or 0, query["limit"] or 200))


@SUBJECT.get(f"{_ONE}/replay", "过程回放", "Everything to replay a case", JsonReply("Replay"))
def replay(instance: str) -> Any:
    return ask(queries.Replay(instance))


@SUBJECT.get(f"{_ONE}/picture", "某一时刻的全貌", "The case right after an event", JsonReply("Picture"), query=_AT)
def picture(instance: str, query: dict[str, Any]) -> Any:
    return ask(queries.PictureAt(instance, query["seq"]))


@SUBJECT.get(f"{_ONE}/diff", "某一事件改变了什么", "What an event changed", JsonReply("Change", many=True), query=_AT)
def diff(instance: str, query: dict[str, Any]) -> Any:
    return ask(queries.Diff(instance, query["seq"]))


@SUBJECT.get(f"{_ONE}/verification", "校验本件哈希链", "Verify the chain of a case", JsonReply("Verification"))
def verify_instance(instance: str) -> Any:
    return ask(queries.Verify(instance))


@SUBJECT.get("/verification", "校验全部哈希链", "Verify every chain", JsonReply("Verification"))
def verify_all() -> Any:
    return ask(queries.Verify())
