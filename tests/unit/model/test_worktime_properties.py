"""Properties of due dates that hold for every limit, start, extension and suspension."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from engine.model.worktime import Calendar, Extension, Limit, Year, days_used, due

START = date(2026, 1, 1)
SPRING = frozenset(date(2026, 2, 15) + timedelta(days=n) for n in range(9))
CN = Calendar("CN", {2026: Year(SPRING, frozenset({date(2026, 2, 14), date(2026, 2, 28)}))})
BEIJING = timezone(timedelta(hours=8))

days = st.dates(date(2025, 12, 1), date(2027, 2, 1))
counts = st.integers(0, 60)
units = st.sampled_from(["WD", "CD", "M"])
lengths = st.tuples(st.integers(1, 30), units)
moments = st.integers(0, 330 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=BEIJING) + timedelta(minutes=n))
hours = st.integers(0, 40).map(lambda n: timedelta(hours=n))


def limit(length: tuple[int, str], **more: object) -> Limit:
    return Limit("TL-X01", "时限", "Limit", length[0], length[1], **more)  # type: ignore[arg-type]


@given(days, lengths)
def test_the_effective_day_is_the_first_working_day_from_the_raw_one(start: date, length: tuple[int, str]) -> None:
    result = due(limit(length), start, CN)
    assert result.effective >= result.raw
    assert CN.is_workday(result.effective)
    assert CN.workdays_between(result.raw, result.effective) == int(result.raw < result.effective)


@given(days, lengths)
def test_rolling_back_never_goes_past_the_raw_day(start: date, length: tuple[int, str]) -> None:
    result = due(limit(length, roll="previous_workday"), start, CN)
    assert result.effective <= result.raw
    assert CN.is_workday(result.effective)


@given(days, lengths)
def test_a_longer_limit_is_never_due_earlier(start: date, length: tuple[int, str]) -> None:
    longer = (length[0] + 1, length[1])
    assert due(limit(longer), start, CN).raw > due(limit(length), start, CN).raw


@given(days, lengths, counts)
def test_a_later_start_is_never_due_earlier(start: date, length: tuple[int, str], later: int) -> None:
    moved = start + timedelta(days=later)
    assert due(limit(length), moved, CN).effective >= due(limit(length), start, CN).effective


@given(days, lengths, st.integers(0, 20), units)
def test_an_extension_never_shortens(start: date, length: tuple[int, str], more: int, unit: str) -> None:
    rule = limit(length, extension=Extension(1, 20, unit))  # type: ignore[arg-type]
    plain, extended = due(rule, start, CN), due(rule, start, CN, extension=more)
    assert extended.effective >= plain.effective
    assert more == 0 or extended.raw > plain.raw


@given(days, lengths, counts, counts)
def test_a_suspension_never_shortens(start: date, length: tuple[int, str], after: int, lasts: int) -> None:
    begin = start + timedelta(days=after)
    pause = [(begin, begin + timedelta(days=lasts))]
    assert due(limit(length), start, CN, suspended=pause).raw >= due(limit(length), start, CN).raw


@given(days, st.integers(1, 30), counts, counts)
def test_a_suspension_leaves_the_number_of_counted_working_days(
    start: date, amount: int, after: int, lasts: int
) -> None:
    begin = start + timedelta(days=after)
    pause = [(begin, begin + timedelta(days=lasts))]
    result = due(limit((amount, "WD")), start, CN, suspended=pause)
    assert days_used(start, result.raw, CN, suspended=pause) == amount


@given(days, lengths)
def test_overdue_begins_with_the_day_after_the_effective_one(start: date, length: tuple[int, str]) -> None:
    result = due(limit(length), start, CN)
    midnight = datetime.combine(result.effective + timedelta(days=1), datetime.min.time(), BEIJING)
    assert result.deadline == midnight
    assert not result.overdue(midnight - timedelta(microseconds=1))


@given(days, st.integers(-60, 60))
def test_adding_and_counting_working_days_are_inverse(start: date, count: int) -> None:
    base = CN.next_workday(start)
    assert CN.workdays_between(base, CN.add_workdays(base, count)) == count


@given(moments, hours)
def test_adding_and_counting_office_hours_are_inverse(start: datetime, amount: timedelta) -> None:
    end = CN.add_worktime(start, amount)
    assert CN.worktime_between(start, end) == amount
    assert CN.is_workday(end.date())
    assert datetime.min.time().replace(hour=9) <= end.time() <= datetime.min.time().replace(hour=17, minute=30)
