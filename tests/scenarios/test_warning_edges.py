"""Early-warning rules at their edges: windows on the day, the unit beside, what is withdrawn, what is older; EW-2."""

from __future__ import annotations

import pytest

from tests.scenarios.people import CHENG, LUO, ZHOU
from tests.scenarios.projects import PROJECT, message, supervised
from tests.scenarios.province import Province
from tests.scenarios.test_early_warnings import ISSUE, alarms, listed, struck_off

CODE = PROJECT["project_code"]


@pytest.mark.parametrize(("again", "warned"), [("2027-03-03", 1), ("2027-03-04", 0)], ids=["day 365", "day 366"])
def test_a_strike_off_is_remembered_for_the_window(province: Province, again: str, warned: int) -> None:
    """The issue itself was listed long before: what counts is when it was struck off."""
    struck_off(listed(province, "2026-01-05 09:00"), "2026-03-03")
    issue = listed(province, f"{again} 09:00")
    assert len(alarms(province, CHENG, "EW-2")) == warned
    assert issue.row(CHENG, "L-12")["repeat_count"] == warned


def test_what_is_no_recurrence(province: Province) -> None:
    """The same category in another county or in the city above, another category, an issue withdrawn before it was
    struck off, and one listed before the strike-off.
    """
    first = listed(province, "2026-03-02 09:00")
    dropped = listed(province, "2026-03-02 09:10", category="资产")
    province.desk(LUO).post(f"/instances/{dropped.case}/withdraw", {"reason": "列错"})
    assert dropped.row(CHENG, "L-12")["status"] == "withdrawn"
    struck_off(first, "2026-03-03")
    for unit, category in (("LJ-LH-LK", "采购"), ("LJ-LH", "采购"), ("LJ-LH-WQ", "资产")):
        listed(province, "2026-03-04 09:00", unit=unit, category=category)
    assert alarms(province, CHENG, "EW-2") == []


def test_every_register_row_has_the_common_columns(province: Province) -> None:
    """Catalogue section 11: number, unit, year, case, who and when, level, state, dues, light, closing, days, links."""
    issue = listed(province, "2026-03-02 09:00")
    row = issue.row(CHENG, "L-12")
    assert (row["row_no"], row["unit"], row["year"]) == ("LJ-LH-WQ-WT-2026-0001", "LJ-LH-WQ", 2026)
    assert (row["process_instance"], row["created_by"], row["created_at"]) == (issue.case, LUO, row["updated_at"])
    assert row["created_at"].startswith("2026-03-02T01:00")
    assert (row["colour"], row["closed_at"], row["days_used"], row["overdue_days"]) == ("green", "", None, None)
    assert (row["link_count"], row["archived"]) == (0, False)
    struck_off(issue, "2026-03-03")
    row = issue.row(CHENG, "L-12")
    assert (row["days_used"], row["overdue_days"], row["created_by"]) == (1, 0, LUO)
    assert row["updated_at"] > row["created_at"]
    for register in province.desk(CHENG).get("/registers"):
        for found in province.desk(CHENG).get(f"/registers/{register['id']}/rows")["items"]:
            if not found["restricted"]:
                assert set(COMMON) <= found.keys(), register["id"]


COMMON = (
    "row_no", "unit", "year", "process_instance", "created_by", "created_at", "updated_at", "level", "status",
    "due_raw", "due_effective", "colour", "closed_at", "days_used", "overdue_days", "version", "link_count", "archived",
)


def test_changes_are_warned_of_above_the_share_not_at_it(province: Province) -> None:
    """EW-6: 10 and 20 % of the contract are allowed, a yuan more is not, be it too little to show as a percentage."""
    case = supervised(province)

    def raised(minute: int, number: int, amount: int) -> list[str]:
        when = f"2026-04-01 09:{minute:02}"
        message(province, when, "change.requested", CODE, change_no=f"BG-{number}", amount=amount, reason="设计变更",
                contract_total=1_000_000)
        found = [row for row in alarms(province, ZHOU, "EW-6") if row["unit"] == "LJ-QY"]
        return [row["alert_level"] for row in found]

    assert raised(0, 1, 99_999) == []
    assert raised(1, 2, 1) == []
    assert case.row(ZHOU, "L-10")["change_pct"] == 10
    assert raised(2, 3, 1) == ["yellow"]
    assert raised(3, 4, 99_999) == ["yellow"]
    assert raised(4, 5, 1) == ["yellow", "red"]
    assert raised(5, 6, 1) == ["yellow", "red"]


def test_an_issue_opened_again_is_an_open_issue(province: Province) -> None:
    """EW-3: the eighth open issue may be one that was struck off before; seven are few, the city's are not counted."""
    again = listed(province, "2026-03-02 09:00", category="类别0")
    struck_off(again, "2026-03-03")
    for number in range(1, 8):
        listed(province, "2026-03-04 09:00", category=f"类别{number}")
    listed(province, "2026-03-04 09:00", unit="LJ-LH", category="类别8")
    assert alarms(province, CHENG, "EW-3") == []
    message(province, "2026-03-05 09:00", "issue.create", "again", **ISSUE, listed_on="2026-03-05",
            reopen_of=again.row(CHENG, "L-12")["row_no"])
    assert again.row(CHENG, "L-12")["status"] == "reopened"
    assert [(row["value"], row["unit"]) for row in alarms(province, CHENG, "EW-3")] == [(8, "LJ-LH-WQ")]
