"""What a start event without a caller starts: one case per unit and item."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """``units`` (FEEL: a unit code or a list of them; empty: the province) and ``each`` (FEEL: a list; ``unit`` is
    known to it; empty: one case). Entries of an item that is a context become variables, any other item is ``item``.
    """

    units: str = ""
    each: str = ""
    line: int = 0
