"""Story: a batch of four. One is clear, one deferred by the opinion, one objected to (a batch of its own, cleared
later, talked to late), one refuses the pledge; half a year and a year later the follow-ups.
"""

from __future__ import annotations

import pytest

from engine import queries, system_actor
from tests.scenarios.appointment.bureau import DEFER, HAN, REN, SHU, ZHENG, Bureau, appointee
from tests.scenarios.people import CHENG, FANG, HE, QIN, TANG, YAO

CASE: dict[str, str] = {}


def test_four_appointees(bureau: Bureau) -> None:
    for step in (
        batch_and_opinions, objection_splits_off, talk_of_those_clear, refusal_holds, notice_and_archive,
        objection_cleared_and_late_talk, what_people_see, half_a_year_later, a_year_later, reports_tell_the_same,
        history_holds,
    ):
        step(bureau)


def batch_and_opinions(bureau: Bureau) -> None:
    """05-07 four people, publicity 05-07 + 5 WD = 05-13 (05-09 is a working Saturday); talk due 05-20.

    Three have a valid opinion; the fourth is asked for at once and deferred: held, D-25, the others go on.
    """
    bureau.opinion("2026-05-06 09:00", REN, SHU, HAN)
    assert bureau.rows(CHENG, "L-5")["任川"]["valid_until"] == "2026-08-06"
    case = bureau.start("2026-05-07 09:00", TANG, "pre-appointment-integrity-talk")
    CASE.update(id=case["instance"], no=case["case_no"])
    lines = [appointee(user, "2026-05-07") for user in (REN, ZHENG, HAN)]
    lines.append(appointee(SHU, "2026-05-07", new_rank="中层正职", new_post="财务审计科科长"))
    bureau.does("2026-05-07 09:00", TANG, "E02", decision_meeting="LJ-LH-HY-2026-0001", decision_date="2026-05-06",
                appointees=lines)
    rows = bureau.rows(TANG, "L-7")
    assert {(row["batch"], row["publicity_end"], row["talk_due"]) for row in rows.values()} == {
        (CASE["no"], "2026-05-13", "2026-05-20")}
    bureau.opinion("2026-05-08 09:00", ZHENG, conclusion=DEFER)
    held = bureau.rows(TANG, "L-7")["郑眠"]
    assert (held["held"], held["status"]) == (True, "suspended")
    bureau.calm()


def objection_splits_off(bureau: Bureau) -> None:
    """05-11 an objection to 韩澄: a case of its own at C07, due 05-25 (TL-I06); the others wait for publicity."""
    bureau.province.at("2026-05-11 10:00")
    objection = {"objection_channel": "电话", "real_name": True, "content": "收受礼品"}
    bureau.tell("publicity.objection", f"{CASE['no']}/韩澄", **objection)
    task = bureau.task(YAO, "C07")
    assert (task["due"], task["limit"], task["instance"] == CASE["id"]) == ("2026-05-25", "TL-I06", False)
    assert bureau.found(TANG, "C07")
    bureau.province.night("2026-05-13 00:05")
    assert not bureau.found(YAO, "E10")
    bureau.province.night("2026-05-14 00:05")
    assert bureau.found(YAO, "E10")
    assert [row["status"] for row in bureau.rows(TANG, "L-7").values()] == [
        "in_progress", "suspended", "accepted", "in_progress"]


def talk_of_those_clear(bureau: Bureau) -> None:
    """The talker is no junior, no recorder, not promoted together; both pass the test, one at the second try."""
    bureau.province.at("2026-05-14 09:00")
    assert bureau.refused(YAO, "E10", recorder=QIN) == {"recorder"}
    assert bureau.refused(YAO, "E10", recorder=TANG) == {"recorder"}
    assert bureau.refused(YAO, "E10", talker=SHU) == {"talker"}
    assert bureau.refused(YAO, "E10", talker=CHENG) == {"talker"}
    assert bureau.refused(YAO, "E10", time="2026-05-05T09:00:00+08:00") == {"time"}
    bureau.does("2026-05-14 09:00", YAO, "E10")
    bureau.does("2026-05-14 10:00", QIN, "E11")
    assert bureau.task(REN, "E13")["due"] == "2026-05-15"
    for user in (REN, SHU):
        bureau.does("2026-05-14 11:00", user, "E13")
    bureau.does("2026-05-14 14:00", REN, "E14")
    wrong = {f"q{number}": "A" for number in range(1, 11)}
    bureau.does("2026-05-14 14:00", SHU, "E14", score=None, **wrong)
    right = {f"q{number}": letter for number, letter in enumerate("CBBCBBBCBB", 1)}
    bureau.does("2026-05-14 15:00", SHU, "E14", score=None, **right)
    tests = bureau.rows(TANG, "L-25")
    assert [(tests[name]["score"], tests[name]["passed"]) for name in ("任川", "林舒")] == [(92, True), (100, True)]
    assert bureau.task(QIN, "E15")["due"] == "2026-05-20"
    assert len(bureau.found(QIN, "E15")) == 1
    bureau.talked("2026-05-18 11:00", REN, SHU)
    row = bureau.rows(TANG, "L-7")["任川"]
    assert (row["talk_at"], row["late"], row["talker"], row["form"], row["test_score"]) == (
        "2026-05-18", False, "秦若川", "个别", 92)


