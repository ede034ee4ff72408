"""The append-only event log: rows in, links and recorded events out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from engine.model.chain import Link, canonical, mac, payload_hash
from engine.model.events import Recorded, read_event
from engine.store.tables import event


def make_links(
    key: bytes, previous: str, recorded: Sequence[Recorded], salts: Sequence[str], state_hash: str
) -> list[Link]:
    """Chain the new events of one case; the last one carries the hash of the new state."""
    links: list[Link] = []
    for number, (item, salt) in enumerate(zip(recorded, salts, strict=True), start=1):
        payload = canonical(item.event.data())
        link = Link(
            item.instance, item.seq, item.at, item.event.type, item.event.version, item.actor, item.authority,
            item.command, payload, salt, payload_hash(salt, payload),
            state_hash if number == len(recorded) else "", "",
        )
        previous = mac(key, previous, link)
        links.append(Link(**{**link.__dict__, "mac": previous}))
    return links


def append(connection: Connection, links: Sequence[Link]) -> None:
    """Write links to the log."""
    connection.execute(insert(event), [dict(link.__dict__) for link in links])


def read_links(connection: Connection, instance: str) -> Iterator[Link]:
    """The links of one case in order."""
    query = select(event).where(event.c.instance == instance).order_by(event.c.seq)
    for row in connection.execute(query).yield_per(1000):
        yield Link(**row._mapping)


def recorded(row: Row[Any] | Mapping[str, Any]) -> Recorded:
    """The recorded event of one log row (payload present)."""
    data = row if isinstance(row, Mapping) else row._mapping
    fact = read_event(data["type"], data["version"], json.loads(data["payload"]))
    return Recorded(
        data["instance"], data["seq"], data["at"], data["actor"], data["authority"], fact, data["command"],
    )


def read_of_type(connection: Connection, instance: str, type_: str) -> Iterator[Recorded]:
    """Recorded events of one type of a case, in order, without those whose content is gone."""
    query = select(event).where(event.c.instance == instance, event.c.type == type_, event.c.payload.is_not(None))
    return (recorded(row) for row in connection.execute(query.order_by(event.c.seq)))


def read_recorded(connection: Connection, instance: str, after: int = 0, limit: int | None = None) -> list[Recorded]:
    """Recorded events of one case after a sequence number, in order."""
    query = select(event).where(event.c.instance == instance, event.c.seq > after).order_by(event.c.seq).limit(limit)
    return [recorded(row) for row in connection.execute(query)]
