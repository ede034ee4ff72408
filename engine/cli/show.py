"""What is printed: tables that line up with Chinese text, values, local times, JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

WIDE = frozenset("WF")
SHORT = 60


def width(text: str) -> int:
    """Columns a terminal needs for the text: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in WIDE else 1 for character in text)


def table(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table with left-aligned columns."""
    lines = [[str(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(headers))]
    for number, line in enumerate(lines):
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("-" * size for size in widths))


def value(content: Any, limit: int = SHORT) -> str:
    """A value as compact JSON, cut to ``limit`` characters (0: whole); a dash for no value."""
    if content is None:
        return "-"
    text = json.dumps(content, ensure_ascii=False, default=str)
    return text if not limit or len(text) <= limit else text[: limit - 1] + "…"


def local(moment: str, zone: ZoneInfo) -> str:
    """A stored instant as local date and time, to the second."""
    return datetime.fromisoformat(moment).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def as_json(content: Any) -> None:
    """JSON for programs."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))
