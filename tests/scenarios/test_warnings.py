"""Warnings of a disposal opinion nobody gives: each step once, to the right people; then a letter from above."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct, file_clue
from tests.scenarios.people import (
    CHENG,
    FANG,
    HAN,
    JI,
    JIANG,
    LIANG,
    LU,
    LUO,
    MIAO,
    QIN,
    SHEN,
    YAO,
)
from tests.scenarios.province import Province

NIGHTS = (
    # TL-A07 from 03-02: raw 04-02, effective 04-02, a Thursday before Qingming (04-04 to 04-06)
    ("2026-03-26 00:05", "blue", {"姚溪", "苗青"}),
    ("2026-03-31 00:05", "yellow", {"姚溪", "苗青", "程野"}),
    ("2026-04-03 00:05", "red", {"姚溪", "苗青", "程野"}),
    ("2026-04-09 00:05", "esc1", {"姚溪", "苗青", "程野", "秦若川"}),
    ("2026-04-13 00:05", "esc2", {"姚溪", "苗青", "程野", "秦若川", "季怀瑾"}),
)
LIGHTS = {"blue": "blue", "yellow": "yellow", "red": "red", "esc1": "red", "esc2": "red"}


def test_every_step_once_and_a_letter_at_last(province: Province) -> None:
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    task = clue.task(YAO, "E28")
    assert (task["due"], task["light"]) == ("2026-04-02", "green")
    heard: list[str] = []
    for moment, step, people in NIGHTS:
        province.night(moment)
        province.night(moment.replace("00:05", "00:10"))
        heard.append(step)
        warnings = [each for each in clue.see(YAO)["warnings"] if each["task"] == task["id"]]
        assert [each["class"] for each in warnings] == heard
        assert set(warnings[-1]["recipients"]) == people
        assert clue.task(YAO, "E28")["light"] == LIGHTS[step]
        counts = clue.desk(YAO).get("/tasks/counts")
        assert (counts[LIGHTS[step]], counts["total"]) == (1, 1)
        found = clue.desk(MIAO).get(f"/tasks?light={LIGHTS[step]}")["items"]
        assert [each["id"] for each in found] == [task["id"]]
    for user in (HAN, LUO, LIANG):
        assert clue.notices(user) == []
    assert len(clue.notices(YAO)) == 5
    assert clue.row("lj-lh.baitang", "L-1")["colour"] == "red"
    told = [item for item in clue.desk(JI).get("/notices")["items"] if item["task"] == task["id"]]
    assert [item["text"] for item in told] == ["超期督办:综合分析、提出处置意见(期限 2026-04-02)"]
    assert clue.desk(JI).call("GET", f"/instances/{clue.case}")[0] == 404
    _letter_from_above(clue)
    clue.does("2026-06-01 09:00", YAO, "E28")
    province.night("2026-07-01 00:05")
    assert len([each for each in clue.see(YAO)["warnings"] if each["task"] == task["id"]]) == 5


def _letter_from_above(clue: Conduct) -> None:
    """LJ drafts a reminder to LJ-LH; 季怀瑾 is late: the next grade, and once more, until it is done."""
    letter = clue.elsewhere(FANG, "C4_01")
    draft = letter.task(JIANG, "C4_01")
    assert (draft["data"]["grade"], draft["data"]["addressee"]) == ("提醒函", "LJ-LH")
    assert "许某" not in str(draft["data"])
    letter.does("2026-04-14 09:00", FANG, "C4_01")
    letter.does("2026-04-14 10:00", LU, "C4_02a", approval_decision="return", approval_opinion="写明期限。")
    letter.does("2026-04-14 11:00", FANG, "C4_01")
    letter.does("2026-04-14 12:00", LU, "C4_02a")
    for number, (grade, day) in enumerate((("提醒函", 15), ("督办函", 22)), start=1):
        sign = letter.task(JI, "C4_04")
        assert (sign["limit"], sign["data"].get("letter_no", f"LJ-DB-2026-000{number}")) == (
            "TL-K01", f"LJ-DB-2026-000{number}")
        letter.does(f"2026-04-{day} 09:00", JI, "C4_04")
        assert letter.task(JI, "C4_05")["limit"] == "TL-K03"
        letter.does(f"2026-04-{day} 10:00", JI, "C4_05")
        letter.does(f"2026-04-{day} 11:00", JI, "C4_06")
        if grade == "提醒函":
            letter.does("2026-04-20 09:00", LU, "C4_07", verify_decision="late", verify_opinion="仍未提出。")
            assert letter.task(FANG, "C4_01")["data"]["grade"] == "督办函"
            letter.does("2026-04-20 10:00", FANG, "C4_01", grade="督办函")
            letter.does("2026-04-20 11:00", SHEN, "C4_02b")
    letter.does("2026-04-24 09:00", LU, "C4_07")
    seen = letter.see(FANG)
    assert seen["status"] == "closed"
    issued = [each["number"] for each in seen["letters"] if each["letter"] == "D-30"]
    assert issued == ["LJ-DB-2026-0001", "LJ-DB-2026-0002"]
    rows = letter.desk(LU).get("/registers/L-17/rows")["items"]
    assert [(row["grade"], row["verified"]) for row in rows] == [("提醒函", "未办结，升级"), ("督办函", "办结")]


def test_a_short_limit_has_no_yellow(province: Province) -> None:
    """TL-C06, two working days: blue on the day at 09:00, red the day after; the leader in charge has no part here."""
    clue = file_clue(province, "2026-03-02 09:00").to("E22", "2026-03-02 10:00")
    assert clue.task(CHENG, "E22")["due"] == "2026-03-04"
    province.night("2026-03-04 08:55")
    assert clue.see(CHENG)["warnings"] == []
    province.night("2026-03-04 09:00")
    province.night("2026-03-05 00:01")
    found = [(each["class"], each["recipients"]) for each in clue.see(CHENG)["warnings"]]
    assert found == [("blue", ["程野"]), ("red", ["程野"])]
    assert clue.task(CHENG, "E22")["light"] == "red"
    clue.does("2026-03-05 09:00", CHENG, "E22")
    province.night("2026-03-20 00:05")
    assert [each["class"] for each in clue.see(QIN)["warnings"] if each["task"] == clue.task(QIN, "E23")["id"]] == [
        "blue", "red", "esc1", "esc2"]
