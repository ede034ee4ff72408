"""``+ - * / **`` and unary minus by kinds (DMN 1.5, tables 52 and 53). A pair not in the tables gives ``None``."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values.compare import instant
from engine.feel.values.kinds import NUMBERS, YearMonthDuration

Operation = Callable[[Any, Any], Any]
_MICRO = timedelta(microseconds=1)
_SECOND = 1_000_000


def seconds(span: timedelta) -> Decimal:
    """The exact length in seconds."""
    return NUMBERS.divide(Decimal(span // _MICRO), Decimal(_SECOND))


def span_of(amount: Decimal) -> timedelta:
    """A days and time duration of so many seconds."""
    micros = NUMBERS.multiply(amount, Decimal(_SECOND))
    return timedelta(microseconds=int(micros.to_integral_value(ROUND_HALF_EVEN)))


def add_months(moment: Any, months: int) -> Any:
    """The same day so many months on; a day the month does not have becomes its last. None outside years 1-9999."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def shift_time(moment: time, span: timedelta) -> time:
    """Time runs around the clock."""
    turned = datetime.combine(date(2000, 1, 1), moment.replace(tzinfo=None)) + span % timedelta(days=1)
    return turned.timetz().replace(tzinfo=moment.tzinfo)


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
    return _between(datetime.combine(day, time(), tzinfo=UTC if moment.tzinfo else None), moment)


def _between_times(left: time, right: time) -> timedelta | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return timedelta(microseconds=(instant(left) - instant(right)) // _MICRO)


def _scale_months(span: YearMonthDuration, factor: Decimal) -> YearMonthDuration:
    return YearMonthDuration(int(NUMBERS.multiply(Decimal(span.months), factor)))


def _scale(span: timedelta, factor: Decimal) -> timedelta:
    return span_of(NUMBERS.multiply(seconds(span), factor))


def _power(base: Decimal, exponent: Decimal) -> Decimal | None:
    result = NUMBERS.power(base, exponent)
    return result if result.is_finite() else None


def _swapped(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_M = YearMonthDuration
ADD: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.add,
    (str, str): _join,
    (_M, _M): lambda a, b: _M(a.months + b.months),
    (timedelta, timedelta): lambda a, b: a + b,
    (date, _M): lambda a, b: add_months(a, b.months),
    (datetime, _M): lambda a, b: add_months(a, b.months),
    (date, timedelta): lambda a, b: (_midnight(a) + b).date(),
    (datetime, timedelta): lambda a, b: a + b,
    (time, timedelta): shift_time,
}
ADD.update({(right, left): _swapped(operation) for (left, right), operation in list(ADD.items()) if left != right})

SUBTRACT: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.subtract,
    (_M, _M): lambda a, b: _M(a.months - b.months),
    (timedelta, timedelta): lambda a, b: a - b,
    (date, date): lambda a, b: a - b,
    (datetime, datetime): _between,
    (date, datetime): _from_day,
    (datetime, date): lambda a, b: -found if (found := _from_day(b, a)) is not None else None,
    (time, time): _between_times,
    (date, _M): lambda a, b: add_months(a, -b.months),
    (datetime, _M): lambda a, b: add_months(a, -b.months),
    (date, timedelta): lambda a, b: (_midnight(a) - b).date(),
    (datetime, timedelta): lambda a, b: a - b,
    (time, timedelta): lambda a, b: shift_time(a, -b),
}

MULTIPLY: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.multiply,
    (_M, Decimal): _scale_months,
    (Decimal, _M): lambda a, b: _scale_months(b, a),
    (timedelta, Decimal): _scale,
    (Decimal, timedelta): lambda a, b: _scale(b, a),
}

DIVIDE: dict[tuple[type, type], Operation] = {
    (Decimal, Decimal): NUMBERS.divide,
    (_M, Decimal): lambda a, b: _M(int(NUMBERS.divide(Decimal(a.months), b))),
    (timedelta, Decimal): lambda a, b: span_of(NUMBERS.divide(seconds(a), b)),
    (_M, _M): lambda a, b: NUMBERS.divide(Decimal(a.months), Decimal(b.months)),
    (timedelta, timedelta): lambda a, b: NUMBERS.divide(seconds(a), seconds(b)),
}

POWER: dict[tuple[type, type], Operation] = {(Decimal, Decimal): _power}

OPERATIONS: dict[str, dict[tuple[type, type], Operation]] = {
    "+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE, "**": POWER,
}

NEGATE: dict[type, Callable[[Any], Any]] = {
    Decimal: NUMBERS.minus,
    timedelta: lambda span: -span,
    _M: lambda span: _M(-span.months),
}
