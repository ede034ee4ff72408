"""Ways a pre-appointment talk can go beside the story: held, absent, collective, revoked, late, changed opinions."""

from __future__ import annotations

from typing import Any

from engine import commands, system_actor
from tests.scenarios.appointment.bureau import DEFER, HAN, NAMES, REN, SHU, TALK, Bureau, appointee
from tests.scenarios.people import CHENG, JI, MENG, QIN, TANG, YAO
from tests.scenarios.province import content_files

TALKED, SIGNED = "2026-05-08 11:00", "2026-05-08 14:00"


def test_nobody_left_to_talk_to(office: Bureau) -> None:
    """The only appointee is deferred: no talk, and the case ends there."""
    case = office.batch("2026-05-07 09:00", REN)
    office.opinion("2026-05-07 10:00", REN, conclusion=DEFER)
    assert office.see(TANG, case["instance"])["status"] == "closed"
    assert office.open(YAO) == []
    assert office.rows(TANG, "L-7")["任川"]["held"] is True
    told = "".join(notice["text"] for notice in office.province.desk(TANG).get("/notices")["items"])
    assert "任川的廉政意见：建议暂缓(待查清)，有效期至2026-08-07" in told
    assert "任川：建议暂缓任职（LJ-LH-ZH-2026-0001），廉政意见：建议暂缓(待查清)" in told


def test_a_must_that_is_missing_holds(office: Bureau) -> None:
    """A matter not checked, an archive not looked at: held, whatever the opinion says."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    case = office.start("2026-05-07 09:00", TANG, TALK)
    lines = [appointee(REN, "2026-05-07", personal_matter_check="未查核"),
             appointee(SHU, "2026-05-07", archive_check=False)]
    office.does("2026-05-07 09:00", TANG, "E02", decision_meeting="会-1", decision_date="2026-05-06", appointees=lines)
    assert [row["held"] for row in office.rows(TANG, "L-7").values()] == [True, True]
    assert office.see(TANG, case["instance"])["status"] == "closed"


def test_the_batch_list_is_checked(office: Bureau) -> None:
    """Namesakes in one batch, publicity without its first day or too short, a decision to come: refused by field."""
    office.start("2026-05-07 09:00", TANG, TALK)
    base: dict[str, Any] = {"decision_meeting": "会-1", "decision_date": "2026-05-06"}
    line = appointee(REN, "2026-05-07")
    for lines, values in (
        ([line, line], {}), ([{**line, "publicity_days": 4}], {}), ([{**line, "publicity_from": None}], {}), ([], {}),
        ([{**line, "in_office_on": "2026-05-08", "urgent_approval": "特批"}], {}),
    ):
        assert office.refused(TANG, "E02", **base | values, appointees=lines) == {"appointees"}
    assert office.refused(TANG, "E02", **base | {"decision_date": "2026-05-08"}, appointees=[line]) == {"decision_date"}


def test_an_objection_found_true_or_turned_into_a_clue(office: Bureau) -> None:
    """Found true: held. A clue: A1 is started for the officer who verified, and held."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    case = office.batch("2026-05-07 09:00", REN, SHU)
    for name in ("任川", "林舒"):
        office.province.at("2026-05-08 09:00")
        office.tell("publicity.objection", f"{case['case_no']}/{name}", objection_channel="来信", content="反映内容")
    assert office.see(TANG, case["instance"])["status"] == "closed"
    office.does("2026-05-11 09:00", YAO, "C07", "任川", conclusion="属实影响任职")
    office.does("2026-05-11 09:00", YAO, "C07", "林舒", conclusion="转线索")
    assert [row["held"] for row in office.rows(TANG, "L-7").values()] == [True, True]
    clue = office.task(YAO, "E02")
    assert (clue["definition"], clue["data"]["subjects"][0]["name"]) == ("clue-transfer", "林舒")
    office.calm()


