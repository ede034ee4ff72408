"""The hash chain: each event of a case is bound to the one before it by a keyed hash (HMAC-SHA-256).

The payload enters as ``H(salt || payload)``, so that a lawful redaction may remove payload and salt and keep the proof.
The key lives outside the database; who edits, deletes, inserts or swaps rows without it is found by ``verify``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

GENESIS = ""


@dataclass(frozen=True)
class Link:
    """One stored event as the chain sees it."""

    instance: str
    seq: int
    at: str
    type: str
    version: int
    actor: str
    authority: str
    command: str
    payload: str | None
    salt: str
    payload_hash: str
    state_hash: str
    mac: str


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, plain UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def payload_hash(salt: str, payload: str) -> str:
    """Hash by which a payload enters the chain."""
    return hashlib.sha256(f"{salt}|{payload}".encode()).hexdigest()


def mac(key: bytes, previous: str, link: Link) -> str:
    """Keyed hash of a link and its predecessor's."""
    header = canonical([
        previous, link.instance, link.seq, link.at, link.type, link.version, link.actor, link.authority, link.command,
        link.payload_hash, link.state_hash,
    ])
    return hmac.new(key, header.encode(), hashlib.sha256).hexdigest()


def state_mac(key: bytes, instance: str, revision: int, *parts: bytes) -> str:
    """Keyed hash of the live state, checked before the state is used."""
    digest = hmac.new(key, f"{instance}|{revision}".encode(), hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    instance: str
    seq: int
    what: str


def verify(key: bytes, links: Iterable[Link], head_seq: int, head_mac: str) -> Iterator[Break]:
    """Check one case's links in order against its recorded head. Yields every break found."""
    previous, expected, instance = GENESIS, 1, ""
    for link in links:
        instance = link.instance
        if link.seq != expected:
            yield Break(instance, expected, "missing or out of order")
            expected = link.seq
        if link.payload is not None and payload_hash(link.salt, link.payload) != link.payload_hash:
            yield Break(instance, link.seq, "payload altered")
        if not hmac.compare_digest(mac(key, previous, link), link.mac):
            yield Break(instance, link.seq, "header or predecessor altered")
        previous, expected = link.mac, expected + 1
    if expected - 1 != head_seq or previous != head_mac:
        yield Break(instance, head_seq, "log does not end at the recorded head")
