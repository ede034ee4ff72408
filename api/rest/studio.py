"""The studio: drafts of diagrams, deploying one, and the lint that editor, command line and deployment share."""

from __future__ import annotations

from typing import Any

from api.acts import act, ask
from api.body import Json
from api.kinds import Text, Whole
from api.reply import JsonReply
from api.rest.fields import NOTE
from api.routes import Subject
from api.security import MB
from api.shapes import Field, shape
from engine import commands, queries

SUBJECT = Subject("studio", "流程设计", "Studio")

_ONE = "/studio/diagrams/<key>"
_XML = Field(Text(2 * MB), "BPMN 原文", "The diagram as BPMN XML")
_DRAFT = shape(
    xml=_XML,
    base_version=Field(Whole(), "基于哪个版本(新图为 0)", "Version the draft began from (0 for a new diagram)"),
)
_LINT = shape(key=Field(Text(100), "流程标识", "Key of the definition"), xml=_XML)
_LIMIT = 5 * MB


@SUBJECT.get("/studio/catalog", "设计时可引用的内容", "What a diagram can refer to", JsonReply("StudioCatalog"))
def catalog() -> Any:
    return ask(queries.StudioCatalog())


@SUBJECT.get(_ONE, "草稿或最新版本", "The draft, or the latest version", JsonReply("Diagram"))
def diagram(key: str) -> Any:
    return ask(queries.Diagram(key))


@SUBJECT.put(_ONE, "保存草稿", "Save the draft", JsonReply("Saved"), body=Json(_DRAFT), limit=_LIMIT)
def save(key: str, body: dict[str, Any]) -> Any:
    return act(commands.SaveDiagram(key, body["xml"].encode(), body["base_version"]))


@SUBJECT.delete(_ONE, "放弃草稿", "Discard the draft", JsonReply("Receipt"))
def discard(key: str) -> Any:
    return act(commands.DiscardDiagram(key))


@SUBJECT.post(
    "/studio/lint", "检查流程图", "Lint a diagram", JsonReply("Lint"), body=Json(_LINT), limit=_LIMIT, acts=False
)
def lint(body: dict[str, Any]) -> Any:
    return ask(queries.LintDiagram(body["xml"].encode(), body["key"]))


@SUBJECT.post(
    f"{_ONE}/deploy", "部署流程图", "Deploy a diagram", JsonReply("DeployedDiagram", status=201),
    body=Json(shape(xml=_XML, note=NOTE)), limit=_LIMIT,
)  # fmt: skip
def deploy(key: str, body: dict[str, Any]) -> Any:
    return act(commands.DeployDiagram(key, body["xml"].encode(), body["note"] or ""))
