"""Early-warning rules on registers: counted, compared, raised once, with what follows and how it is told afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.store.tables import job
from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import CHENG, HE, LU, LUO, QIN, SONG, YANCHE, YAO, ZHENG
from tests.scenarios.province import Province

ISSUE = {
    "issue_source": "audit", "description": "采购未询价。", "category": "采购", "level": "一般", "mode": "立行立改",
    "unit": "LJ-LH-WQ", "verify_dept": "finance_audit", "source_ref": "SJ-1",
}
def listed(province: Province, when: str, **values: Any) -> Conduct:
    """An issue enters the list."""
    return start(province, when, LUO, "issue-rectification", **{**ISSUE, **values})


def struck_off(issue: Conduct, day: str) -> None:
    """The issue is rectified and struck off on one day."""
    for hour, (user, step) in enumerate(((HE, "C2_03"), (ZHENG, "C2_04"), (LUO, "C2_05"), (ZHENG, "C2_06b")), start=9):
        issue.does(f"{day} {hour:02}:00", user, step)
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "制度.pdf")
    issue.does(f"{day} 14:00", ZHENG, "C2_07", result_text="已整改。", evidence=[evidence], regulations=0)
    issue.does(f"{day} 15:00", HE, "C2_08")
    issue.does(f"{day} 16:00", LUO, "C2_09")
    assert issue.row(CHENG, "L-12")["status"] == "closed"


def alarms(province: Province, user: str, rule: str) -> list[dict[str, Any]]:
    """Rows of the alarm register somebody reads."""
    rows = province.desk(user).get("/registers/L-33/rows?limit=200")["items"]
    return [row for row in rows if row["rule"] == rule]


def letters(province: Province, user: str) -> list[str]:
    """Grades of the supervision letters that wait to be drafted by somebody."""
    tasks = [task for task in province.desk(user).tasks() if task["element"] == "C4_01_draft"]
    return sorted(province.desk(user).get(f"/instances/{task['instance']}/variables")["grade"] for task in tasks)


def test_a_problem_that_comes_back_after_its_strike_off(province: Province) -> None:
    """EW-2: the first recurrence is yellow with a reminder letter, the third within a year red with a 督办函 and a
    look-back; issues listed at the same time are no recurrence, and other categories are not counted.
    """
    first = listed(province, "2026-03-02 09:00")
    listed(province, "2026-03-02 09:05")
    assert alarms(province, CHENG, "EW-2") == []
    struck_off(first, "2026-03-03")
    listed(province, "2026-03-10 09:00", category="资产")
    assert alarms(province, CHENG, "EW-2") == []
    second = listed(province, "2026-03-11 09:00")
    [row] = alarms(province, CHENG, "EW-2")
    assert row["alert_level"] == "yellow"
    assert (row["value"], row["threshold"], row["object"]) == (1, 1, "雾桥县烟草专卖局 采购")
    assert (row["unit"], row["raised_on"], row["row_no"]) == ("LJ-LH-WQ", "2026-03-11", "LJ-LH-WQ-YJTZ-2026-0001")
    assert row["source_no"] == second.row(CHENG, "L-12")["row_no"]
    assert row["handling"] == "通知、启动“重点提醒、发函督办、限期办结”"
    assert letters(province, YAO) == ["提醒函"]
    listed(province, "2026-03-12 09:00")
    third = listed(province, "2026-03-13 09:00")
    rows = alarms(province, CHENG, "EW-2")
    assert [(each["alert_level"], each["value"]) for each in rows] == [("yellow", 1), ("yellow", 2), ("red", 3)]
    assert letters(province, YAO) == ["提醒函", "督办函"]
    [told] = third.events(CHENG, "AlarmRaised")
    assert told["text"].startswith("红色预警 EW-2“重复发生”:雾桥县烟草专卖局 采购,3(阈值 3)")
    assert [event["text"] for event in third.events(CHENG, "MessageThrown")] == ["发出消息“repeat.warned”"]
    assert any("第 3 次" in text for text in third.notices(HE))
    assert any("第 3 次" in text for text in third.notices(QIN))


def test_an_alarm_is_raised_once(province: Province) -> None:
    """The same row judged again, by whatever worker, raises nothing again; the window forgets."""
    struck_off(listed(province, "2026-03-02 09:00"), "2026-03-03")
    issue = listed(province, "2026-03-11 09:00")
    assert len(alarms(province, CHENG, "EW-2")) == 1
    province.night("2026-03-12 00:05")
    issue.does("2026-03-12 09:00", HE, "C2_03")
    assert len(alarms(province, CHENG, "EW-2")) == 1
    with province.engine.database.read() as connection:
        assert connection.execute(select(job.c.id).where(job.c.kind == "alarm")).all() == []
    listed(province, "2027-04-01 09:00")
    assert len(alarms(province, CHENG, "EW-2")) == 1


def test_too_many_open_issues_in_one_unit(province: Province) -> None:
    """EW-3: warned at the eighth open issue, once in the quarter, again in the next."""
    for number in range(7):
        listed(province, "2026-03-02 09:00", category=f"类别{number}")
    assert alarms(province, CHENG, "EW-3") == []
    for day in ("03-03", "03-04", "04-01", "04-02"):
        listed(province, f"2026-{day} 09:00", category=f"类别{day}")
    rows = alarms(province, CHENG, "EW-3")
    assert [(row["value"], row["threshold"], row["raised_on"]) for row in rows] == [
        (8, 8, "2026-03-03"), (10, 8, "2026-04-01"),
    ]
    assert province.desk(HE).get("/registers/L-33/rows")["items"] == rows
    assert province.desk(SONG).get("/registers/L-33/rows")["items"] == []


def test_who_is_warned_of_what(province: Province) -> None:
    """Leaders see the early warnings of their unit, the superior those below, others none; by level, rule and unit."""
    struck_off(listed(province, "2026-03-02 09:00"), "2026-03-03")
    listed(province, "2026-03-11 09:00")
    found = province.desk(HE).get("/warnings")
    [told] = found["items"]
    assert (told["rule"], told["level"], told["value"], told["unit_name"]) == ("EW-2", "yellow", 1, "雾桥县局")
    assert "EW-3" in {rule["id"] for rule in found["rules"]}
    for user in (CHENG, LU):
        assert [item["row_no"] for item in province.desk(user).get("/warnings")["items"]] == [told["row_no"]]
    for user in (SONG, YANCHE):
        assert province.desk(user).get("/warnings")["items"] == []
    desk = province.desk(CHENG)
    seen = {query: len(desk.get(f"/warnings?{query}")["items"]) for query in (
        "level=yellow", "level=red", "rule=EW-2", "rule=EW-3", "unit=LJ-LH", "unit=LJ-LH-LK")}
    assert seen == {
        "level=yellow": 1, "level=red": 0, "rule=EW-2": 1, "rule=EW-3": 0, "unit=LJ-LH": 1, "unit=LJ-LH-LK": 0,
    }


def test_units_are_compared_at_the_beginning_of_a_quarter(province: Province) -> None:
    """EW-3 by the calendar: three open issues are few, but far above the mean of the counties; told once."""
    for number in range(3):
        listed(province, "2026-03-02 09:00", category=f"类别{number}")
    province.night("2026-03-31 23:50")
    assert alarms(province, CHENG, "EW-3") == []
    province.night("2026-04-01 00:15")
    assert [(row["value"], row["threshold"], row["unit"]) for row in alarms(province, CHENG, "EW-3")] == [
        (3, 2.34, "LJ-LH-WQ"),
    ]
    checks = province.desk(CHENG).get("/instances?text=问题集中情况检查")["items"]
    assert [(check["unit"], check["status"]) for check in checks] == [("LJ-LH-WQ", "closed")]
    province.night("2026-04-02 00:15")
    listed(province, "2026-04-03 09:00", category="类别4")
    assert len(alarms(province, CHENG, "EW-3")) == 1
    province.night("2026-07-01 00:15")
    assert len(alarms(province, CHENG, "EW-3")) == 2
