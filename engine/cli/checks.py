"""What ``doctor`` checks. Each check yields findings and changes nothing.

A check that needs a newer schema or content than there is stays silent: the finding before it says why.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from engine import Engine, queries, read_folder, system_actor
from engine.catalog import Release
from engine.cli import demo, site
from engine.model.errors import InvalidContent
from engine.store import schema

MAX_SKEW = timedelta(seconds=5)
OWNER_ONLY = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """One line of the report. ``level`` is ``ok``, ``warn`` or ``fail``."""

    level: str
    subject: str
    zh: str
    en: str


Check = Callable[[Engine], Iterator[Finding]]


def database(engine: Engine) -> Iterator[Finding]:
    """The server's version and the settings the store relies on."""
    with engine.database.read() as connection:
        def ask(sql: str) -> str:
            return str(connection.exec_driver_sql(sql).scalar_one())

        if engine.database.is_sqlite:
            version = f"SQLite {ask('select sqlite_version()')}"
            wanted = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA foreign_keys": "1"}
        else:
            version = f"PostgreSQL {ask('show server_version')}"
            wanted = {"show server_encoding": "UTF8", "show fsync": "on", "show full_page_writes": "on",
                      "show default_transaction_isolation": "read committed"}
        yield Finding("ok", "database", version, version)
        for question, good in wanted.items():
            answer, name = ask(question), question.split()[-1]
            if answer != good:
                yield Finding("warn", "database", f"{name} = {answer},应为 {good}", f"{name} is {answer}, not {good}")


def revision(engine: Engine) -> Iterator[Finding]:
    """Whether the schema is the program's."""
    at, newest = schema.current(engine.database.pool), schema.newest()
    if at == newest:
        yield Finding("ok", "schema", f"结构版本 {at}", f"revision {at}")
    else:
        yield Finding("fail", "schema", f"结构版本 {at or '空'},需要 {newest}:jiandu migrate",
                      f"revision {at or 'none'}, needs {newest}: jiandu migrate")


def secret(engine: Engine) -> Iterator[Finding]:
    """The key of the evidence chain: only its owner may read it."""
    path = engine.settings.data_dir / "secret.key"
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OWNER_ONLY:
        yield Finding("fail", "secret", f"{path} 权限 {mode:o},须为 600", f"{path} has mode {mode:o}, must be 600")
    elif len(engine.settings.secret) < 32:
        yield Finding("fail", "secret", "密钥短于 32 字节", "the key is shorter than 32 bytes")
    else:
        yield Finding("ok", "secret", "密钥仅属主可读;请异地备份", "readable by its owner only; keep a copy elsewhere")


def content(engine: Engine) -> Iterator[Finding]:
    """Deployed content, whether it is the folder's, and whether this year's calendar is known."""
    if not _is_current(engine):
        return
    with engine.database.read() as connection:
        release = engine.catalog.latest(connection)
    if not release.number:
        yield Finding("fail", "content", "尚未部署内容:jiandu deploy", "nothing is deployed: jiandu deploy")
        return
    count = len(release.bundle.processes)
    yield Finding("ok", "content", f"第 {release.number} 次部署,{count} 个流程",
                  f"deployment {release.number}, {count} procedures")
    yield from _folder(site.content_root(engine.settings), release)
    year = engine.clock().astimezone(engine.settings.zone).year
    yield from (Finding("warn", "content", f"日历 {calendar.id} 缺 {each} 年放假安排,相关期限为暂定",
                        f"calendar {calendar.id} lacks {each}: due dates are provisional")
                for calendar in release.bundle.calendars.values() for each in (year,) if each not in calendar.years)


def clock(engine: Engine) -> Iterator[Finding]:
    """This machine's clock against the database's, and against the newest case."""
    if not _is_current(engine):
        return
    now = engine.clock()
    with engine.database.read() as connection:
        newest = connection.exec_driver_sql("select max(started_at) from instance").scalar()
        server = None if engine.database.is_sqlite else connection.exec_driver_sql("select now()").scalar_one()
    if newest and datetime.fromisoformat(newest) > now + MAX_SKEW:
        yield Finding("fail", "clock", f"有案件晚于本机时间:{newest}", f"a case is younger than this clock: {newest}")
    elif server is not None and abs(server - now) > MAX_SKEW:
        yield Finding("fail", "clock", f"与数据库相差 {server - now}", f"differs from the database by {server - now}")
    else:
        local = now.astimezone(engine.settings.zone).isoformat(timespec="seconds")
        yield Finding("ok", "clock", local, engine.settings.timezone)


def due_work(engine: Engine) -> Iterator[Finding]:
    """Work that is due but not done, and open incidents."""
    if not _is_current(engine):
        return
    due = engine.ask(queries.Health(), system_actor())["jobs_due"]
    open_ = len(engine.ask(queries.Incidents(), system_actor())["items"])
    if due:
        yield Finding("warn", "jobs", f"{due} 项到期未办:serve 或 worker 是否在运行?",
                      f"{due} due and not done: is serve or worker running?")
    else:
        yield Finding("ok", "jobs", "没有积压", "nothing overdue")
    if open_:
        yield Finding("warn", "incidents", f"{open_} 个自动步骤异常待处理", f"{open_} open incident(s)")


def accounts(engine: Engine) -> Iterator[Finding]:
    """Whether anybody can log in with the public demo password."""
    if not _is_current(engine):
        return
    people = demo.usable(engine)
    if people:
        first = people[0].id
        yield Finding("warn", "accounts", f"{first} 等仍用演示密码", f"{first} and others have the demo password")
    else:
        yield Finding("ok", "accounts", "未发现演示密码", "no demo password found")


def _is_current(engine: Engine) -> bool:
    return schema.current(engine.database.pool) == schema.newest()


def _folder(root: Path, release: Release) -> Iterator[Finding]:
    if not site.has_content(root):
        return
    try:
        bundle = read_folder(root)
    except InvalidContent as error:
        yield Finding("warn", "content", f"内容文件夹有 {len(error.problems)} 处问题:jiandu lint",
                      f"the content folder has {len(error.problems)} problem(s): jiandu lint")
        return
    if bundle.hash != release.bundle.hash:
        yield Finding("warn", "content", "内容文件夹与已部署内容不同", "the folder differs from what is deployed")


ALL: tuple[Check, ...] = (database, revision, secret, content, clock, due_work, accounts)
