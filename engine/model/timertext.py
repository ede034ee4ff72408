"""Telling the texts of timers apart: ISO 8601 or cron, as written in diagrams everywhere, or FEEL."""

from __future__ import annotations

import re

from engine.model.cron import read_cron

_LITERAL = re.compile(r"-?P[0-9YMWDTHS.]+|R-?\d*/.*|\d{4}-\d\d-\d\d([T ].*)?|\d{4}-?W\d\d.*")


def is_literal(text: str) -> bool:
    """Is the text ISO 8601 or cron rather than FEEL?"""
    return _LITERAL.fullmatch(text) is not None or read_cron(text) is not None
