"""Clue transfer from the register on: the ways of disposal, the four branches after the result, and their children."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, attach, file_clue, start
from tests.scenarios.people import (
    BAI,
    CHENG,
    FANG,
    HAN,
    HE,
    JI,
    JIANG,
    LU,
    LUO,
    MENG,
    MIAO,
    MU,
    QIN,
    SHEN,
    XU,
    YAO,
    ZHENG,
    ZHUO,
)
from tests.scenarios.province import Province

XU_OF_LJ = {
    "name": "许某", "unit": "LJ-LH-WQ", "post": "副局长", "rank": "副职", "manager_scope": "LJ", "is_key_leader": False,
}


def disposed(province: Province, when: str, method: str, **register: Any) -> Conduct:
    """A clue disposed of by a method."""
    clue = file_clue(province, when, **register).to("E28", when)
    clue.does(when, YAO, "E28", **METHODS[method](when))
    clue.does(when, CHENG, "E29")
    clue.does(when, QIN, "E30")
    return clue


TALK = {"talker": [YAO], "recorder": [MIAO], "place": "谈话室"}
METHODS: dict[str, Any] = {
    "talk": lambda when: {"method": "talk_inquiry", "close_ground": None},
    "verification": lambda when: {"method": "verification", "close_ground": None},
    "hold": lambda when: {"method": "hold", "close_ground": None, "hold_reason": "当事人出国。",
                          "recheck_date": "2026-08-31"},
    "close": lambda when: {},
}


def evidence_taken(check: Conduct, day: str) -> None:
    """A measure is asked for, approved by 秦若川, and its evidence entered."""
    check.does(f"{day} 09:00", YAO, "A4_05")
    check.does(f"{day} 09:10", QIN, "A4_05e")
    measures = check.task(YAO, "A4_05")["data"]["measures"]
    found = [{"no": 1, "type": "书证", "source": "财务科", "page": "1-6"}]
    check.does(f"{day} 09:20", YAO, "A4_05", measures=measures, evidence=found)


def test_talk_with_a_recorder_in_place_of_a_letter(province: Province) -> None:
    """A3 by talk: talker and recorder differ; report due one month after the talk; A8 warns and looks back."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = clue.child(YAO, "talk-inquiry")
    plan = {"mode": "talk", "talker": [YAO], "place": "谈话室"}
    status, problem = talk.attempt(YAO, "A3_01", recorder=[YAO], **plan)
    assert (status, problem["problems"][0]["path"]) == (422, "recorder")
    talk.does("2026-03-03 09:00", YAO, "A3_01", recorder=[MIAO], **plan)
    talk.does("2026-03-03 10:00", QIN, "A3_02", plan_decision="return", plan_opinion="补充安全预案。")
    talk.does("2026-03-03 11:00", YAO, "A3_01", recorder=[MIAO], **plan)
    talk.does("2026-03-03 12:00", QIN, "A3_02")
    talk.does("2026-03-10 16:00", YAO, "A3_05")
    record = attach(talk, YAO, "A3_06", "talk_record", "谈话记录.pdf")
    status, problem = talk.attempt(YAO, "A3_06", talk_record=[record], subject_signed=False)
    assert (status, problem["problems"][0]["path"]) == (422, "sign_note")
    talk.does("2026-03-11 09:00", YAO, "A3_06", talk_record=[record], subject_signed=True)
    report = talk.task(YAO, "A3_12")
    assert (report["limit"], report["due"]) == ("TL-A09", "2026-04-10")
    status, problem = talk.attempt(YAO, "A3_12", credible="不实", conclusion="采信了结")
    assert (status, problem["problems"][0]["path"]) == (422, "conclusion")
    talk.does("2026-03-20 09:00", YAO, "A3_12", conclusion="诫勉", credible="属实")
    talk.does("2026-03-20 10:00", QIN, "A3_13")
    assert [each["letter"] for each in talk.see(YAO)["letters"]] == ["A3-2", "A3-5", "A3-6"]
    assert clue.task(YAO, "E34")["data"]["result"] == "诫勉"
    clue.does("2026-03-23 09:00", YAO, "E34", result="诫勉", four_forms="first")
    _admonition_followed_up(clue)


