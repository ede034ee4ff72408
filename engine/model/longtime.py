"""Dates, times and durations that Python's own types cannot hold: years before 1 or after 9999, and nanoseconds.

DMN 1.5 (10.3.2.3) asks for years from -999999999 to 999999999 in the proleptic Gregorian calendar, year 0 included.
A value is of one of these types only when ``datetime`` cannot hold it; ``narrow`` gives the plain one when there is
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from engine.model.zones import zone_text

FARTHEST_YEAR = 999_999_999
DAY = 86_400_000_000_000
"""Nanoseconds of a day."""
SECOND = 1_000_000_000
"""Nanoseconds of a second."""
_LONGEST = 10**30
_ANY_YEAR = 2000
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _leaps(year: int) -> int:
    """Leap days before the first of January of the year, counted from year 0."""
    year -= 1
    return year // 4 - year // 100 + year // 400


def is_leap(year: int) -> bool:
    """Has the year a 29 February?"""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Days of the month."""
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def same_calendar(year: int) -> int:
    """A year ``datetime`` knows with the same calendar and, beyond the known years, the same rules of zones."""
    if 1 <= year <= 9999:
        return year
    return (9600 if year > 9999 else 1) + (year if year > 9999 else year - 1) % 400


@dataclass(frozen=True, slots=True, order=True)
class LongDate:
    """A date. Raises ValueError when there is no such day."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if abs(self.year) > FARTHEST_YEAR or not 1 <= self.month <= 12:
            raise ValueError("no such month")
        if not 1 <= self.day <= month_days(self.year, self.month):
            raise ValueError("no such day")

    @property
    def ordinal(self) -> int:
        """Days since 31 December of the year 0, as ``date.toordinal`` counts them."""
        leap = 1 if self.month > 2 and is_leap(self.year) else 0
        return (self.year - 1) * 365 + _leaps(self.year) + _DAYS_BEFORE[self.month - 1] + leap + self.day

    @staticmethod
    def of_ordinal(ordinal: int) -> LongDate:
        """The day of that ordinal: calendars repeat after 400 years of 146097 days."""
        cycle, rest = divmod(ordinal - 1, 146_097)
        near = date.fromordinal(rest + 1)
        return LongDate(near.year + 400 * cycle, near.month, near.day)

    def near(self) -> date:
        """The same day of a year ``date`` knows that has the same calendar."""
        return date(same_calendar(self.year), self.month, self.day)

    def isoformat(self) -> str:
        """``-2017-12-31``, ``99999-01-01``."""
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class LongTime:
    """A time of day with nanoseconds, local when ``tzinfo`` is None."""

    nanos: int
    tzinfo: tzinfo | None = None

    def utcoffset(self) -> timedelta | None:
        """Offset from UTC; a named zone's on the first day of 2000, for a time has no date."""
        return self.tzinfo.utcoffset(datetime(_ANY_YEAR, 1, 1)) if self.tzinfo else None  # noqa: DTZ001 - local

    def isoformat(self) -> str:
        """``10:15:30.123456789@Europe/Paris``."""
        return clock_text(self.nanos) + zone_text(self.tzinfo, self.utcoffset())


@dataclass(frozen=True, slots=True)
class LongDateTime:
    """A date and time; ``nanos`` since its midnight."""

    date: LongDate
    nanos: int
    tzinfo: tzinfo | None = None

    @property
    def year(self) -> int:
        return self.date.year

    @property
    def month(self) -> int:
        return self.date.month

    @property
    def day(self) -> int:
        return self.date.day

    @property
    def nearby(self) -> datetime:
        """The same wall clock, without zone, in a year ``datetime`` knows and to the microsecond."""
        return datetime.combine(self.date.near(), time()) + timedelta(microseconds=self.nanos // 1000)

    def utcoffset(self) -> timedelta | None:
        """Offset from UTC."""
        return self.tzinfo.utcoffset(self.nearby.replace(tzinfo=self.tzinfo)) if self.tzinfo else None

    def isoformat(self) -> str:
        """``999999999-12-31T23:59:59.999999999@Europe/Paris``."""
        return f"{self.date.isoformat()}T{clock_text(self.nanos)}{zone_text(self.tzinfo, self.utcoffset())}"


@dataclass(frozen=True, slots=True, order=True)
class LongDuration:
    """A days and time duration in nanoseconds. Raises OverflowError beyond what any two dates are apart."""

    nanos: int

    def __post_init__(self) -> None:
        if abs(self.nanos) > _LONGEST:
            raise OverflowError("duration too long")

    def isoformat(self) -> str:
        """``P1DT2H3M4.123456789S``, its largest unit the day."""
        days, clock = divmod(abs(self.nanos), DAY)
        seconds, nanos = divmod(clock, SECOND)
        hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
        text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if seconds or nanos or not (days or text):
            text += f"{seconds}{_fraction(nanos)}S"
        return f"{'-' if self.nanos < 0 else ''}P{f'{days}D' if days else ''}{'T' + text if text else ''}"


Long = LongDate | LongTime | LongDateTime | LongDuration
Plain = date | time | datetime | timedelta


def _fraction(nanos: int) -> str:
    return f".{nanos:09}".rstrip("0") if nanos else ""


def clock_text(nanos: int) -> str:
    """``23:59:59.999999999`` of nanoseconds since midnight."""
    seconds, rest = divmod(nanos, SECOND)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{_fraction(rest)}"


def clock_of(value: time | datetime) -> int:
    """Nanoseconds since midnight."""
    return ((value.hour * 60 + value.minute) * 60 + value.second) * SECOND + value.microsecond * 1000


def span_of(value: timedelta | LongDuration) -> int:
    """The length in nanoseconds."""
    return value.nanos if isinstance(value, LongDuration) else value // timedelta(microseconds=1) * 1000


def widen(value: Plain | Long) -> Long:
    """The value as one of the long types."""
    if isinstance(value, datetime):
        return LongDateTime(LongDate(value.year, value.month, value.day), clock_of(value), value.tzinfo)
    if isinstance(value, date):
        return LongDate(value.year, value.month, value.day)
    if isinstance(value, time):
        return LongTime(clock_of(value), value.tzinfo)
    return LongDuration(span_of(value)) if isinstance(value, timedelta) else value


def narrow(value: Long) -> Plain | Long:
    """The value as Python's own type when that can hold it."""
    if isinstance(value, LongDate):
        return date(value.year, value.month, value.day) if 1 <= value.year <= 9999 else value
    if value.nanos % 1000:
        return value
    if isinstance(value, LongTime):
        moment = datetime.combine(date(_ANY_YEAR, 1, 1), time()) + timedelta(microseconds=value.nanos // 1000)
        return moment.time().replace(tzinfo=value.tzinfo)
    if isinstance(value, LongDateTime):
        return value.nearby.replace(tzinfo=value.tzinfo) if 1 <= value.date.year <= 9999 else value
    try:
        return timedelta(microseconds=value.nanos // 1000)
    except OverflowError:
        return value
