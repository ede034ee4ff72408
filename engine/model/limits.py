"""Time limits (时限) as data: how long, from what, who may extend it, and on whose authority.

A diagram names a limit by id (``TL-A07``); the numbers live in ``org/limits.yaml`` and may be changed without touching
a diagram. The meaning of the numbers is in ``worktime.due``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.model.errors import Conflict, JianduError

Unit = Literal["WH", "WD", "CD", "M", "Y"]
"""Working hours, working days, calendar days, months, years."""

Roll = Literal["next_workday", "previous_workday", "none"]
Counts = Literal["due", "start"]
"""What happens when the last day is a rest day. Civil Code art. 203: the next working day."""

Tag = Literal["V", "S", "U"]
"""V: the wording of the rule was read. S: secondary source. U: a configurable default, not law."""

END_OF_DAY = "24:00"


@dataclass(frozen=True)
class Extension:
    """How a limit may be extended (延期): at most ``max_count`` times, together at most ``max_amount`` ``unit``.

    ``max_amount`` None: the rule sets no upper bound. ``approver``: ``role@scope`` that decides, empty if nobody must.
    ``counts``: the amount is added to the time the limit gives (``due``), or is all the time there is from the start of
    the limit (``start``: "at most a month after publicity"), never less than without an extension.
    """

    max_count: int = 1
    max_amount: int | None = None
    unit: Unit = "WD"
    approver: str = ""
    counts: Counts = "due"


@dataclass(frozen=True)
class Limit:
    """One time limit. ``amount`` None: the rule has no plain number; ``note`` says what it means instead.

    ``start`` describes the starting event for people. ``cutoff`` is the end of the last day, ``24:00`` or the end of
    office hours. ``warning`` is a class of ``org/warnings.yaml`` or ``auto`` (by length). ``suspends``: whether a
    suspension of the case stops this clock. ``row``: the register row of a variant (``TL-A10`` for ``TL-A10b``).
    ``procedures``: catalogue codes of the procedures that start it; empty: not said.
    """

    id: str
    name: str
    name_en: str
    amount: int | None
    unit: Unit = "WD"
    start: str = ""
    roll: Roll = "next_workday"
    cutoff: str = END_OF_DAY
    warning: str = "auto"
    extension: Extension | None = None
    suspends: bool = True
    basis: str = ""
    tag: Tag = "U"
    valid_from: date | None = None
    valid_to: date | None = None
    row: str = ""
    note: str = ""
    procedures: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether the rule applies to a clock that starts on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def number(self) -> int:
        """The amount; refused (``limit_without_amount``) when the rule has no plain number."""
        if self.amount is None:
            raise JianduError(
                f"时限 {self.id} 没有可计算的期限", f"Limit {self.id} has no amount to count", "limit_without_amount"
            )
        return self.amount


def check_extension(limit: Limit, amount: int, granted: Sequence[int], overdue: bool) -> None:
    """Refuse an extension the rule does not allow. ``granted`` are the amounts of the earlier ones.

    An extension must be asked before the limit has run out; otherwise the matter is judged by the original date
    (catalogue section 2, consequence 4). Raises Conflict with the reason.
    """
    rule = limit.extension
    if rule is None:
        raise Conflict("该时限不得延期", "This limit cannot be extended", "extension_not_allowed")
    if overdue:
        raise Conflict("期限已届满,不得再申请延期", "The limit has run out; too late to extend", "extension_too_late")
    if len(granted) >= rule.max_count:
        raise Conflict(
            f"最多可延期 {rule.max_count} 次", f"It may be extended {rule.max_count} time(s) only", "extension_count"
        )
    if amount < 1:
        raise Conflict("延期须至少为 1", "An extension must be at least 1", "extension_amount")
    if rule.max_amount is not None and sum(granted) + amount > rule.max_amount:
        raise Conflict(
            f"延期合计不得超过 {rule.max_amount}", f"Extensions may total {rule.max_amount} at most", "extension_amount"
        )