def _admonition_followed_up(clue: Conduct) -> None:
    warned = clue.child(YAO, "reminder-admonition")
    proposal = warned.task(YAO, "A8_01")
    assert (proposal["data"]["person"], proposal["data"]["level"]) == ("许某", "诫勉")
    warned.does("2026-03-24 09:00", YAO, "A8_01", level="诫勉")
    warned.does("2026-03-24 10:00", QIN, "A8_03")
    warned.does("2026-03-24 11:00", YAO, "A8_04a")
    talk = warned.task(YAO, "A8_05")
    assert (talk["limit"], talk["due"]) == ("TL-P05", "2026-04-08")
    warned.does("2026-03-25 09:00", YAO, "A8_05", written_check=True)
    record = attach(warned, YAO, "A8_06", "talk_record", "谈话记录.pdf")
    warned.does("2026-03-25 10:00", YAO, "A8_06", talk_record=[record], person_signed=True)
    paper = attach(warned, YAO, "A8_08", "check_file", "检查.pdf")
    warned.does("2026-04-01 09:00", YAO, "A8_08", check_on="2026-04-01", check_file=[paper])
    row = warned.row(CHENG, "L-4e")
    assert (row["level"], row["date"], row["follow_due"]) == ("诫勉", "2026-03-25", "2026-09-28")
    assert row["influence_until"] == "2026-09-25"
    assert warned.inbox(YAO) == []
    warned.province.night("2026-09-14 00:05")
    assert warned.inbox(YAO) == []
    warned.province.night("2026-09-15 00:05")
    follow = warned.task(YAO, "A8_11")
    assert (follow["limit"], follow["raw_due"], follow["due"]) == ("TL-A22", "2026-09-25", "2026-09-28")
    warned.does("2026-09-20 09:00", YAO, "A8_11", follow_result="未改", follow_text="仍有拆分采购。")
    [thrown] = warned.events(YAO, "MessageThrown")
    assert (thrown["data"]["name"], thrown["data"]["payload"]["persons"]) == ("accountability.proposed", ["许某"])
    assert warned.see(YAO)["status"] == "closed"
    assert warned.row(CHENG, "L-4e")["follow_result"] == "未改"


