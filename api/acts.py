"""The two things a request can be: an act (a command) or a question (a query)."""

from __future__ import annotations

import re
from typing import Any

from flask import request

from api.auth import current_actor
from api.door import engine
from api.shapes import wrong
from engine import commands, queries

KEY_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def act(command: commands.Command, *, once: bool = True) -> dict[str, Any]:
    """Execute ``command`` for the sender; its result, with the ``receipt`` that proves the event it wrote.

    The header ``Idempotency-Key`` makes a retry safe: the same key gives the first result, the work is done once. The
    engine keeps results for that, so a command whose result is a secret is executed with ``once=False``: no key.
    """
    receipt = engine().execute(command, current_actor(), key=idempotency_key() if once else None)
    proof = {"instance": receipt.instance, "seq": receipt.seq, "mac": receipt.mac}
    return {**receipt.result, "receipt": proof}


def ask(query: queries.Query) -> Any:
    """The answer to ``query`` as the sender may see it."""
    return engine().ask(query, current_actor())


def idempotency_key() -> str | None:
    """The caller's key: 1 to 200 visible ASCII characters; InvalidRequest for anything else."""
    key = request.headers.get(KEY_HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise wrong(KEY_HEADER, "character", "应为 1 至 200 个可见 ASCII 字符", "1 to 200 visible ASCII characters")
    return key
