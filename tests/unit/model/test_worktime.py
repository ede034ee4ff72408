"""The counting rules: test vectors of the catalogue (6.2) and the dates of its acceptance stories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from engine.model.errors import Conflict, JianduError
from engine.model.worktime import (
    Calendar,
    Extension,
    Limit,
    Year,
    add_months,
    check_extension,
    days_used,
    due,
    overdue_days,
)

BEIJING = timezone(timedelta(hours=8))


def span(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=n) for n in range((end - begin).days + 1)}


OFF_2026 = frozenset().union(
    span("2026-01-01", "2026-01-03"), span("2026-02-15", "2026-02-23"), span("2026-04-04", "2026-04-06"),
    span("2026-05-01", "2026-05-05"), span("2026-06-19", "2026-06-21"), span("2026-09-25", "2026-09-27"),
    span("2026-10-01", "2026-10-07"),
)
MAKEUP_2026 = frozenset(
    map(date.fromisoformat,
        ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
)
CN = Calendar("CN", {2026: Year(OFF_2026, MAKEUP_2026)})


def day(text: str) -> date:
    return date.fromisoformat(text)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def limit(text: str, **more: object) -> Limit:
    """``15WD`` as a limit."""
    unit = text.lstrip("0123456789")
    return Limit("TL-X01", "时限", "Limit", int(text[: -len(unit)]), unit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "length", "raw", "effective"),
    [
        ("2026-02-10", "5WD", "2026-02-24", "2026-02-24"),
        ("2026-02-10", "15WD", "2026-03-09", "2026-03-09"),
        ("2026-02-13", "1WD", "2026-02-14", "2026-02-14"),
        ("2026-02-05", "15CD", "2026-02-20", "2026-02-24"),
        ("2026-03-04", "1M", "2026-04-04", "2026-04-07"),
        ("2026-04-30", "10WD", "2026-05-18", "2026-05-18"),
        ("2026-09-18", "5WD", "2026-09-24", "2026-09-24"),
        ("2026-09-30", "3WD", "2026-10-10", "2026-10-10"),
        ("2026-08-03", "60CD", "2026-10-02", "2026-10-08"),
        ("2026-06-01", "20WD", "2026-06-30", "2026-06-30"),
        ("2026-03-31", "1M", "2026-04-30", "2026-04-30"),
    ],
)
def test_vectors_of_the_catalogue(start: str, length: str, raw: str, effective: str) -> None:
    result = due(limit(length), day(start), CN)
    assert (result.raw, result.effective, result.provisional) == (day(raw), day(effective), False)


@pytest.mark.parametrize(
    ("start", "length", "effective"),
    [
        ("2026-02-10", "2WD", "2026-02-12"),  # story 1: registration
        ("2026-02-11", "2WD", "2026-02-13"),  # department review
        ("2026-02-12", "2WD", "2026-02-14"),  # leader signs by a working Saturday
        ("2026-02-13", "1WD", "2026-02-14"),  # sign-in
        ("2026-02-14", "1M", "2026-03-16"),  # disposal opinion, raw on a Saturday
        ("2026-02-14", "2WD", "2026-02-25"),  # distribution opinion
        ("2026-02-25", "2WD", "2026-02-27"),  # approval
        ("2026-03-12", "15WD", "2026-04-02"),  # reply to the inquiry
        ("2026-03-31", "1M", "2026-04-30"),  # report after the inquiry
        ("2026-04-10", "5WD", "2026-04-17"),  # feedback
        ("2026-04-10", "10WD", "2026-04-24"),  # archive
        ("2026-03-03", "3WD", "2026-03-06"),  # story 3: nomination
        ("2026-04-27", "5WD", "2026-05-07"),  # material
        ("2026-05-07", "5WD", "2026-05-13"),  # professional reviews
        ("2026-04-29", "3WD", "2026-05-07"),  # payment review
        ("2026-05-12", "3WD", "2026-05-15"),  # stage opinion
        ("2026-06-10", "10WD", "2026-06-25"),  # silence on the report, Dragon Boat
        ("2026-08-24", "20WD", "2026-09-20"),  # story 4: a working Sunday
        ("2026-11-02", "5WD", "2026-11-09"),  # objection
        ("2026-11-16", "30CD", "2026-12-16"),  # reopened items
        ("2026-09-30", "3WD", "2026-10-10"),  # story 6: answer
        ("2026-10-09", "5WD", "2026-10-15"),  # call-back
        ("2026-10-12", "3WD", "2026-10-15"),  # answer again
        ("2026-03-31", "10WD", "2026-04-15"),  # story 8: double report
    ],
)
def test_dates_of_the_stories(start: str, length: str, effective: str) -> None:
    assert due(limit(length), day(start), CN).effective == day(effective)


def test_an_extension_is_added_to_the_raw_base_and_rolled_once() -> None:
    petition = limit("60CD", extension=Extension(1, 30, "CD"))
    result = due(petition, day("2026-08-03"), CN, extension=30)
    assert (result.raw, result.effective) == (day("2026-11-01"), day("2026-11-02"))


def test_a_self_assessment_is_extended_over_mid_autumn() -> None:
    assessment = limit("20WD", extension=Extension(1, 5, "WD"))
    assert due(assessment, day("2026-08-24"), CN, extension=5).effective == day("2026-09-28")


def test_months_of_base_and_extension_are_summed_first() -> None:
    case = limit("1M", extension=Extension(1, 1, "M"))
    assert due(case, day("2026-01-31"), CN, extension=1).raw == day("2026-03-31")


def test_an_extension_may_count_from_the_start() -> None:
    """TL-I05: at most a month after publicity, not a month more; a short one never takes time away."""
    talk = limit("5WD", extension=Extension(1, 1, "M", counts="start"))
    assert due(talk, day("2026-05-13"), CN, extension=1).effective == day("2026-06-15")
    assert due(talk, day("2026-05-13"), CN).effective == day("2026-05-20")
    brief = limit("5WD", extension=Extension(1, None, "CD", counts="start"))
    assert due(brief, day("2026-05-13"), CN, extension=1).effective == day("2026-05-20")


def test_an_extension_in_another_unit_follows_the_base() -> None:
    talk = limit("5WD", extension=Extension(1, 1, "M"))
    assert due(talk, day("2026-03-02"), CN, extension=1).raw == day("2026-04-09")


def test_a_date_beyond_the_published_years_is_provisional() -> None:
    result = due(limit("1WD"), day("2026-12-31"), CN)
    assert (result.effective, result.provisional) == (day("2027-01-01"), True)
    second_look = due(limit("3M"), day("2026-11-16"), CN)
    assert (second_look.raw, second_look.provisional) == (day("2027-02-16"), True)


def test_a_date_that_never_rolls_needs_no_calendar() -> None:
    assert due(limit("3M", roll="none"), day("2026-11-16"), CN).provisional is False


def test_a_published_year_ends_the_provision() -> None:
    published = Calendar("CN", {**CN.years, 2027: Year(off=frozenset({day("2027-01-01")}))})
    result = due(limit("1WD"), day("2026-12-31"), published)
    assert (result.effective, result.provisional) == (day("2027-01-04"), False)


def test_a_notice_may_move_days_of_the_year_before() -> None:
    published = Calendar("CN", {**CN.years, 2027: Year(makeup=frozenset({day("2026-12-27")}))})
    assert published.is_workday(day("2026-12-27"))


def test_the_last_day_may_roll_back_or_stay() -> None:
    assert due(limit("10CD", roll="previous_workday"), day("2026-09-25"), CN).effective == day("2026-09-30")
    assert due(limit("10CD", roll="none"), day("2026-09-25"), CN).effective == day("2026-10-05")


def test_the_day_ends_at_midnight_or_at_the_cutoff() -> None:
    assert due(limit("1WD"), day("2026-03-02"), CN).deadline == datetime(2026, 3, 3, 16, tzinfo=UTC)
    assert due(limit("1WD", cutoff="17:30"), day("2026-03-02"), CN).deadline == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_the_start_day_is_the_local_one() -> None:
    night = datetime(2026, 3, 2, 17, tzinfo=UTC)  # 01:00 of 3 March in Beijing
    assert due(limit("1WD"), night, CN).effective == day("2026-03-04")


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-09-30T16:40", "2WH", "2026-10-08T10:10"),  # story 6: over the National Day
        ("2026-09-29T15:30", "2WH", "2026-09-29T17:30"),
        ("2026-09-29T18:00", "4WH", "2026-09-30T13:00"),
        ("2026-10-03T11:00", "2WH", "2026-10-08T11:00"),
        ("2026-09-29T07:00", "0WH", "2026-09-29T09:00"),
    ],
)
def test_hours_pass_only_within_office_hours(start: str, hours: str, end: str) -> None:
    result = due(limit(hours), local(start), CN)
    assert result.effective == result.deadline == local(end)


def test_a_suspension_keeps_the_remaining_working_days() -> None:
    pause = [(day("2026-03-04"), day("2026-03-11"))]
    # two of five days are used on 4 March; three remain, counted from 12 March
    assert due(limit("5WD"), day("2026-03-02"), CN, suspended=pause).effective == day("2026-03-16")


def test_a_suspension_shifts_calendar_days_and_months() -> None:
    pause = [(day("2026-03-04"), day("2026-03-14"))]
    assert due(limit("15CD"), day("2026-03-02"), CN, suspended=pause).raw == day("2026-03-27")
    assert due(limit("1M"), day("2026-03-02"), CN, suspended=pause).raw == day("2026-04-12")


def test_a_suspension_shifts_hours() -> None:
    pause = [(local("2026-03-02T10:00"), local("2026-03-03T10:00"))]
    assert due(limit("4WH"), local("2026-03-02T09:00"), CN, suspended=pause).effective == local("2026-03-03T13:00")


def test_suspended_on_the_last_day_it_is_due_on_the_day_of_resumption() -> None:
    pause = [(day("2026-03-09"), day("2026-03-20"))]
    assert due(limit("5WD"), day("2026-03-02"), CN, suspended=pause).effective == day("2026-03-20")


def test_overlapping_suspensions_are_taken_out_once() -> None:
    once = [(day("2026-03-03"), day("2026-03-10"))]
    twice = [(day("2026-03-05"), day("2026-03-10")), (day("2026-03-03"), day("2026-03-06"))]
    assert due(limit("5WD"), day("2026-03-02"), CN, suspended=twice) == due(
        limit("5WD"), day("2026-03-02"), CN, suspended=once
    )


def test_suspensions_outside_the_clock_do_not_count() -> None:
    outside = [(day("2026-02-01"), day("2026-03-02")), (day("2026-03-10"), day("2026-03-20"))]
    assert due(limit("5WD"), day("2026-03-02"), CN, suspended=outside).effective == day("2026-03-09")


def test_a_clock_that_cannot_be_stopped_ignores_suspensions() -> None:
    pause = [(day("2026-03-03"), day("2026-03-10"))]
    assert due(limit("5WD", suspends=False), day("2026-03-02"), CN, suspended=pause).effective == day("2026-03-09")


def test_a_rule_without_a_number_is_refused() -> None:
    with pytest.raises(JianduError) as caught:
        due(Limit("TL-A06", "季度反馈", "Quarterly feedback", None), day("2026-03-02"), CN)
    assert caught.value.code == "limit_without_amount"


def test_days_overdue_are_calendar_days() -> None:
    report = due(limit("10WD"), day("2026-03-31"), CN)
    assert overdue_days(report, day("2026-04-15"), CN) == 0
    assert overdue_days(report, local("2026-04-15T23:59"), CN) == 0
    assert overdue_days(report, day("2026-04-17"), CN) == 2


def test_late_on_the_last_day_itself_counts_as_one() -> None:
    counter = due(limit("1WD", cutoff="17:30"), day("2026-03-02"), CN)
    assert overdue_days(counter, local("2026-03-03T17:30"), CN) == 1


def test_days_used_leave_out_rest_days_and_suspensions() -> None:
    pause = [(day("2026-02-13"), day("2026-02-25"))]
    assert days_used(day("2026-02-10"), day("2026-02-27"), CN) == 8
    assert days_used(day("2026-02-10"), day("2026-02-27"), CN, suspended=pause) == 5
    assert days_used(day("2026-02-10"), day("2026-02-27"), CN, "CD", pause) == 5
    assert days_used(day("2026-02-10"), day("2026-02-10"), CN) == 0


def test_corresponding_days_of_months() -> None:
    assert add_months(day("2024-02-29"), 12) == day("2025-02-28")
    assert add_months(day("2026-03-31"), -1) == day("2026-02-28")
    assert due(limit("1Y"), day("2026-02-28"), CN).raw == day("2027-02-28")


@pytest.mark.parametrize(
    ("amount", "granted", "overdue", "code"),
    [
        (5, [], True, "extension_too_late"),
        (5, [2], False, "extension_count"),
        (6, [], False, "extension_amount"),
        (0, [], False, "extension_amount"),
    ],
)
def test_extensions_the_rule_does_not_allow(amount: int, granted: list[int], overdue: bool, code: str) -> None:
    rule = limit("20WD", extension=Extension(1, 5, "WD"))
    with pytest.raises(Conflict) as caught:
        check_extension(rule, amount, granted, overdue)
    assert caught.value.code == code


def test_extensions_the_rule_allows() -> None:
    check_extension(limit("20WD", extension=Extension(1, 5, "WD")), 5, [], False)
    check_extension(limit("3M", extension=Extension(9, None, "M")), 12, [3], False)
    with pytest.raises(Conflict, match="不得延期"):
        check_extension(limit("1M"), 1, [], False)


def test_validity_of_a_rule() -> None:
    rule = limit("1M", valid_from=day("2026-01-01"), valid_to=day("2026-12-31"))
    assert [rule.in_force(day(text)) for text in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")] == [
        False, True, True, False,
    ]


def test_office_hours_must_make_sense() -> None:
    with pytest.raises(ValueError, match="office hours"):
        Calendar("X", office=())
