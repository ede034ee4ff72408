"""``+ - * / **`` and unary minus by kinds (DMN 1.5, tables 52 and 53). A pair not in the tables gives ``None``."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values import longs
from engine.feel.values.compare import instant
from engine.feel.values.kinds import NUMBERS, LongDate, LongDateTime, LongDuration, LongTime, YearMonthDuration
from engine.model.longtime import span_of

Operation = Callable[[Any, Any], Any]
_MICRO = timedelta(microseconds=1)
_GREATEST_EXPONENT = 999_999_999


def _or_long(quick: Operation, slow: Operation) -> Operation:
    """The quick operation of Python's own types, and the slow one where the result is beyond them."""

    def operation(left: Any, right: Any) -> Any:
        try:
            return quick(left, right)
        except OverflowError:
            return slow(left, right)

    return operation


def _add_months(moment: Any, months: int) -> Any:
    """The same day so many months on; a day the month does not have becomes its last."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return longs.add_months(moment, months)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _shift_time(moment: time, span: timedelta) -> time:
    """Time runs around the clock."""
    turned = datetime.combine(date(2000, 1, 1), moment.replace(tzinfo=None)) + span % timedelta(days=1)
    return turned.timetz().replace(tzinfo=moment.tzinfo)


def _shift(moment: datetime, span: timedelta) -> datetime:
    """So much later as a clock in UTC counts, which tells in a zone that changes its offset."""
    if isinstance(moment.tzinfo, ZoneInfo):
        return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
    return moment + span


def _join(left: str, right: str) -> str:
    if len(left) + len(right) > limits.STRING:
        raise FeelLimitError(f"文本超过 {limits.STRING} 字", f"a string of more than {limits.STRING} characters")
    return left + right


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _between(left: datetime, right: datetime) -> timedelta | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return left - right if left.tzinfo is None else left.astimezone(UTC) - right.astimezone(UTC)


def _from_day(day: date, moment: datetime) -> timedelta | None:
    return _between(datetime.combine(day, time(), tzinfo=UTC), moment)


def _between_times(left: time, right: time) -> timedelta | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return timedelta(microseconds=(instant(left) - instant(right)) // _MICRO)


def _scale_months(span: YearMonthDuration, factor: Decimal) -> YearMonthDuration:
    return YearMonthDuration(int(NUMBERS.multiply(Decimal(span.months), factor)))


def _power(base: Decimal, exponent: Decimal) -> Decimal | None:
    if not exponent:
        return Decimal(1)
    if abs(exponent) > _GREATEST_EXPONENT:
        return None
    result = NUMBERS.power(base, exponent)
    return result if result.is_finite() else None


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_M = YearMonthDuration
ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.add,
    (str, str): _join,
    (_M, _M): lambda a, b: _M(a.months + b.months),
    (date, _M): lambda a, b: _add_months(a, b.months),
    (datetime, _M): lambda a, b: _add_months(a, b.months),
    (timedelta, timedelta): _or_long(lambda a, b: a + b, longs.add),
    (date, timedelta): _or_long(lambda a, b: (_midnight(a) + b).date(), longs.add),
    (datetime, timedelta): _or_long(_shift, longs.add),
    (time, timedelta): _shift_time,
}

SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.subtract,
    (_M, _M): lambda a, b: _M(a.months - b.months),
    (date, _M): lambda a, b: _add_months(a, -b.months),
    (datetime, _M): lambda a, b: _add_months(a, -b.months),
    (timedelta, timedelta): _or_long(lambda a, b: a - b, longs.subtract),
    (date, date): lambda a, b: a - b,
    (datetime, datetime): _or_long(_between, longs.subtract),
    (date, datetime): _or_long(_from_day, longs.subtract),
    (datetime, date): _or_long(lambda a, b: -found if (found := _from_day(b, a)) is not None else None, longs.subtract),
    (time, time): _between_times,
    (date, timedelta): _or_long(lambda a, b: (_midnight(a) - b).date(), longs.subtract),
    (datetime, timedelta): _or_long(lambda a, b: _shift(a, -b), longs.subtract),
    (time, timedelta): lambda a, b: _shift_time(a, -b),
}

MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.multiply,
    (_M, Decimal): _scale_months,
    (timedelta, Decimal): longs.scale,
    (LongDuration, Decimal): longs.scale,
}

DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.divide,
    (_M, Decimal): lambda a, b: _M(int(NUMBERS.divide(Decimal(a.months), b))),
    (_M, _M): lambda a, b: NUMBERS.divide(Decimal(a.months), Decimal(b.months)),
    (timedelta, Decimal): longs.shrink,
    (LongDuration, Decimal): longs.shrink,
}

POWER: dict[tuple[type, type], Operation] = {(Decimal, Decimal): _power}

_LONGER: dict[type, type] = {date: LongDate, time: LongTime, datetime: LongDateTime, timedelta: LongDuration}


def _with_long(table: dict[tuple[type, type], Operation], operation: Operation) -> None:
    """Every pair of dates, times and durations in the table, with one of them or both of a long type."""
    for left, right in list(table):
        if left in _LONGER and right in _LONGER:
            pairs = ((_LONGER[left], right), (left, _LONGER[right]), (_LONGER[left], _LONGER[right]))
            table.update(dict.fromkeys(pairs, operation))
        elif left in _LONGER and right is _M:
            table[_LONGER[left], right] = table[left, right]


def _with_swapped(table: dict[tuple[type, type], Operation]) -> None:
    """The same with the operands in the other order."""
    table.update({(right, left): _swapped(table[left, right]) for left, right in list(table) if left != right})


_with_long(ADD, longs.add)
_with_long(SUBTRACT, longs.subtract)
_with_swapped(ADD)
_with_swapped(MULTIPLY)
for _one in (timedelta, LongDuration):
    for _other in (timedelta, LongDuration):
        DIVIDE[_one, _other] = longs.ratio

OPERATIONS: dict[str, dict[tuple[type, type], Operation]] = {
    "+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE, "**": POWER,
}

NEGATE: dict[type, Callable[[Any], Any]] = {
    Decimal: NUMBERS.minus,
    timedelta: lambda span: longs.shift(LongDuration(0), -span_of(span)),
    LongDuration: lambda span: longs.shift(LongDuration(0), -span.nanos),
    _M: lambda span: _M(-span.months),
}
