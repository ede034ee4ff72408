"""The door: ``execute`` a command, ``ask`` a query. It owns transactions, retries, the clock and the ids.

Everything else in the engine receives time and ids as arguments, so that a run can stand at any date and be replayed.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4  # noqa: TID251 - ids are made here and nowhere else

from sqlalchemy.exc import DBAPIError

from engine.catalog import Catalog
from engine.commands.accounts import Login, RecordLoginFailure
from engine.commands.base import Command, Work, check_text
from engine.commands.jobs import RecordFailure, RecordIncident, RecordRefusal, RunJob
from engine.commands.starts import BeginAwaited, PutOff
from engine.model.access import check_right
from engine.model.actor import Actor, system_actor
from engine.model.chain import canonical
from engine.model.errors import (
    AutomationFailed,
    Busy,
    Conflict,
    DiagramError,
    Forbidden,
    JianduError,
    NotFound,
    OutOfTurn,
    RunawayError,
    Unauthenticated,
)
from engine.model.events import JobScheduled, instant
from engine.model.values import to_json
from engine.queries.base import Look, Query
from engine.queries.due import due_jobs, due_starts
from engine.settings import Settings
from engine.store import access, requests
from engine.store.dialect import Database, is_transient
from engine.store.transaction import Transaction, transaction

Fresh = list[tuple[str, str]]

log = logging.getLogger(__name__)

ATTEMPTS = 5
INLINE_JOBS = 200


@dataclass(frozen=True)
class Receipt:
    """Proof of an executed command: its result, and place and hash of its last event in the case's chain."""

    result: dict[str, Any]
    instance: str | None = None
    seq: int | None = None
    mac: str | None = None
    repeated: bool = False


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the only place that asks the machine


def random_id() -> str:
    """A fresh id."""
    return uuid4().hex