def test_hr_hands_an_objection_in(office: Bureau) -> None:
    """By the form of the message the case waits for; an empty one and a stranger's are refused."""
    office.opinion("2026-05-06 09:00", REN)
    case = office.batch("2026-05-07 09:00", REN)
    path = f"/instances/{case['instance']}/messages"
    body: dict[str, Any] = {"element": "C05b_objection", "values": {}}
    assert office.province.desk(TANG).call("POST", path, body)[0] == 422
    body["values"] = {"objection_channel": "来信", "real_name": True, "content": "反映内容"}
    assert office.province.desk(HAN).call("POST", path, body)[0] in (403, 404)
    office.province.desk(TANG).post(path, body)
    task = office.task(YAO, "C07")
    assert task["data"]["content"] == "反映内容"
    second = {"element": "C07j_more", "values": body["values"] | {"content": "另一反映"}}
    office.province.desk(TANG).post(f"/instances/{task['instance']}/messages", second)
    office.tell("publicity.objection", f"{case['case_no']}/任川", objection_channel="电话", content="第三次反映")
    assert office.task(YAO, "C07")["data"]["content"] == "反映内容；另一反映；第三次反映"
    office.calm()


def test_the_one_objected_to_does_not_verify(office: Bureau) -> None:
    """HR may verify an objection, but never one to themselves."""
    NAMES[TANG] = ("唐蔚", "LJ-LH")
    office.opinion("2026-05-06 09:00", TANG)
    case = office.batch("2026-05-07 09:00", TANG)
    office.tell("publicity.objection", f"{case['case_no']}/唐蔚", objection_channel="来信", content="反映内容")
    assert not office.found(TANG, "C07")
    assert office.found(YAO, "C07")


def test_a_plan_returned_and_another_time_asked_for(office: Bureau) -> None:
    """The secretary returns the plan; an appointee asks for another time: planned anew, the test is not taken twice."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    office.batch("2026-05-07 09:00", REN, SHU, publicity_required=False)
    office.does("2026-05-08 09:00", YAO, "E10")
    office.does("2026-05-08 09:00", QIN, "E11", plan_decision="return", plan_opinion="换地点。")
    office.does("2026-05-08 09:30", YAO, "E10", place="二楼会议室")
    office.does("2026-05-08 09:30", QIN, "E11")
    office.does("2026-05-08 10:00", REN, "E13")
    office.does("2026-05-08 10:00", REN, "E14")
    office.does("2026-05-08 10:00", SHU, "E13", attendance_decision="change", change_reason="出差。")
    office.planned("2026-05-08 11:00", REN, SHU)
    assert office.open(REN) == []
    assert len(office.found(QIN, "E15")) == 1


def test_a_test_failed_three_times_is_noted(office: Bureau) -> None:
    """Two more attempts after the first, then the talk takes place all the same."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False)
    office.does("2026-05-08 09:00", YAO, "E10")
    office.does("2026-05-08 09:00", QIN, "E11")
    office.does("2026-05-08 10:00", REN, "E13")
    for score in (50, 60, 70):
        assert not office.found(QIN, "E15")
        office.does("2026-05-08 10:00", REN, "E14", score=score)
    assert office.found(QIN, "E15")
    row = office.rows(TANG, "L-25")["任川"]
    assert (row["score"], row["passed"]) == (70, False)