def test_entrusted_talk_and_a_second_round(province: Province) -> None:
    """A3 entrusted: 贺临 talks within TL-A10; the conclusion 'again' leads to two more rounds and no fourth."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = clue.child(YAO, "talk-inquiry")
    talk.does("2026-03-03 09:00", YAO, "A3_01", mode="entrusted")
    talk.does("2026-03-03 10:00", QIN, "A3_02")
    task = talk.task(HE, "A3_10")
    assert (task["limit"], task["due"]) == ("TL-A10a", "2026-03-24")
    talk.does("2026-03-20 16:00", HE, "A3_10", talk_from="2026-03-20T09:00:00+08:00", explanation="承认。",
              talk_to="2026-03-20T10:00:00+08:00")
    task = talk.task(HE, "A3_11")
    assert (task["limit"], task["due"]) == ("TL-A10b", "2026-03-27")
    record = attach(talk, HE, "A3_11", "talk_record", "谈话记录.pdf")
    talk.does("2026-03-20 17:00", HE, "A3_11", principal_opinion="属实。", talk_record=[record])
    talk.does("2026-03-23 09:00", YAO, "A3_12", conclusion="again", credible="说明不清")
    talk.does("2026-03-23 10:00", QIN, "A3_13")
    assert talk.task(YAO, "A3_01")["round"] == 2
    talk.does("2026-03-24 09:00", YAO, "A3_01")
    talk.does("2026-03-24 10:00", QIN, "A3_02")
    talk.does("2026-03-24 11:00", YAO, "A3_08")
    talk.does("2026-04-20 09:00", YAO, "A3_09", replied=False, reply_on=None, explanation=None,
              principal_opinion=None, no_reply_reason="逾期未复。")
    talk.does("2026-04-20 09:30", YAO, "A3_12", conclusion="again", credible="说明不清")
    talk.does("2026-04-20 09:40", QIN, "A3_13")
    talk.does("2026-04-20 09:45", YAO, "A3_01", mode="talk", **TALK)
    talk.does("2026-04-20 09:50", QIN, "A3_02")
    talk.does("2026-04-20 12:00", YAO, "A3_05")
    record = attach(talk, YAO, "A3_06", "talk_record", "谈话记录.pdf")
    talk.does("2026-04-20 13:00", YAO, "A3_06", talk_record=[record], subject_signed=True)
    status, problem = talk.attempt(YAO, "A3_12", conclusion="again", credible="说明不清")
    assert (status, problem["problems"][0]["path"]) == (422, "conclusion")
    talk.does("2026-04-20 14:00", YAO, "A3_12", conclusion="verification", credible="说明不清")
    talk.does("2026-04-20 15:00", QIN, "A3_13")
    assert clue.row(BAI, "L-1")["disposal"] == "初核"
    assert clue.child(YAO, "preliminary-verification").inbox(YAO) == ["A4_01"]


def test_verification_with_a_member_recused(province: Province) -> None:
    """A4: 孟舟 is recused, the plan is made anew; everybody signs; the study needs two thirds; TL-A11 two months."""
    clue = disposed(province, "2026-03-02 10:00", "verification")
    check = clue.child(YAO, "preliminary-verification")
    status, problem = check.attempt(YAO, "A4_01", group=[YAO])
    assert (status, problem["problems"][0]["code"]) == (422, "SD-3")
    check.does("2026-03-03 09:00", YAO, "A4_01", group=[YAO, MENG])
    check.does("2026-03-03 10:00", QIN, "A4_02")
    check.does("2026-03-03 11:00", YAO, "A4_04")
    check.does("2026-03-03 12:00", MENG, "A4_04", has_conflict=True, ground="witness")
    assert check.desk(MENG).call("GET", f"/instances/{check.case}")[0] == 404
    status, problem = check.attempt(YAO, "A4_01", group=[YAO, MENG])
    assert (status, problem["problems"][0]["code"]) == (422, "recused")
    check.does("2026-03-04 09:00", YAO, "A4_01", expert_needed=True, expert_dept="legal_affairs",
               expert_need="合同效力")
    check.does("2026-03-04 10:00", QIN, "A4_02")
    for member in (YAO, MIAO):
        check.does("2026-03-04 11:00", member, "A4_04")
    evidence_taken(check, "2026-03-10")
    assert check.inbox(YAO) == []           # the expert's opinion is awaited
    _helped(check.child(YAO, "professional-assistance"), YAO, "legal_affairs", "lj-lh.shaoqian")
    report = check.task(YAO, "A4_09")
    assert (report["limit"], report["due"]) == ("TL-A11", "2026-05-06")
    check.does("2026-04-10 09:00", YAO, "A4_09")
    check.does("2026-04-10 10:00", YAO, "A4_10")
    check.does("2026-04-10 11:00", MIAO, "A4_10", dissent=True, dissent_text="情节应认定为较重。")
    status, problem = check.attempt(CHENG, "A4_11", meeting_members=5)
    assert (status, problem["problems"][0]["path"]) == (422, "meeting_attendees")
    check.does("2026-04-13 09:00", CHENG, "A4_11", study_decision="change", study_opinion="补充证言。")
    evidence_taken(check, "2026-04-14")
    check.does("2026-04-14 09:00", YAO, "A4_09")
    for member in (YAO, MIAO):
        check.does("2026-04-14 10:00", member, "A4_10")
    check.does("2026-04-15 09:00", CHENG, "A4_11", meeting_no="专题会-2")
    check.does("2026-04-15 10:00", QIN, "A4_12")
    assert check.row(CHENG, "L-4b")["result"] == "谈话提醒"
    assert clue.task(YAO, "E34")["data"]["result"] == "谈话提醒"


def _helped(help_: Conduct, requester: str, dept: str, expert: str) -> None:
    extract = attach(help_, requester, "B5_01", "extract", "摘录.pdf")
    help_.does("2026-03-11 09:00", requester, "B5_01", kind="法律意见", to_unit="LJ-LH", to_dept=dept, need="合同效力",
               extract=[extract], due="2026-03-31")
    help_.does("2026-03-11 10:00", CHENG, "B5_02")
    help_.does("2026-03-11 11:00", expert, "B5_03", accept_decision="refuse", refuse_reason="人手不足。")
    help_.does("2026-03-11 12:00", QIN, "B5_03b", refusal_decision="insist", refusal_opinion="应当协助。")
    help_.does("2026-03-12 09:00", expert, "B5_03", accept_decision="accept", expert=expert)
    help_.does("2026-03-12 10:00", expert, "B5_04")
    asked = help_.task(expert, "B5_05")     # the expert sees the extract and the need, nothing else of the matter
    assert (asked["data"]["need"], asked["data"]["extract"]) == ("合同效力", [extract])
    assert help_.desk(expert).download(f"/attachments/{extract}") == (200, b"%PDF-1.7")
    assert help_.desk(expert).call("GET", f"/instances/{help_.case}/variables")[0] == 404
    help_.does("2026-03-20 09:00", expert, "B5_05")
    help_.does("2026-03-20 10:00", requester, "B5_06")
    assert help_.row(CHENG, "L-2b")["status"] == "closed"


def test_held_clue_is_rechecked_and_taken_up_again(province: Province) -> None:
    """Hold: status hold until the recheck, kept twice by six months, a third time refused; activated: a new month."""
    clue = disposed(province, "2026-03-02 10:00", "hold")
    assert clue.row(BAI, "L-1")["status"] == "hold"
    province.night("2026-08-30 00:05")
    assert clue.inbox(BAI) == []
    province.night("2026-08-31 00:05")
    clue.does("2026-09-01 09:00", BAI, "E33d", hold_decision="keep", hold_opinion="仍在国外。")
    province.night("2027-03-01 00:05")
    clue.does("2027-03-01 09:00", BAI, "E33d", hold_decision="keep", hold_opinion="仍在国外。")
    province.night("2027-09-01 00:05")
    status, problem = clue.attempt(BAI, "E33d", hold_decision="keep")
    assert (status, problem["problems"][0]["path"]) == (422, "hold_decision")
    clue.does("2027-09-01 09:00", BAI, "E33d", hold_decision="activate", hold_opinion="已回国。")
    opinion = clue.task(YAO, "E28")
    assert (opinion["round"], opinion["raw_due"], opinion["provisional"]) == (2, "2027-10-01", True)
    clue.does("2027-09-02 09:00", YAO, "E28")
    clue.does("2027-09-03 09:00", CHENG, "E29", meeting_no="专题会-2")
    clue.does("2027-09-03 10:00", QIN, "E30")
    assert clue.row(BAI, "L-1")["status"] == "in_progress"


def test_a_filed_clue_is_answered_improved_and_told(province: Province) -> None:
    """handled: straight to the result; a real-name reporter is told in 15 working days; an improvement is suggested."""
    clue = file_clue(province, "2026-03-02 09:00", transfer_type="handled", handling_done="已批评教育并追回。",
                     reporter=[{"name": "邱某", "phone": "13900000000", "real_name": True, "keep_secret": True}])
    clue.to("E22", "2026-03-02 10:00")
    assert clue.inbox(CHENG) == []
    result = clue.task(YAO, "E34")
    assert sorted(result["candidates"]) == sorted(["姚溪", "孟舟", "苗青"])
    status, problem = clue.attempt(YAO, "E34", suggest_improvement=True)
    assert (status, problem["problems"][0]["path"]) == (422, "loopholes")
    clue.does("2026-03-03 09:00", YAO, "E34", result="批评教育", suggest_improvement=True, loopholes="采购缺少抽查。")
    told = clue.task(MU, "E37")
    assert (told["limit"], told["due"]) == ("TL-A02", "2026-03-24")
    assert clue.inbox(BAI) == ["E36"]
    clue.does("2026-03-04 09:00", MU, "E37")
    clue.does("2026-03-04 10:00", BAI, "E36")
    receipt = clue.task(LUO, "E36b")
    assert receipt["data"]["feedback_text"] == "已按程序处置"
    clue.does("2026-03-05 09:00", LUO, "E36b")
    assert clue.inbox(BAI) == []            # the suggestion is still to be written
    clue.does("2026-03-05 10:00", CHENG, "E39")
    assert clue.inbox(BAI) == ["E41"]
    _improved(clue.elsewhere(ZHUO, "B11_02"))
    clue.does("2026-03-06 09:00", BAI, "E41")
    assert clue.see(BAI)["status"] == "archived"


def _improved(loop: Conduct) -> None:
    loop.does("2026-03-06 09:00", ZHUO, "B11_02")
    loop.does("2026-03-06 10:00", LUO, "B11_03")
    loop.does("2026-04-03 09:00", LUO, "B11_05")
    loop.does("2026-04-03 10:00", HAN, "B11_06")    # who found the clue learns what became of it
    loop.province.night("2026-10-03 00:05")
    loop.does("2026-10-08 09:00", ZHUO, "B11_08", effect_after=4, effect_decision="again", effect_text="未见效。")
    loop.does("2026-10-08 10:00", LUO, "B11_03")
    loop.does("2026-10-08 11:00", LUO, "B11_05")
    loop.does("2026-10-08 12:00", HAN, "B11_06")
    loop.province.night("2027-04-08 00:05")
    loop.does("2027-04-08 09:00", ZHUO, "B11_08")
    row = loop.row(ZHUO, "L-34")
    assert (row["status"], row["before"], row["after"]) == ("closed", 6, 0)
    loop.province.at("2026-03-06 09:00")


def test_handed_down_reported_back_returned_and_accepted(province: Province) -> None:
    """A clue of the province's jurisdiction is handed down to LJ-LH, reported, returned once, and closed above."""
    above = start(province, "2026-03-02 09:00", ZHENG)
    above.does("2026-03-02 10:00", ZHENG, "E02", subjects=[XU_OF_LJ])
    above.does("2026-03-02 11:00", LUO, "E07")
    above.does("2026-03-02 12:00", "lj-lh.liangjiming", "E10")
    above.does("2026-03-03 09:00", XU, "E13")
    above.does("2026-03-03 10:00", LU, "E22", mode="hand_down", handling_unit="LJ-LH")
    above.does("2026-03-03 11:00", SHEN, "E23")
    for name in ("2026-03-04", "2026-03-20"):
        below = above.elsewhere(BAI, "E13")
        below.does(f"{name} 09:00", BAI, "E13")
        if below.find(BAI, "E19"):
            below.does(f"{name} 09:30", BAI, "E19")
        below.to("E30", f"{name} 10:00")
        below.does(f"{name} 11:00", QIN, "E30")
        below.does(f"{name} 12:00", YAO, "E34", result="了结")
        assert below.inbox(BAI) == ["E41"]      # reported up, no feedback to the source from below
        check = above.task(XU, "E24h")
        assert (check["limit"], check["due"], check["data"]["child_result"]) == ("TL-A05", "2026-06-03", "了结")
        decision = "return" if name == "2026-03-04" else "ok"
        above.does(f"{name} 14:00", XU, "E24h", hand_down_decision=decision)
    assert above.task(FANG, "E34")["data"]["result"] == "了结"
    above.does("2026-03-23 09:00", JIANG, "E34", result="了结")
    above.does("2026-03-23 10:00", XU, "E36")
    assert above.inbox(LUO) == ["E36b"]
    assert above.desk(JI).call("GET", f"/instances/{above.case}")[0] == 404
