"""Early-warning rules (预警规则) as declarations: what is watched and counted, when it is too much, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = ("red", "yellow", "blue")
"""From grave to light."""


@dataclass(frozen=True)
class Counted:
    """Rows a rule counts. ``unit`` (FEEL) and ``open`` narrow in the database, ``where`` (FEEL over ``item``) after it.

    ``on`` (FEEL over ``item``, a date) and ``days`` (FEEL, calendar days up to today) are the window of time.
    """

    register: str
    unit: str = ""
    open: bool = False
    where: str = ""
    on: str = ""
    days: str = ""


@dataclass(frozen=True)
class Threshold:
    """A level is reached when ``when`` (FEEL) holds; ``shown`` (FEEL) is the threshold people are told."""

    level: str
    when: str
    shown: str = ""


@dataclass(frozen=True)
class Notice:
    """People ``to`` (``role@scope``, seen from the unit warned about) hear ``text``."""

    to: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Start:
    """A procedure is started in ``unit`` with ``variables`` (FEEL or literals)."""

    definition: str
    unit: str = ""
    relation: str = "升级"
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Throw:
    """A message is thrown."""

    message: str
    correlation: str = ""
    unit: str = ""
    payload: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """One thing to do when the rule fires: at the ``levels`` named (all when empty) and only ``when`` (FEEL) holds."""

    levels: tuple[str, ...]
    when: str
    does: Notice | Start | Throw
    line: int = 0


@dataclass(frozen=True)
class AlarmRule:
    """One rule. Everything is FEEL; each fires once per rule, level, ``group`` and ``occasion``.

    ``register`` is watched: a written row for which ``when`` holds (seeing ``row`` and ``before``) is judged. A rule
    without ``when`` is judged only where a diagram asks for it. ``ledger`` is the register that keeps the alarms.
    """

    id: str
    name: str
    name_en: str
    register: str
    ledger: str
    value: str
    thresholds: tuple[Threshold, ...]
    when: str = ""
    unit: str = "row.unit"
    group: tuple[str, ...] = ()
    occasion: str = ""
    object: str = ""
    counted: Counted | None = None
    lets: Mapping[str, str] = field(default_factory=dict)   # named intermediate values, in order
    acts: tuple[Act, ...] = ()
    basis: str = ""
    file: str = ""


Figures = Mapping[str, Any]
"""Numbers of one rule out of ``org/thresholds.yaml``, by name."""
