"""Sessions, tokens, accounts and throttles: who is at the door. Secrets are stored as hashes only."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from engine.model.events import instant
from engine.store.dialect import upsert
from engine.store.tables import account, session, throttle, token

LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=10)
TOUCH = timedelta(minutes=1)


def digest(secret: str) -> str:
    """Hash under which a session or token is stored (the secret itself has 256 random bits)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_account(connection: Connection, username: str) -> dict[str, Any] | None:
    """The account with this user name."""
    row = connection.execute(select(account).where(account.c.username == username)).first()
    return dict(row._mapping) if row else None


def account_of(connection: Connection, user: str) -> dict[str, Any] | None:
    """The account of a person."""
    row = connection.execute(select(account).where(account.c.user == user)).first()
    return dict(row._mapping) if row else None


def put_account(connection: Connection, user: str, username: str, password_hash: str) -> None:
    """Make or replace an account; failures are forgotten."""
    row = {"user": user, "username": username, "password_hash": password_hash, "failures": 0, "locked_until": ""}
    upsert(connection, account, [row])


def locked_until(connection: Connection, key: str) -> str:
    """Until when this user name or address may not try again; empty when it may."""
    row = connection.execute(select(throttle.c.until).where(throttle.c.key == key)).first()
    return str(row.until) if row else ""


def count_failure(connection: Connection, key: str, now: datetime) -> None:
    """Remember a failed login; from the fifth on the key is locked for ten minutes."""
    row = connection.execute(select(throttle).where(throttle.c.key == key)).first()
    failures = (row.failures if row else 0) + 1
    until = instant(now + LOCK_FOR) if failures >= LOCK_AFTER else ""
    upsert(connection, throttle, [{"key": key, "failures": failures, "until": until}])


def forget_failures(connection: Connection, key: str) -> None:
    """After a good login."""
    connection.execute(delete(throttle).where(throttle.c.key == key))


def open_session(connection: Connection, secret: str, user: str, now: datetime, hours: int) -> str:
    """Start a session; returns when it expires."""
    expires = instant(now + timedelta(hours=hours))
    connection.execute(insert(session).values(
        hash=digest(secret), user=user, created_at=instant(now), seen_at=instant(now), expires_at=expires,
    ))
    return expires


def session_user(connection: Connection, secret: str, now: datetime, idle_minutes: int) -> tuple[str, bool]:
    """Whose session this is (empty when there is none, it expired or lay idle too long), and whether to touch it."""
    row = connection.execute(select(session).where(session.c.hash == digest(secret))).first()
    if row is None or row.expires_at <= instant(now) or row.seen_at <= instant(now - timedelta(minutes=idle_minutes)):
        return "", False
    return str(row.user), row.seen_at < instant(now - TOUCH)


def touch_session(connection: Connection, secret: str, now: datetime) -> None:
    """The session was used; asked for at most once a minute."""
    connection.execute(update(session).where(session.c.hash == digest(secret)).values(seen_at=instant(now)))


def close_session(connection: Connection, secret: str) -> None:
    """End one session."""
    connection.execute(delete(session).where(session.c.hash == digest(secret)))


def close_sessions(connection: Connection, user: str) -> None:
    """End every session of a person (password changed, rights withdrawn)."""
    connection.execute(delete(session).where(session.c.user == user))


def put_token(connection: Connection, id_: str, secret: str, user: str, name: str, now: datetime, days: int) -> str:
    """A personal token for programs; returns when it expires."""
    expires = instant(now + timedelta(days=days))
    connection.execute(insert(token).values(
        id=id_, hash=digest(secret), user=user, name=name, created_at=instant(now), expires_at=expires,
    ))
    return expires


def token_user(connection: Connection, secret: str, now: datetime) -> str:
    """Whose token this is; empty when there is none or it expired."""
    row = connection.execute(select(token).where(token.c.hash == digest(secret))).first()
    return str(row.user) if row and row.expires_at > instant(now) else ""


def drop_token(connection: Connection, id_: str, user: str) -> bool:
    """Revoke a token of this person; whether there was one."""
    return connection.execute(delete(token).where(token.c.id == id_, token.c.user == user)).rowcount == 1
