"""Settings of one installation, read once from the environment into a frozen value."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """``database_url``: SQLAlchemy URL (SQLite by default, PostgreSQL for more than one process or machine).

    ``data_dir`` holds ``secret.key`` (the key of the hash chain; keep it outside the database and back it up apart) and
    the SQLite file. ``tick_seconds`` is the heartbeat of due work; ``step_limit`` stops a runaway case.
    ``embedded``: one program is the only user; bare diagrams run, and no task is kept from it.
    """

    database_url: str
    data_dir: Path
    secret: bytes = field(repr=False)
    content_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    timezone: str = "Asia/Shanghai"
    tick_seconds: float = 2.0
    step_limit: int = 10_000
    session_hours: int = 12
    idle_minutes: int = 60
    attachment_bytes: int = 20_000_000
    embedded: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of dates people read."""
        return ZoneInfo(self.timezone)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings from ``JIANDU_*`` variables; relative to the working directory when unset."""
        env = os.environ if environ is None else environ
        data_dir = Path(env.get("JIANDU_DATA_DIR", "data")).resolve()
        content = env.get("JIANDU_CONTENT_DIR", "")
        return cls(
            database_url=env.get("JIANDU_DATABASE_URL", f"sqlite:///{data_dir / 'jiandu.db'}"),
            data_dir=data_dir,
            secret=read_secret(data_dir),
            content_dir=Path(content).resolve() if content else None,
            host=env.get("JIANDU_HOST", "127.0.0.1"),
            port=int(env.get("JIANDU_PORT", "8080")),
            timezone=env.get("JIANDU_TIMEZONE", "Asia/Shanghai"),
            tick_seconds=float(env.get("JIANDU_TICK_SECONDS", "2")),
        )


def read_secret(data_dir: Path) -> bytes:
    """The key of the chain; made on first use, readable by the owner only."""
    path = data_dir / "secret.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_hex(32))
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
