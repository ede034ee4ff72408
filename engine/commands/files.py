"""Attachments: kept by hash, bound to a task of a case or to a message it waits for, never changed afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from engine.commands import guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.commands.sending import awaited
from engine.model import events as e
from engine.model.access import SELF
from engine.model.errors import FieldProblem, Forbidden, InvalidValues, NotFound
from engine.store.tables import attachment

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SIGNATURES: Mapping[str, bytes] = {
    "pdf": b"%PDF-", "png": b"\x89PNG\r\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff",
    **dict.fromkeys(("docx", "xlsx", "pptx", "zip", "ofd"), ZIP),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et"), OLE),
}
"""What a file of each kind begins with; ``txt`` and ``csv`` must hold no NUL byte."""


@dataclass(frozen=True)
class AttachFile(Command):
    """Attach a file to a field of an open task."""

    task: str
    field: str
    name: str
    content: bytes = dataclasses.field(repr=False)
    media_type: str = "application/octet-stream"
    permission: ClassVar[str] = "complete"

    def run(self, work: Work) -> Result:
        """Refused: unknown types, empty or too large files."""
        course, _row = guard.at_hand(work, self.task)
        return _attach(work, course, self.task, self)


@dataclass(frozen=True)
class AttachToMessage(Command):
    """Attach a file to a field of a message that a case waits for; ``wait`` as ``Sendable`` names it."""

    instance: str
    wait: str
    field: str
    name: str
    content: bytes = dataclasses.field(repr=False)
    media_type: str = "application/octet-stream"
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """By those who may send the message. Refused: unknown types, empty or too large files."""
        course = work.course(work.tx.case(self.instance))
        wait = awaited(work, course, "", self.wait)
        guard.running(work, course.case)
        return _attach(work, course, wait.token, self)


@dataclass(frozen=True)
class RemoveFile(Command):
    """Take an attachment of one's own off what is not yet done or sent; the log keeps that it was there."""

    attachment: str
    permission: ClassVar[str] = "complete"

    def run(self, work: Work) -> Result:
        """Only the person who uploaded it."""
        found = work.tx.connection.execute(select(attachment).where(attachment.c.id == self.attachment)).first()
        if found is None or found.removed:
            raise NotFound
        course = work.course(work.tx.case(found.instance))
        wait = next((wait for wait in course.waits() if wait.token == found.task), None)
        if wait is not None:
            awaited(work, course, "", wait.token)
        else:
            _case, row = guard.open_task(work, found.task)
            guard.performer(work, course, row)
        if found.uploaded_by != work.actor.user:
            raise Forbidden("只能移除本人上传的附件", "Only who uploaded it may remove it", "not_yours")
        course.case.need(work.tx.connection, "attachment")
        course.record(e.FileRemoved(self.attachment))
        return {"attachment": self.attachment}


def _attach(work: Work, course: Course, task: str, file: AttachFile | AttachToMessage) -> Result:
    """Keep a file for the fields of a task, or of the message a token waits for."""
    name = file.name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    _check(name, file.content, work.settings.attachment_bytes, file.field)
    id_, sha256 = work.new_id(), work.tx.put_blob(file.content)
    course.record(e.FileAttached(id_, task, file.field, name, file.media_type, len(file.content), sha256))
    return {"attachment": id_, "name": name, "size": len(file.content), "sha256": sha256}


def _fits(extension: str, content: bytes) -> bool:
    if extension in ("txt", "csv"):
        return b"\0" not in content
    return extension in SIGNATURES and content.startswith(SIGNATURES[extension])


def _check(name: str, content: bytes, limit: int, field_: str) -> None:
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not content or len(content) > limit:
        raise InvalidValues([FieldProblem(field_, "file_size", f"文件为空或超过 {limit // 1_000_000} MB",
                                          f"The file is empty or larger than {limit // 1_000_000} MB")])
    if not _fits(extension, content):
        raise InvalidValues([FieldProblem(
            field_, "file_type", f"不允许的文件类型,或内容与扩展名不符:{extension or name}",
            f"File type not allowed, or the content is not what its name says: {extension or name}",
        )])
