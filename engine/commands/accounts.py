"""Accounts: login, passwords (argon2id), sessions, personal tokens. Secrets never enter an event or a log."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from engine.commands.base import Command, Result, Work
from engine.model import events as e
from engine.model.access import SELF
from engine.model.errors import FieldProblem, InvalidValues, NotFound, Throttled, Unauthenticated
from engine.store import access

SYSTEM_STREAM = "system"
MIN_LENGTH = 10
_HASHER = PasswordHasher()
_ABSENT = _HASHER.hash("nobody has this password")


@dataclass(frozen=True)
class Login(Command):
    """Open a session. A wrong name costs as much time as a wrong password; five failures lock for ten minutes."""

    username: str
    password: str = field(repr=False)
    address: str = ""
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Raises Unauthenticated or Throttled. Failures are counted by ``RecordLoginFailure`` afterwards."""
        connection = work.tx.connection
        for key in throttle_keys(self.username, self.address):
            if access.locked_until(connection, key) > e.instant(work.now):
                raise Throttled("尝试次数过多,请 10 分钟后再试", "Too many attempts; try again in 10 minutes")
        account = access.find_account(connection, self.username)
        if not verify(account["password_hash"] if account else _ABSENT, self.password) or account is None:
            raise Unauthenticated("用户名或密码错误", "Wrong user name or password")
        if account["user"] not in work.organisation.people:
            raise Unauthenticated("用户名或密码错误", "Wrong user name or password")
        for key in throttle_keys(self.username, self.address):
            access.forget_failures(connection, key)
        secret = secrets.token_urlsafe(32)
        expires = access.open_session(connection, secret, account["user"], work.now, work.settings.session_hours)
        return {"session": secret, "user": account["user"], "expires_at": expires}


@dataclass(frozen=True)
class RecordLoginFailure(Command):
    """Count a failed login for its user name and address."""

    username: str
    address: str = ""
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Shared by all nodes through the database."""
        for key in throttle_keys(self.username, self.address):
            access.count_failure(work.tx.connection, key, work.now)
        return {}


@dataclass(frozen=True)
class Logout(Command):
    """End a session."""

    session: str = field(repr=False)
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Ending a session that is gone is no fault."""
        access.close_session(work.tx.connection, self.session)
        return {}


@dataclass(frozen=True)
class ChangePassword(Command):
    """Change one's own password; every session of the person ends."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """The old password is asked for again."""
        account = access.account_of(work.tx.connection, work.actor.user)
        if account is None or not verify(account["password_hash"], self.old):
            raise InvalidValues([FieldProblem("old", "wrong", "原密码错误", "The old password is wrong")])
        check_strength(self.new)
        access.put_account(work.tx.connection, work.actor.user, account["username"], _HASHER.hash(self.new))
        access.close_sessions(work.tx.connection, work.actor.user)
        work.tx.record_in(SYSTEM_STREAM, e.AccountChanged(work.actor.user, "password"))
        return {}


@dataclass(frozen=True)
class SetAccount(Command):
    """Give a person of the organisation an account (security administrator)."""

    user: str
    username: str
    password: str = field(repr=False)
    permission: ClassVar[str] = "grant"

    def run(self, work: Work) -> Result:
        """Replaces an account the person had."""
        if self.user not in work.organisation.people:
            raise NotFound(f"没有人员 {self.user}", f"No person {self.user}")
        check_strength(self.password)
        access.put_account(work.tx.connection, self.user, self.username, _HASHER.hash(self.password))
        access.close_sessions(work.tx.connection, self.user)
        work.tx.record_in(SYSTEM_STREAM, e.AccountChanged(self.user, "account"))
        return {"user": self.user}


@dataclass(frozen=True)
class CreateToken(Command):
    """A personal token for a program; shown once, stored as a hash."""

    name: str
    days: int = 90
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """It acts with the person's rights until it expires or is revoked."""
        secret, id_ = "jd_" + secrets.token_urlsafe(32), work.new_id()
        expires = access.put_token(work.tx.connection, id_, secret, work.actor.user, self.name, work.now, self.days)
        work.tx.record_in(SYSTEM_STREAM, e.AccountChanged(work.actor.user, f"token {id_} created"))
        return {"token": secret, "id": id_, "expires_at": expires}


@dataclass(frozen=True)
class RevokeToken(Command):
    """Make a token of one's own useless."""

    id: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Raises NotFound for a token that is not one's own."""
        if not access.drop_token(work.tx.connection, self.id, work.actor.user):
            raise NotFound
        work.tx.record_in(SYSTEM_STREAM, e.AccountChanged(work.actor.user, f"token {self.id} revoked"))
        return {}


def throttle_keys(username: str, address: str) -> tuple[str, ...]:
    """What failed logins are counted by."""
    return (f"user:{username}",) + ((f"address:{address}",) if address else ())


def verify(password_hash: str, password: str) -> bool:
    """Whether the password fits the hash."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_strength(password: str) -> None:
    """Refuse short passwords. Raises InvalidValues."""
    if len(password) < MIN_LENGTH:
        raise InvalidValues([FieldProblem("password", "too_short", f"密码至少 {MIN_LENGTH} 位",
                                          f"At least {MIN_LENGTH} characters")])
