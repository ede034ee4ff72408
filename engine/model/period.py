"""Periods of reports: a month ``2026-03``, quarter ``2026Q1``, half-year ``2026H1``, year ``2026``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

KINDS: Mapping[str, int] = {"M": 1, "Q": 3, "H": 6, "Y": 12}
"""Length in months by kind."""
_TEXT = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?")


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included; ``text`` names a regular period, empty for any other span."""

    first: date
    last: date
    text: str = ""

    def year_ago(self) -> Period:
        """The same days of the year before; 29 February becomes the 28th."""
        return Period(_year_before(self.first), _year_before(self.last))

    def before(self) -> Period | None:
        """The regular period before this one."""
        return around(kind_of(self.text), self.first - timedelta(days=1)) if self.text else None

    def after(self) -> Period | None:
        """The regular period after this one."""
        return around(kind_of(self.text), self.last + timedelta(days=1)) if self.text else None


def around(kind: str, day: date) -> Period:
    """The period of a kind that holds a day."""
    months = KINDS[kind]
    index = (day.month - 1) // months
    text = {"M": f"{day.year}-{day.month:02}", "Q": f"{day.year}Q{index + 1}", "H": f"{day.year}H{index + 1}"}
    return _span(day.year, index * months, months, text.get(kind, str(day.year)))


def parse(text: str) -> Period:
    """The period a text names. Raises ValueError."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise ValueError(f"no period: {text}")
    kind = kind_of(text)
    number = next((int(part) for part in found.groups()[1:] if part), 1)
    return _span(int(found[1]), (number - 1) * KINDS[kind], KINDS[kind], text)


def kind_of(text: str) -> str:
    """M, Q, H or Y."""
    return "Q" if "Q" in text else "H" if "H" in text else "M" if "-" in text else "Y"


def _span(year: int, start: int, months: int, text: str) -> Period:
    end = start + months
    after = date(year + end // 12, end % 12 + 1, 1)
    return Period(date(year, start + 1, 1), after - timedelta(days=1), text)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
