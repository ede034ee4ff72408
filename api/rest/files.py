"""Attachments of tasks and numbered letters. Every download is forced: the browser saves it and never shows it."""

from __future__ import annotations

from typing import Any

from api.acts import act, ask
from api.body import Multipart
from api.kinds import Text
from api.reply import FileReply, JsonReply
from api.routes import Subject
from api.security import KB, MB
from api.shapes import Field, shape, wrong
from engine import commands, queries

SUBJECT = Subject("files", "附件与文书", "Attachments and letters")

ATTACHMENT_LIMIT = 20 * MB
_LONGEST_NAME = 200
_ATTACH = Multipart("file", shape=shape(field=Field(Text(200), "表单字段", "Form field it belongs to")))


@SUBJECT.post(
    "/tasks/<task>/attachments", "上传附件", "Attach a file to a task", JsonReply("Attached", status=201),
    body=_ATTACH, limit=ATTACHMENT_LIMIT + 10 * KB,
)  # fmt: skip
def attach(task: str, body: dict[str, Any]) -> Any:
    (upload,) = body["file"]
    name = file_name(upload.name)
    return act(commands.AttachFile(task, body["field"], name, upload.content, upload.media_type))


@SUBJECT.post(
    "/instances/<instance>/messages/<wait>/attachments", "上传消息的附件", "Attach a file to a message to be sent",
    JsonReply("Attached", status=201), body=_ATTACH, limit=ATTACHMENT_LIMIT + 10 * KB,
)  # fmt: skip
def attach_sent(instance: str, wait: str, body: dict[str, Any]) -> Any:
    (upload,) = body["file"]
    name, kind = file_name(upload.name), upload.media_type
    return act(commands.AttachToMessage(instance, wait, body["field"], name, upload.content, kind))


@SUBJECT.get("/attachments/<attachment>", "下载附件", "Download an attachment", FileReply())
def attachment(attachment: str) -> Any:
    return ask(queries.AttachmentFile(attachment))


@SUBJECT.delete("/attachments/<attachment>", "删除附件", "Remove an attachment", JsonReply("Receipt"))
def remove(attachment: str) -> Any:
    return act(commands.RemoveFile(attachment))


@SUBJECT.get("/letters/<letter>", "下载文书", "Download a letter", FileReply())
def letter(letter: str) -> Any:
    return ask(queries.LetterFile(letter))


def file_name(sent: str) -> str:
    """The bare name of an uploaded file, without the folders some browsers send; InvalidRequest when unusable."""
    name = sent.replace("\\", "/").rpartition("/")[2].strip()
    if name in {"", ".", ".."} or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise wrong("file", "name", "文件名不可用", "unusable file name")
    return name
