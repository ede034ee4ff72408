"""Every table, in one place. Projected tables (``PROJECTED``) are derived from events and never written otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData()


class Json(TypeDecorator[Any]):
    """A JSON value kept as text: the same bytes on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Python to text."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """Text to Python."""
        return None if value is None else orjson.loads(value)


def _id() -> Column[str]:
    return Column("id", String, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _case() -> Column[str]:
    return Column("instance", String, nullable=False)


def _int(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


instance = Table(
    "instance", metadata,
    _id(), _text("case_no"), _text("definition"), _int("definition_version"), _int("deployment"), _text("unit"),
    _text("title"), _int("secrecy"), _text("starter"), _text("parent"), _text("parent_token"), _text("status"),
    _flag("suspended"), Column("suspension", Json), _text("started_at"), _text("ended_at"),
    # the live state: not projected, guarded by its own keyed hash
    _int("revision"), Column("state", LargeBinary), Column("context", LargeBinary), _text("state_mac"),
    _int("event_seq"), _text("event_mac"),
    Index("instance_unit", "unit", "started_at", "id"), Index("instance_started", "started_at", "id"),
    Index("instance_parent", "parent"),
)
LIVE_COLUMNS = frozenset({"revision", "state", "context", "state_mac", "event_seq", "event_mac"})

stream = Table(  # heads of chains that belong to no case (deployments, accounts)
    "stream", metadata, _id(), _int("event_seq"), _text("event_mac"),
)

event = Table(
    "event", metadata,
    Column("instance", String, nullable=False), Column("seq", Integer, nullable=False),
    _text("at"), _text("type"), _int("version"), _text("actor"), _text("authority"), _text("command"),
    Column("payload", Text), _text("salt"), _text("payload_hash"), _text("state_hash"), _text("mac"),
    PrimaryKeyConstraint("instance", "seq"),
)

task = Table(
    "task", metadata,
    _id(), _case(), _text("element"), _text("name"), _text("unit"), _text("kind"), Column("principals", Json),
    _text("assignee"), _text("circle"), _text("form"), _int("round"), _text("priority"), Column("excluded", Json),
    Column("local", Json), Column("request", Json), _text("status"), _text("opened_at"), _text("closed_at"),
    _text("completed_by"), _text("outcome"), Column("draft", Json), _text("limit_id"), _text("start"),
    _text("raw_due"), _text("effective_due"), _text("deadline"), _flag("provisional"), _int("extension"),
    _int("extensions"), _int("seq"), _text("blue_at"), _text("yellow_at"), _text("red_at"), _text("esc1_at"),
    _text("esc2_at"),
    Index("task_instance", "instance", "status"),
    Index("task_provisional", "provisional", sqlite_where=text("provisional"), postgresql_where=text("provisional")),
)

inbox = Table(  # derived from open tasks: one row per principal, in the order a page reads them
    "inbox", metadata,
    Column("principal", String, nullable=False), Column("due", String, nullable=False),
    Column("task", String, nullable=False), _case(), _text("definition"), _text("yellow_at"), _text("red_at"),
    _text("blue_at"), _flag("suspended"),
    PrimaryKeyConstraint("principal", "due", "task"), Index("inbox_task", "task"),
    sqlite_with_rowid=False,
)

job = Table(
    "job", metadata,
    _id(), _case(), _text("kind"), _text("due"), Column("payload", Json), _int("attempts"), _text("message"),
    Index("job_due", "due"), Index("job_instance", "instance"),
)

subscription = Table(
    "subscription", metadata,
    _id(), _case(), _text("element"), _text("kind"), _text("name"), _text("correlation"),
    Index("subscription_name", "kind", "name", "correlation"), Index("subscription_instance", "instance"),
)

warning = Table(
    "warning", metadata,
    _id(), _case(), _text("task"), _text("cls"), _text("at"), _int("seq"), _text("due"), Column("recipients", Json),
    Index("warning_instance", "instance"),
)

link = Table(
    "link", metadata,
    _id(), _case(), _text("other"), _text("relation"), _text("direction"), _text("at"),
    Index("link_instance", "instance"),
)

register_row = Table(
    "register_row", metadata,
    _id(), _case(), _text("register"), _text("row_no"), _text("unit"), _int("year"), _int("secrecy"), _text("status"),
    _text("due_raw"), _text("due_effective"), _text("closed_at"), Column("data", Json), _int("version"),
    _text("updated_at"), _text("updated_by"),
    Index("register_row_unit", "register", "unit", "row_no"), Index("register_row_instance", "instance"),
)

letter = Table(
    "letter", metadata,
    _id(), _case(), _text("letter"), _text("name"), _text("number"), _text("sha256"), _text("status"),
    _text("made_at"), _int("seq"),
    Index("letter_instance", "instance"),
)

attachment = Table(
    "attachment", metadata,
    _id(), _case(), _text("task"), _text("field"), _text("name"), _text("media_type"), _int("size"), _text("sha256"),
    _text("uploaded_by"), _text("uploaded_at"), _flag("removed"),
    Index("attachment_instance", "instance"),
)

member = Table(
    "member", metadata,
    _id(), _case(), _text("user"), _text("circle"), _text("since"),
    Index("member_user", "user", "instance"), Index("member_instance", "instance"),
)

recusal = Table(
    "recusal", metadata,
    _id(), _case(), _text("user"), _text("element"), _text("ground"), _text("note"), _text("at"),
    Index("recusal_instance", "instance"),
)

notice = Table(
    "notice", metadata,
    _id(), _case(), _text("user"), _text("text"), _text("task"), _text("at"),
    Index("notice_user", "user", "at"),
)

incident = Table(
    "incident", metadata,
    _id(), _case(), _text("element"), _text("message"), _text("job"), _text("at"), _text("status"), _text("note"),
    Index("incident_instance", "instance"), Index("incident_status", "status", "at"),
)

PROJECTED: Mapping[str, Table] = {
    table.name: table
    for table in (
        instance, task, job, subscription, warning, link, register_row, letter, attachment, member, recusal, notice,
        incident,
    )
}

blob = Table(
    "blob", metadata, Column("sha256", String, primary_key=True), Column("content", LargeBinary, nullable=False),
)

deployment = Table(
    "deployment", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False), _text("at"), _text("actor"), _text("note"),
    _text("sha256"),
)

deployment_file = Table(
    "deployment_file", metadata,
    Column("deployment", Integer, ForeignKey("deployment.id"), nullable=False), Column("path", String, nullable=False),
    Column("sha256", String, ForeignKey("blob.sha256"), nullable=False), PrimaryKeyConstraint("deployment", "path"),
)

definition = Table(
    "definition", metadata,
    Column("key", String, nullable=False), Column("version", Integer, nullable=False), _int("deployment"),
    _text("name"), _text("code"), _text("sha256"), _text("at"), _text("actor"),
    PrimaryKeyConstraint("key", "version"),
)

diagram_draft = Table(
    "diagram_draft", metadata,
    Column("key", String, primary_key=True), Column("xml", LargeBinary, nullable=False), _int("base_version"),
    _text("actor"), _text("at"),
)

series = Table(
    "series", metadata,
    Column("unit", String, nullable=False), Column("series", String, nullable=False),
    Column("year", Integer, nullable=False), _int("last"), PrimaryKeyConstraint("unit", "series", "year"),
)

request = Table(
    "request", metadata,
    Column("key", String, primary_key=True), _text("actor"), _text("body_hash"), Column("result", Json), _text("at"),
)

message = Table(  # early messages, kept until someone waits for them
    "message", metadata,
    _id(), _text("name"), _text("correlation"), Column("payload", Json), _text("unit"), _text("at"),
    Index("message_name", "name", "correlation"),
)

awaited_start = Table(  # timers and conditions that start cases, and what a start with several events still awaits
    "awaited_start", metadata,
    Column("definition", String, nullable=False), Column("element", String, nullable=False),
    Column("number", Integer, nullable=False), _text("kind"), _text("text"), _text("due"), _text("moment"),
    _text("every"), _int("left"),
    _flag("held"), Column("happened", Json), _int("attempts"), _text("message"),
    PrimaryKeyConstraint("definition", "element", "number"), Index("awaited_start_due", "due"),
)

fact = Table(  # what was told about the world outside, for conditions that start cases
    "fact", metadata, Column("name", String, primary_key=True), Column("value", Json), _text("at"),
)

account = Table(
    "account", metadata,
    Column("user", String, primary_key=True), Column("username", String, nullable=False, unique=True),
    _text("password_hash"), _int("failures"), _text("locked_until"),
)

session = Table(
    "session", metadata,
    Column("hash", String, primary_key=True), _text("user"), _text("created_at"), _text("seen_at"),
    _text("expires_at"), Index("session_user", "user"),
)

token = Table(
    "token", metadata,
    _id(), Column("hash", String, nullable=False, unique=True), _text("user"), _text("name"), _text("created_at"),
    _text("expires_at"), Index("token_user", "user"),
)

throttle = Table(  # login attempts by address, shared by all nodes
    "throttle", metadata, Column("key", String, primary_key=True), _int("failures"), _text("until"),
)