def test_a_collective_talk_with_one_away(office: Bureau) -> None:
    """One talk for two; the absent one is reported, talked to again once, stays away again: held."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    office.batch("2026-05-07 09:00", REN, SHU, publicity_required=False)
    office.planned("2026-05-08 09:00", REN, SHU, form="集体")
    away = [{"user": SHU, "reason": "因病住院"}]
    office.does(TALKED, QIN, "E15", absent=away)
    assert not office.found(QIN, "E15")
    rows = office.rows(TANG, "L-7")
    assert (rows["任川"]["form"], rows["任川"]["talk_at"], rows["林舒"]["talk_at"]) == ("集体", "2026-05-08", None)
    assert office.task(QIN, "E21")["data"]["refusal_kind"] == "谈话缺席"
    office.does(SIGNED, QIN, "E21", refusal_decision="retry")
    assert office.task(QIN, "E15")["due"] == "2026-06-04"
    office.does("2026-05-20 11:00", QIN, "E15", absent=away)
    office.does("2026-05-20 11:00", QIN, "E21")
    assert office.rows(TANG, "L-7")["林舒"]["held"] is True


def test_absent_first_and_talked_to_later(office: Bureau) -> None:
    """The repeated talk counts: its date stands in the ledger."""
    office.at_the_talk(REN)
    office.does(TALKED, QIN, "E15", absent=[{"user": REN, "reason": "出国"}])
    office.does(SIGNED, QIN, "E21", refusal_decision="retry")
    office.does("2026-05-11 11:00", QIN, "E15")
    assert office.rows(TANG, "L-7")["任川"]["talk_at"] == "2026-05-11"
    assert office.found(YAO, "E16")


def test_what_is_told_in_the_talk(office: Bureau) -> None:
    """A small matter: a written explanation within 5 WD and A8. A suspicion: A1 and held."""
    office.at_the_talk(REN, SHU)
    office.talked(TALKED, REN, SHU)
    office.does(SIGNED, YAO, "E16", "任川", matters_disclosed="亲属开办零售店。")
    office.does(SIGNED, YAO, "E16", "林舒", matters_disclosed="收受供应商礼金。", new_matter="violation")
    for user in (REN, SHU):
        office.does(SIGNED, user, "E17")
        office.does(SIGNED, user, "E18")
    office.does(SIGNED, YAO, "E20")
    assert office.found(YAO, "A8_01")
    assert office.found(YAO, "E02")
    rows = office.rows(TANG, "L-7")
    assert (rows["任川"]["status"], rows["林舒"]["held"]) == ("closed", True)
    office.calm()


def test_the_recorder_is_not_the_talker(office: Bureau) -> None:
    """SD-3 holds when the record is written, too: the talk was 姚溪's, so the record is not."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False)
    office.province.at("2026-05-08 09:00")
    assert office.refused(YAO, "E10", talker=CHENG, recorder=CHENG) == {"recorder"}
    assert office.refused(YAO, "E10", co_talker=YAO) == {"recorder"}
    assert office.refused(YAO, "E10", co_talker=REN) == {"co_talker"}


def test_a_relative_does_not_talk(office: Bureau) -> None:
    """秦若川 is a declared relative of 任川: refused as talker; another officer sees the list, never the record."""
    files = content_files()
    path = "org/sample/people.yaml"
    text = files[path].decode().replace("department: monopoly_admin, post: 许可证办理员,",
                                        "department: monopoly_admin, post: 许可证办理员, relatives: [秦若川],")
    office.province.engine.execute(commands.Deploy(files | {path: text.encode()}, "kin", whole=True), system_actor())
    office.opinion("2026-05-06 09:00", REN)
    case = office.batch("2026-05-07 09:00", REN, publicity_required=False)
    office.province.at("2026-05-08 09:00")
    assert office.refused(YAO, "E10", talker=QIN) == {"talker"}
    meng = office.province.desk(MENG)
    assert meng.get(f"/instances/{case['instance']}")["restricted"] is True
    assert meng.call("GET", f"/instances/{case['instance']}/variables")[0] == 404
    office.planned("2026-05-08 09:00", REN, talker=CHENG)
    assert office.found(CHENG, "E15")


def test_a_head_of_unit_is_talked_to_by_two(office: Bureau) -> None:
    """正职: the party secretary with the discipline secretary beside."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False, new_rank="正职")
    task = office.task(YAO, "E10")["data"]
    assert (task["talker"], task["co_talker"]) == (JI, QIN)
    assert office.refused(YAO, "E10", talker=JI) == {"co_talker"}
    office.does("2026-05-08 09:00", YAO, "E10", talker=JI, co_talker=QIN)