def refusal_holds(bureau: Bureau) -> None:
    """任川 has the record corrected once and signs; 林舒 refuses the pledge twice: held, 任川 is not kept waiting."""
    when = "2026-05-18 14:00"
    bureau.does(when, YAO, "E16")
    bureau.does(when, YAO, "E16")
    assert bureau.task(REN, "E17")["data"]["key_points"] == "讲清纪律要求。"
    bureau.does(when, REN, "E17", check_decision="correction", correction_text="补充一句。", record_sign=None)
    bureau.does(when, YAO, "E16", key_points="讲清纪律要求，并已补充。")
    bureau.does(when, REN, "E17")
    bureau.does(when, REN, "E18")
    row = bureau.rows(TANG, "L-7")["任川"]
    assert (row["status"], row["pledge_no"], row["follow_6m"]) == ("closed", "LJ-LH-CNS-2026-0001", "2026-11-18")
    pledge = bureau.rows(TANG, "L-8")["任川"]
    assert (pledge["signed_at"], pledge["family_signed"], pledge["void"]) == ("2026-05-18", True, False)
    bureau.does(when, SHU, "E17")
    refusal = {"pledge_decision": "refused", "refusal_reason": "不同意第三条。", "personal_promise": None, "sign": None,
               "date": None, "witness": None, "family_sign": None}
    bureau.does(when, SHU, "E18", **refusal)
    bureau.does(when, QIN, "E21", refusal_decision="retry")
    bureau.does("2026-05-19 11:00", QIN, "E15")
    bureau.does("2026-05-19 11:00", YAO, "E16")
    bureau.does("2026-05-19 11:00", SHU, "E17")
    bureau.does("2026-05-19 11:00", SHU, "E18", **refusal)
    assert bureau.refused(QIN, "E21", refusal_decision="retry") == {"refusal_decision"}
    bureau.does("2026-05-19 14:00", QIN, "E21")
    held = bureau.rows(TANG, "L-7")["林舒"]
    assert (held["held"], held["status"], held["pledge_no"]) == (True, "suspended", None)


def notice_and_archive(bureau: Bureau) -> None:
    """HR confirms 任川's appointment; archive due 10 WD; the case is closed while its follow-ups still wait."""
    bureau.province.at("2026-05-20 09:00")
    assert bureau.refused(TANG, "E24", appointed_on="2026-05-15") == {"appointed_on"}
    bureau.does("2026-05-20 09:00", TANG, "E24")
    row = bureau.rows(TANG, "L-7")["任川"]
    assert (row["notice_no"], row["probation_12m"]) == ("澜湖人〔2026〕8号", "2027-05-20")
    assert bureau.task(YAO, "E25")["due"] == "2026-06-03"
    bureau.does("2026-05-21 09:00", YAO, "E25")
    case = bureau.see(QIN, CASE["id"])
    assert (case["status"], len(case["timers"])) == ("closed", 2)
    kinds = sorted(letter["letter"] for letter in case["letters"])
    assert kinds == ["D-23", "D-23", "D-24", "D-24", "D-24", "D-25", "D-25", "D-26"]
    for letter in case["letters"]:
        assert bureau.province.desk(QIN).download(f"/letters/{letter['id']}")[0] == 200
    events = [row for row in bureau.province.desk(QIN).get("/registers/L-6/rows?limit=200")["items"]
              if row["person"] == "任川"]
    assert {(row["section"], row["last_event_at"]) for row in events} >= {
        ("任前谈话与承诺", "2026-05-18"), ("测试", "2026-05-18"), ("廉政意见", "2026-05-06")}


