"""Warning plans and lights: classes by length, dates of the acceptance stories, recipients."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from engine.model.lights import Mark, Policy, Step, WarningClass, light, warnings
from engine.model.worktime import Calendar, Extension, Limit, Year, due

BEIJING = timezone(timedelta(hours=8))
ESCALATION: dict[Step, Mark] = {"red": Mark(deadline=True), "esc1": Mark(3), "esc2": Mark(5)}
POLICY = Policy(
    (
        WarningClass("W-short", "短", "short", {"blue": Mark(0, at=time(9)), **ESCALATION}, {"WH": None, "WD": 3}),
        WarningClass("W-mid", "中", "mid", {"blue": Mark(-2), "yellow": Mark(-1), **ESCALATION}, {"WD": 9, "CD": 14}),
        WarningClass(
            "W-long", "长", "long", {"blue": Mark(-5), "yellow": Mark(-2), **ESCALATION},
            {"WD": None, "CD": None, "M": None, "Y": None},
        ),
        WarningClass(
            "W-rect", "整改", "rectification",
            {"blue": Mark(-20, "CD"), "yellow": Mark(-10, "CD"), **ESCALATION},
            recipients={"yellow": ("assignee", "leader_in_charge")},
        ),
    ),
    {"blue": ("assignee",), "yellow": ("assignee", "department_head")},
)
OFF = frozenset(map(date.fromisoformat, [
    "2026-05-01", "2026-05-04", "2026-05-05", "2026-04-06", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-05",
    "2026-10-06", "2026-10-07",
]))
MAKEUP = frozenset(map(date.fromisoformat, ["2026-05-09", "2026-09-20", "2026-10-10"]))
CN = Calendar("CN", {2026: Year(OFF, MAKEUP)})


def limit(amount: int, unit: str, **more: object) -> Limit:
    return Limit("TL-X01", "时限", "Limit", amount, unit, **more)  # type: ignore[arg-type]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def steps(rule: Limit, start: date | datetime, extension: int = 0) -> dict[Step, str]:
    """The plan as local texts."""
    plan = warnings(rule, due(rule, start, CN, extension), CN, POLICY)
    assert all(at.tzinfo is UTC for _, at in plan)
    return {step: f"{at.astimezone(BEIJING):%m-%d %H:%M}" for step, at in plan}


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (2, "WH", "W-short"), (0, "WD", "W-short"), (3, "WD", "W-short"), (4, "WD", "W-mid"), (9, "WD", "W-mid"),
        (10, "WD", "W-long"), (14, "CD", "W-mid"), (15, "CD", "W-long"), (1, "M", "W-long"), (1, "Y", "W-long"),
    ],
)
def test_the_class_follows_the_length(amount: int, unit: str, expected: str) -> None:
    assert POLICY.class_of(limit(amount, unit)).id == expected


def test_a_limit_may_name_its_class() -> None:
    assert POLICY.class_of(limit(90, "CD", warning="W-rect")).id == "W-rect"
    with pytest.raises(LookupError):
        POLICY.class_of(limit(90, "CD", warning="W-none"))


def test_a_disposal_opinion_after_the_spring_festival() -> None:
    """Story 1, step 7: due on Monday 16 March, one month after 14 February."""
    assert steps(limit(1, "M"), date(2026, 2, 14)) == {
        "blue": "03-09 00:00", "yellow": "03-12 00:00", "red": "03-17 00:00", "esc1": "03-19 00:00",
        "esc2": "03-23 00:00",
    }


def test_professional_reviews() -> None:
    """Story 3, step 4: five working days from 7 May, a working Saturday inside."""
    plan = steps(limit(5, "WD"), date(2026, 5, 7))
    assert (plan["blue"], plan["yellow"]) == ("05-11 00:00", "05-12 00:00")


def test_a_self_assessment_moves_its_warnings_with_an_extension() -> None:
    """Story 4, steps 2 and 3: due on a working Sunday, extended over Mid-Autumn."""
    rule = limit(20, "WD", extension=Extension(1, 5, "WD"))
    plain, extended = steps(rule, date(2026, 8, 24)), steps(rule, date(2026, 8, 24), extension=5)
    assert (plain["blue"], plain["yellow"], plain["red"]) == ("09-14 00:00", "09-17 00:00", "09-21 00:00")
    assert (extended["blue"], extended["yellow"], extended["red"]) == ("09-20 00:00", "09-23 00:00", "09-29 00:00")


def test_a_double_report_escalates() -> None:
    """Story 8, step 2: ten working days from the quarter end."""
    assert steps(limit(10, "WD"), date(2026, 3, 31)) == {
        "blue": "04-08 00:00", "yellow": "04-13 00:00", "red": "04-16 00:00", "esc1": "04-20 00:00",
        "esc2": "04-22 00:00",
    }


def test_a_complaint_turns_red_after_a_working_saturday() -> None:
    """Story 6, variant: due on Saturday 10 October, no answer."""
    plan = steps(limit(3, "WD"), local("2026-09-30T16:40"))
    assert (plan["blue"], plan["red"], "yellow" in plan) == ("10-10 09:00", "10-11 00:00", False)


def test_hours_turn_red_when_they_have_passed() -> None:
    plan = steps(limit(2, "WH"), local("2026-09-30T16:40"))
    assert (plan["blue"], plan["red"]) == ("10-08 09:00", "10-08 10:10")


def test_a_step_before_the_start_is_left_out() -> None:
    assert "blue" not in steps(limit(2, "WH"), local("2026-09-29T10:00"))
    assert "blue" not in steps(limit(15, "CD", warning="W-rect"), date(2026, 9, 1))


def test_rectification_is_warned_in_calendar_days() -> None:
    plan = steps(limit(90, "CD", warning="W-rect"), date(2026, 3, 2))
    assert (plan["blue"], plan["yellow"]) == ("05-12 00:00", "05-22 00:00")  # raw 31 May, due on 1 June


def test_recipients_of_a_class_win_over_the_common_ones() -> None:
    assert POLICY.recipients_of(limit(5, "WD"), "yellow") == ("assignee", "department_head")
    assert POLICY.recipients_of(limit(90, "CD", warning="W-rect"), "yellow") == ("assignee", "leader_in_charge")
    assert POLICY.recipients_of(limit(90, "CD", warning="W-rect"), "blue") == ("assignee",)
    assert POLICY.recipients_of(limit(5, "WD"), "esc2") == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-08T23:59", "green"), ("2026-03-09T00:00", "blue"), ("2026-03-11T23:59", "blue"),
        ("2026-03-12T00:00", "yellow"), ("2026-03-16T23:59", "yellow"), ("2026-03-17T00:00", "red"),
        ("2026-04-17T00:00", "red"),
    ],
)
def test_the_light_follows_the_plan(now: str, expected: str) -> None:
    rule = limit(1, "M")
    result = due(rule, date(2026, 2, 14), CN)
    assert light(local(now), result, warnings(rule, result, CN, POLICY)) == expected
