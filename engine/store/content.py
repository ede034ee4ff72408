"""Deployed content: files by hash, deployments as whole sets of files, definitions with their versions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from engine.model.errors import Tampered
from engine.model.events import instant
from engine.store.dialect import insert_new
from engine.store.tables import blob, definition, deployment, deployment_file


@dataclass(frozen=True)
class DefinitionVersion:
    """A deployed version of a procedure."""

    key: str
    version: int
    deployment: int
    name: str
    code: str
    sha256: str


def head(connection: Connection) -> int:
    """Number of the latest deployment, 0 when nothing was deployed."""
    return int(connection.execute(select(func.coalesce(func.max(deployment.c.id), 0))).scalar_one())


def read_files(connection: Connection, number: int) -> dict[str, bytes]:
    """All files of a deployment by path. Raises Tampered when one was altered since, so that it is never run."""
    query = (
        select(deployment_file.c.path, deployment_file.c.sha256, blob.c.content)
        .join(blob, blob.c.sha256 == deployment_file.c.sha256).where(deployment_file.c.deployment == number)
    )
    files = {}
    for row in connection.execute(query):
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            raise Tampered(f"已部署的文件 {row.path} 被改动", f"The deployed file {row.path} was altered")
        files[row.path] = row.content
    return files


def write_files(connection: Connection, number: int, files: Mapping[str, bytes], now: datetime, actor: str,
                note: str) -> dict[str, str]:
    """Keep a whole set of files as deployment ``number``; returns their hashes by path."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    whole = hashlib.sha256("".join(f"{path}\0{sha}\n" for path, sha in sorted(hashes.items())).encode()).hexdigest()
    connection.execute(insert(deployment).values(id=number, at=instant(now), actor=actor, note=note, sha256=whole))
    insert_new(connection, blob, [{"sha256": hashes[path], "content": files[path]} for path in files])
    rows = [{"deployment": number, "path": path, "sha256": sha} for path, sha in hashes.items()]
    connection.execute(insert(deployment_file), rows)
    return hashes


def latest(connection: Connection) -> dict[str, DefinitionVersion]:
    """The latest version of every definition."""
    newest = select(definition.c.key, func.max(definition.c.version).label("version")).group_by(definition.c.key)
    top = newest.subquery()
    query = select(definition).join(
        top, (definition.c.key == top.c.key) & (definition.c.version == top.c.version)
    )
    return {row.key: _version(row) for row in connection.execute(query)}


def add_version(connection: Connection, version: DefinitionVersion, now: datetime, actor: str) -> None:
    """Record a new version of a definition."""
    connection.execute(insert(definition).values(**version.__dict__, at=instant(now), actor=actor))


def deployment_of(connection: Connection, key: str, version: int) -> int | None:
    """The deployment that brought a version of a definition."""
    query = select(definition.c.deployment).where(definition.c.key == key, definition.c.version == version)
    return connection.execute(query).scalar()


def _version(row: object) -> DefinitionVersion:
    names = DefinitionVersion.__dataclass_fields__
    return DefinitionVersion(**{name: getattr(row, name) for name in names})
