"""Definitions (deployed procedures) and the deployment of content."""

from __future__ import annotations

from typing import Any

from api.acts import act, ask
from api.body import Multipart, Upload
from api.kinds import Flag, Text, Whole
from api.reply import JsonReply
from api.rest.fields import NOTE
from api.routes import Subject
from api.security import MB
from api.shapes import Field, shape, wrong
from engine import commands, queries

SUBJECT = Subject("definitions", "流程定义", "Definitions and deployments")

_LONGEST_PATH = 300
_WHOLE = Field(Flag(), "是否为全部内容(未包含的将停用)", "Whether this is the whole content", required=False)
_FILES = Multipart("files", many=True, shape=shape(note=NOTE, whole=_WHOLE))
_EVENT = Field(Text(200), "消息启动事件标识", "Id of a start by message", required=False)
_VERSION = Field(Whole(1), "版本(默认最新)", "Version (the latest unless told)", required=False)


@SUBJECT.get("/definitions", "全部流程定义", "All definitions", JsonReply("Definition", many=True))
def definitions() -> Any:
    return ask(queries.Definitions())


@SUBJECT.get("/definitions/startable", "我可以启动的流程", "Definitions I may start", JsonReply("Startable", many=True))
def startable() -> Any:
    return ask(queries.Startable())


@SUBJECT.get(
    "/definitions/<key>/start-form", "启动表单", "Form asked at the start", JsonReply("StartForm"),
    query=shape(event=_EVENT),
)  # fmt: skip
def start_form(key: str, query: dict[str, Any]) -> Any:
    return ask(queries.StartForm(key, query["event"] or ""))


@SUBJECT.get(
    "/definitions/<key>/versions", "一个流程的全部版本", "Versions of a definition", JsonReply("Version", many=True)
)
def versions(key: str) -> Any:
    return ask(queries.DefinitionVersions(key))


@SUBJECT.get(
    "/definitions/<key>/xml", "流程图 BPMN 原文", "BPMN of a definition", JsonReply("DefinitionXml"),
    query=shape(version=_VERSION),
)  # fmt: skip
def xml(key: str, query: dict[str, Any]) -> Any:
    return ask(queries.DefinitionXml(key, query["version"]))


@SUBJECT.post(
    "/deployments", "部署内容(每个文件以相对路径为文件名)", "Deploy content: each file named by its relative path",
    JsonReply("Deployed", status=201), body=_FILES, limit=30 * MB,
)  # fmt: skip
def deploy(body: dict[str, Any]) -> Any:
    return act(commands.Deploy(content_of(body["files"]), body["note"] or "", whole=bool(body["whole"])))


def content_of(uploads: tuple[Upload, ...]) -> dict[str, bytes]:
    """Files by relative path such as ``processes/clue-transfer.bpmn``; InvalidRequest for an unsafe or double path."""
    files: dict[str, bytes] = {}
    for upload in uploads:
        path = upload.name
        if not _is_relative(path):
            raise wrong("files", "path", f"不是安全的相对路径:{path[:80]}", f"not a safe relative path: {path[:80]}")
        if path in files:
            raise wrong("files", "twice", f"文件重复:{path}", f"given twice: {path}")
        files[path] = upload.content
    return files


def _is_relative(path: str) -> bool:
    parts = path.split("/")
    plain = path.isprintable() and "\\" not in path and ":" not in path and len(path) <= _LONGEST_PATH
    return plain and all(part not in {"", ".", ".."} for part in parts)