def objection_cleared_and_late_talk(bureau: Bureau) -> None:
    """05-20 the objection is found untrue: talk due 5 WD later (05-27); talked to on 05-29: late, EW-8 flagged once."""
    bureau.does("2026-05-20 15:00", YAO, "C07")
    assert bureau.rows(TANG, "L-7")["韩澄"]["talk_due"] == "2026-05-27"
    bureau.planned("2026-05-21 09:00", HAN, skip_test=True)
    assert bureau.task(QIN, "E15")["due"] == "2026-05-27"
    bureau.talked("2026-05-29 11:00", HAN)
    row = bureau.rows(TANG, "L-7")["韩澄"]
    assert (row["talk_at"], row["late"], row["row_no"]) == ("2026-05-29", True, "LJ-LH-RQ-2026-0003")
    alarms = bureau.province.desk(CHENG).get("/registers/L-33/rows?limit=50")["items"]
    assert [alarm["rule"] for alarm in alarms] == ["EW-8"]
    bureau.signed("2026-05-29 14:00", HAN)
    bureau.does("2026-05-29 14:00", HAN, "E18")
    bureau.does("2026-06-01 09:00", TANG, "E24")
    bureau.does("2026-06-02 09:00", YAO, "E25")
    row = bureau.rows(TANG, "L-7")["韩澄"]
    assert (row["status"], row["overdue_days"]) == ("closed_late", 2)
    links = bureau.province.desk(QIN).get("/registers/L-30/rows?limit=200")["items"]
    assert (CASE["no"], "pre-appointment-integrity-talk") in [(row["from_row"], row["to_process"]) for row in links]


def what_people_see(bureau: Bureau) -> None:
    """The record is the talker's, the recorder's and the secretary's; an appointee sees their own steps alone."""
    desk = bureau.province.desk
    assert desk(TANG).call("GET", f"/instances/{CASE['id']}/variables")[0] == 404
    assert bureau.see(TANG, CASE["id"])["letters"] == []
    mine = bureau.see(REN, CASE["id"])
    assert {task["element"].split("_")[0] for task in mine["tasks"]} == {"E13", "E14", "E17", "E18"}
    assert {task["completed_by"] for task in mine["tasks"]} == {REN}
    for stranger in (HE, FANG, ZHENG):
        assert desk(stranger).call("GET", f"/instances/{CASE['id']}")[0] == 404
    assert desk(QIN).call("GET", f"/instances/{CASE['id']}/variables")[0] == 200
    [row] = [row for row in desk(FANG).get("/registers/L-7/rows?limit=50")["items"] if row["row_no"].endswith("0001")]
    assert row["new_post"]


def half_a_year_later(bureau: Bureau) -> None:
    """2026-11-18 the follow-up talk with 任川 (TL-I07): a reminder, A8 started, D-28; not a day before."""
    bureau.province.night("2026-11-17 00:05")
    assert not bureau.found(YAO, "E26")
    bureau.province.night("2026-11-18 00:05")
    assert bureau.found(YAO, "E26")
    bureau.does("2026-11-18 09:00", YAO, "E26", conclusion="提醒", follow_note="加强学习。")
    assert bureau.rows(TANG, "L-7")["任川"]["follow_6m"] == "提醒"
    case = bureau.see(QIN, CASE["id"])
    assert "reminder-admonition" in [link["definition"] for link in case["links"]]
    assert "D-28" in [letter["letter"] for letter in case["letters"]]


def a_year_later(bureau: Bureau) -> None:
    """2027-05-20 the probation check of 任川; then nothing of the case is left to wait for."""
    bureau.province.night("2027-05-21 00:05")
    bureau.does("2027-05-21 09:00", TANG, "E27")
    assert bureau.rows(TANG, "L-7")["任川"]["probation_12m"] == "合格"
    case = bureau.see(QIN, CASE["id"])
    assert (case["status"], case["timers"]) == ("closed", [])


def history_holds(bureau: Bureau) -> None:
    """Every chain holds, every row is the fold of its events."""
    assert bureau.province.engine.ask(queries.Verify(), system_actor())["problems"] == []
    bureau.calm()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    CASE.clear()


def reports_tell_the_same(bureau: Bureau) -> None:
    """R-14 and R-15 over the year equal a count of the ledgers' rows."""
    talks = list(bureau.rows(TANG, "L-7").values())
    told = bureau.province.desk(TANG).get("/reports/R-14?unit=LJ-LH&period=2026")["total"]
    assert {name: told[name] for name in ("appointed", "talked", "tested", "pledged", "held")} == {
        "appointed": len(talks), "talked": sum(row["talk_at"] is not None for row in talks),
        "tested": sum(row["test_score"] is not None for row in talks),
        "pledged": sum(row["pledge_no"] is not None for row in talks),
        "held": sum(row["held"] is True for row in talks),
    }
    late = [row for row in talks if row["late"] is True and row["talk_at"] is not None]
    assert told["talked"] - told["on_time"] == len(late) > 0
    opinions = bureau.rows(CHENG, "L-5").values()
    told = bureau.province.desk(CHENG).get("/reports/R-15?unit=LJ-LH&period=2026")["total"]
    assert (told["replied"], told["defer"]) == (
        sum(row["replied_at"] is not None for row in opinions),
        sum(str(row["conclusion"]).startswith("建议暂缓") for row in opinions),
    )