class Engine:
    """One installation's engine. Safe to share between threads."""

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime] = system_clock, ids: Callable[[], str] = random_id,
        database: Database | None = None,
    ) -> None:
        self.settings, self.clock, self.ids = settings, clock, ids
        self.database = database or Database(settings.database_url)
        self.catalog = Catalog(house_rules=not settings.embedded)

    # -- the two doors -------------------------------------------------------------------------------------------

    def execute(self, command: Command, actor: Actor, key: str | None = None) -> Receipt:
        """Carry out a command in one transaction, then what follows from it at once (calls, messages).

        ``key`` is an idempotency key: the same key again returns the stored receipt without doing the work twice.
        Raises a JianduError when refused; a refusal on a known case is recorded as evidence.
        """
        try:
            receipt, fresh = self._attempts(command, actor, key)
        except JianduError as error:
            self._record_refusal(command, actor, error)
            raise
        self._follow(fresh)
        return receipt

    def ask(self, query: Query, actor: Actor) -> Any:
        """Answer a query from what this actor may see."""
        with self.stream(query, actor) as answer:
            return answer

    @contextmanager
    def stream(self, query: Query, actor: Actor) -> Iterator[Any]:
        """The answer while the database is still being read: for answers that come row by row (``LogOf``)."""
        with self.database.read() as connection:
            look = Look(connection, actor, self.clock(), self.catalog, self.settings)
            check_right(actor, query.permission, look.release.organisation)
            yield query.answer(look)

    # -- actors --------------------------------------------------------------------------------------------------

    def actor(self, user: str, via: str = "cli") -> Actor:
        """The actor for a person, for trusted callers (command line, tests). Raises Unauthenticated."""
        with self.database.read() as connection:
            return self.catalog.latest(connection).actor(user, via)

    def authenticate(self, secret: str, kind: str) -> Actor:
        """Who holds this session or token. Raises Unauthenticated."""
        now = self.clock()
        stale = False
        with self.database.read() as connection:
            if kind == "session":
                user, stale = access.session_user(connection, secret, now, self.settings.idle_minutes)
            else:
                user = access.token_user(connection, secret, now)
            if not user:
                raise Unauthenticated("请登录", "Please log in")
            actor = self.catalog.latest(connection).actor(user, "web" if kind == "session" else "api")
        if stale:
            with self.database.write() as connection:
                access.touch_session(connection, secret, now)
        return actor

    # -- due work ------------------------------------------------------------------------------------------------

    def run_due(self, limit: int = 100) -> int:
        """Do work that is due now: timers, warnings, calls, messages. Returns how many jobs were done.

        A failing job is recorded and tried again later; it never stops the others.
        """
        with self.database.read() as connection:
            jobs = due_jobs(connection, self.clock(), limit)
            starts = due_starts(connection, self.clock(), limit, look=self.settings.embedded)
        return sum(self._run_job(*job) for job in jobs) + sum(self._begin(start) for start in starts)

    def close(self) -> None:
        """Release the database."""
        self.database.dispose()

    def _run_job(self, instance: str, job: str) -> bool:
        done, fresh = self._try_job(instance, job)
        self._follow(fresh)
        return done

    def _begin(self, start: tuple[str, str, int]) -> bool:
        """Set off an awaited start; one that fails is put off and does not stop the others."""
        try:
            receipt, fresh = self._attempts(BeginAwaited(*start), system_actor(), None)
        except Busy:
            return False
        except Exception as error:
            log.error("start %s of %s failed: %s", start[1], start[0], type(error).__name__)
            self._attempts(PutOff(*start, str(error)), system_actor(), None)
            return False
        self._follow(fresh)
        return bool(receipt.result["done"])

    def _try_job(self, instance: str, job: str) -> tuple[bool, Fresh]:
        try:
            receipt, fresh = self._attempts(RunJob(instance, job), system_actor(), None)
        except (NotFound, Busy):
            return False, []    # gone, or another worker holds the case
        except Exception as error:
            log.error("job %s of case %s failed: %s", job, instance, type(error).__name__)
            self._record_failure(RecordFailure(instance, job, str(error), getattr(error, "element", "")))
            return False, []
        return bool(receipt.result.get("done")), fresh

    def _record_failure(self, failure: RecordFailure) -> None:
        """A case that cannot even take the record (tampered with, held by somebody else) does not stop the others."""
        try:
            self._attempts(failure, system_actor(), None)
        except JianduError as error:
            log.error("failure of job %s of case %s not recorded: %s", failure.job, failure.instance, error.code)

    def _follow(self, fresh: Fresh) -> None:
        """Do at once what a command left to do right now; after a crash here the worker finds it due."""
        queue = deque(fresh)
        for _ in range(INLINE_JOBS):
            if not queue:
                return
            queue.extend(self._try_job(*queue.popleft())[1])

    # -- one transaction -----------------------------------------------------------------------------------------

    def _attempts(self, command: Command, actor: Actor, key: str | None) -> tuple[Receipt, Fresh]:
        together: frozenset[str] = frozenset()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(command, actor, key, together)
            except (DBAPIError, Busy) as error:
                transient = isinstance(error, Busy) or is_transient(error)
                if not transient:
                    raise
                if attempt == ATTEMPTS:
                    raise Busy("系统繁忙,请重试", "Busy, please try again") from error
                if isinstance(error, OutOfTurn):
                    together |= error.cases
                    continue
                time.sleep(0.01 * 2**attempt)
        raise AssertionError("unreachable")

    def _once(self, command: Command, actor: Actor, key: str | None, held: frozenset[str]) -> tuple[Receipt, Fresh]:
        settings, name = self.settings, type(command).__name__
        check_text(command)
        with transaction(self.database, settings.secret, self.clock(), self.ids, actor, name) as tx:
            if key is not None:
                stored = requests.claim(tx.connection, f"{actor.user}:{key}", actor.user, _body_hash(command), tx.now)
                if stored is not None:
                    return Receipt(**stored, repeated=True), []
            tx.hold(held)
            work = Work(tx, self.catalog, settings)
            if command.permission != "self" and not actor.is_system:
                check_right(actor, command.permission, self._organisation(work))
            result = command.run(work)
            work.finish()
            tx.flush()
            receipt = _receipt(tx, result)
            if key is not None:
                requests.store(tx.connection, f"{actor.user}:{key}", {
                    "result": to_json(result), "instance": receipt.instance, "seq": receipt.seq, "mac": receipt.mac,
                })
            return receipt, _fresh(tx)

    def _organisation(self, work: Work) -> Any:
        return work.catalog.recent(work.tx.connection).organisation

    def _record_refusal(self, command: Command, actor: Actor, error: JianduError) -> None:
        """Keep evidence of what was tried: refused attempts, failed automation, failed logins."""
        if isinstance(command, Login) and isinstance(error, Unauthenticated):
            self._attempts(RecordLoginFailure(command.username, command.address), actor, None)
            return
        instance = self._case_of(command.target())
        if not instance:
            return
        evidence: Command
        if isinstance(error, AutomationFailed | DiagramError | RunawayError):
            evidence = RecordIncident(instance, getattr(error, "element", ""), str(error))
            self._attempts(evidence, system_actor(), None)
        elif isinstance(error, Forbidden | Conflict | NotFound):
            evidence = RecordRefusal(instance, type(command).__name__, error.code, command.target(), actor.user)
            self._attempts(evidence, actor, None)

    def _case_of(self, target: str) -> str:
        if not target:
            return ""
        with self.database.read() as connection:
            return requests.case_of(connection, target)


def _receipt(tx: Transaction, result: dict[str, Any]) -> Receipt:
    """The receipt names the case the command was about: the first it touched."""
    case = next((case for case in tx.cases.values() if case.recorded), None)
    if case is None:
        return Receipt(result)
    return Receipt(result, case.id, case.seq, case.mac)


def _fresh(tx: Transaction) -> Fresh:
    """Jobs this transaction left to be done at once, in order."""
    now = instant(tx.now)
    return [
        (item.instance, item.event.job)
        for case in tx.cases.values() for item in case.recorded
        if isinstance(item.event, JobScheduled) and item.event.due <= now and item.event.job in case.rows["job"]
    ]


def _body_hash(command: Command) -> str:
    body = {f.name: _plain(getattr(command, f.name)) for f in fields(command)}
    return hashlib.sha256(canonical([type(command).__name__, body]).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else to_json(value)
