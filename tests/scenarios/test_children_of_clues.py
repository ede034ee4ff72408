"""What clues lead to: every way through talk and inquiry, verification, help, reminders and improvements."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.conduct import Conduct, attach, file_clue, start
from tests.scenarios.people import BAI, CHENG, HE, JI, LUO, MIAO, QIN, SHAO, YAO, ZHUO
from tests.scenarios.province import Province
from tests.scenarios.test_paths_to_the_archive import disposed, evidence_taken

TALK = {"talker": [YAO], "recorder": [MIAO], "place": "谈话室"}


def talk_held(talk: Conduct) -> None:
    """姚溪 talks, 苗青 writes it down."""
    talk.does("2026-03-10 16:00", YAO, "A3_05")
    record = attach(talk, YAO, "A3_06", "talk_record", "谈话记录.pdf")
    talk.does("2026-03-11 09:00", YAO, "A3_06", talk_record=[record], subject_signed=True)


def test_inquiry_and_talk_believed_and_explained(province: Province) -> None:
    """Both ways, about a unit's principal: 季怀瑾 is told; the report returned once; believed, told so, explained."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = clue.child(YAO, "talk-inquiry")
    talk.does("2026-03-03 09:00", YAO, "A3_01", mode="both", subject_is_principal=True, **TALK)
    talk.does("2026-03-03 10:00", QIN, "A3_02", principal_informed=True)
    assert len(talk.notices(JI)) == 1
    talk.does("2026-03-03 11:00", YAO, "A3_08")
    talk.does("2026-03-09 09:00", YAO, "A3_09")
    talk_held(talk)
    believed = {"credible": "属实", "conclusion": "采信了结", "explain_at_meeting": True}
    talk.does("2026-03-20 09:00", YAO, "A3_12", **believed)
    talk.does("2026-03-20 10:00", QIN, "A3_13", report_decision="return")
    talk.does("2026-03-21 09:00", YAO, "A3_12", **believed)
    talk.does("2026-03-21 10:00", QIN, "A3_13")
    assert [paper["letter"] for paper in talk.see(YAO)["letters"]] == ["A3-1", "A3-7", "A3-2", "A3-5", "A3-6", "A3-4"]
    [thrown] = talk.events(YAO, "MessageThrown")
    assert (thrown["data"]["name"], thrown["data"]["payload"]["person"]) == ("democratic.life.explain", "许某")
    row = talk.row(CHENG, "L-4")
    assert (row["status"], row["mode"], row["result"], row["letter_at"]) == ("closed", "both", "采信了结", "2026-03-03")
    assert clue.task(YAO, "E34")["data"]["result"] == "了结"


def test_a_reply_may_be_extended_once(province: Province) -> None:
    """TL-A08: 秦若川 grants, a second time is refused."""
    talk = disposed(province, "2026-03-02 10:00", "talk").child(YAO, "talk-inquiry")
    talk.does("2026-03-03 09:00", YAO, "A3_01")
    talk.does("2026-03-03 10:00", QIN, "A3_02")
    assert talk.notices(JI) == []
    talk.does("2026-03-03 11:00", YAO, "A3_08")
    path = f"/tasks/{talk.task(YAO, 'A3_09')['id']}/extension"
    request = talk.desk(YAO).post(path, {"amount": 5, "reason": "当事人住院。"})["request"]
    talk.desk(QIN).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    assert talk.task(YAO, "A3_09")["due"] == "2026-03-31"
    assert talk.desk(YAO).refused(path, {"amount": 1, "reason": "再延。"})[1]["code"] == "extension_count"


def verified(province: Province, **report: Any) -> Conduct:
    """A verification without an expert, up to the study."""
    check = disposed(province, "2026-03-02 10:00", "verification").child(YAO, "preliminary-verification")
    check.does("2026-03-03 09:00", YAO, "A4_01", subject_is_principal=True)
    check.does("2026-03-03 10:00", QIN, "A4_02", plan_decision="return", plan_opinion="补充预案。",
               principal_informed=True)
    check.does("2026-03-03 11:00", YAO, "A4_01", subject_is_principal=True)
    check.does("2026-03-03 12:00", QIN, "A4_02", principal_informed=True)
    for member in (YAO, MIAO):
        check.does("2026-03-03 13:00", member, "A4_04")
    evidence_taken(check, "2026-03-10")
    reported(check, "2026-03-20", **report)
    return check


def reported(check: Conduct, day: str, **report: Any) -> None:
    """The report, signed by everybody and studied."""
    check.does(f"{day} 09:00", YAO, "A4_09", **report)
    for member in (YAO, MIAO):
        check.does(f"{day} 10:00", member, "A4_10")
    check.does(f"{day} 11:00", CHENG, "A4_11", meeting_no=f"专题会-{day}")


@pytest.mark.parametrize(("suggestion", "message"), [("立案审查", "case.file"), ("组织处理", "organisation.handle")])
def test_a_verification_ends_in_a_case_or_in_handling(province: Province, suggestion: str, message: str) -> None:
    """季怀瑾 is told of a principal; the conclusion is returned once; what follows goes out by message."""
    check = verified(province, suggestion=suggestion)
    assert len(check.notices(JI)) == 1
    check.does("2026-03-21 09:00", QIN, "A4_12", report_decision="return", report_opinion="补充金额。")
    reported(check, "2026-03-23", suggestion=suggestion)
    check.does("2026-03-24 09:00", QIN, "A4_12")
    assert [thrown["data"]["name"] for thrown in check.events(YAO, "MessageThrown")] == [message]
    assert [paper["letter"] for paper in check.see(YAO)["letters"]] == ["A4-1", "A4-2", "A4-5", "A4-3", "A4-4"]
    row = check.row(CHENG, "L-4b")
    assert (row["status"], row["result"], row["extended_to"]) == ("closed", suggestion, None)


def test_a_verification_may_take_a_month_longer(province: Province) -> None:
    """TL-A11: two months from 03-03, one more granted by 秦若川; the register tells until when."""
    check = verified(province)
    check.does("2026-03-21 09:00", QIN, "A4_12", report_decision="return", report_opinion="补充证言。")
    path = f"/tasks/{check.task(YAO, 'A4_09')['id']}/extension"
    request = check.desk(YAO).post(path, {"amount": 1, "reason": "证人出国。"})["request"]
    check.desk(QIN).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    assert check.task(YAO, "A4_09")["due"] == "2026-06-03"
    reported(check, "2026-05-20")
    assert check.row(CHENG, "L-4b")["extended_to"] == "2026-06-03"


def help_asked(province: Province) -> Conduct:
    """程野's office asks 邵谦 for legal advice; the request is returned once."""
    help_ = start(province, "2026-03-02 09:00", YAO, "professional-assistance")
    for decision in ("return", "approve"):
        extract = attach(help_, YAO, "B5_01", "extract", "摘录.pdf")
        help_.does("2026-03-02 09:30", YAO, "B5_01", kind="法律意见", to_unit="LJ-LH", to_dept="legal_affairs",
                   need="合同效力", extract=[extract], due="2026-03-31")
        help_.does("2026-03-02 10:00", CHENG, "B5_02", request_decision=decision)
    return help_


def test_help_with_good_reason_refused(province: Province) -> None:
    """Accepted or refused within a working day (TL-P03); 秦若川 finds the reason good: the matter ends."""
    help_ = help_asked(province)
    task = help_.task(SHAO, "B5_03")
    assert (task["limit"], task["due"]) == ("TL-P03", "2026-03-03")
    help_.does("2026-03-02 11:00", SHAO, "B5_03", accept_decision="refuse", refuse_reason="无此专业。")
    help_.does("2026-03-02 12:00", QIN, "B5_03b", refusal_decision="accept", refusal_opinion="另请专家。")
    assert help_.row(CHENG, "L-2b")["status"] == "not_accepted"


def test_an_expert_with_an_interest_is_replaced_and_an_opinion_returned(province: Province) -> None:
    """邵谦 is recused: another expert is named; ten working days (TL-P04), five more once; the opinion is returned."""
    help_ = help_asked(province)
    help_.does("2026-03-02 11:00", SHAO, "B5_03", accept_decision="accept", expert=LUO)
    help_.does("2026-03-02 12:00", LUO, "B5_04", has_conflict=True, ground="interest", secrecy_sign=None)
    help_.does("2026-03-02 13:00", SHAO, "B5_03", accept_decision="accept", expert=SHAO)
    help_.does("2026-03-02 14:00", SHAO, "B5_04")
    task = help_.task(SHAO, "B5_05")
    assert (task["limit"], task["due"]) == ("TL-P04", "2026-03-16")
    path = f"/tasks/{task['id']}/extension"
    assert help_.desk(SHAO).refused(path, {"amount": 6, "reason": "资料多。"})[1]["code"] == "extension_amount"
    request = help_.desk(SHAO).post(path, {"amount": 5, "reason": "资料多。"})["request"]
    help_.desk(CHENG).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    assert help_.task(SHAO, "B5_05")["due"] == "2026-03-23"
    help_.does("2026-03-10 09:00", SHAO, "B5_05")
    help_.does("2026-03-10 10:00", YAO, "B5_06", evaluation_decision="return", evaluation_text="请说明依据。")
    help_.does("2026-03-11 09:00", SHAO, "B5_05")
    help_.does("2026-03-11 10:00", YAO, "B5_06")
    row = help_.row(CHENG, "L-2b")
    assert (row["status"], row["score"], row["accepted_at"]) == ("closed", 5, "2026-03-02")


def test_help_asked_for_beside_an_opinion_comes_back(province: Province) -> None:
    """The event subprocess of the clue ends with the help; the opinion of the handlers is not touched."""
    clue = file_clue(province, "2026-03-02 09:00", transfer_type="assistance", assistance_need=["审计"],
                     verified_facts=None).to("E28", "2026-03-02 10:00")
    clue.desk(YAO).post("/messages", {"name": "assistance.needed", "correlation": clue.see(YAO)["case_no"]})
    help_ = clue.child(YAO, "professional-assistance")
    extract = attach(help_, YAO, "B5_01", "extract", "摘录.pdf")
    help_.does("2026-03-03 09:00", YAO, "B5_01", kind="审计", to_unit="LJ-LH", to_dept="finance_audit", need="审计",
               extract=[extract], due="2026-03-31")
    help_.does("2026-03-03 10:00", CHENG, "B5_02")
    help_.does("2026-03-03 11:00", LUO, "B5_03", accept_decision="accept", expert=LUO)
    help_.does("2026-03-03 12:00", LUO, "B5_04")
    help_.does("2026-03-04 09:00", LUO, "B5_05")
    help_.does("2026-03-04 10:00", YAO, "B5_06")
    assert clue.inbox(YAO) == ["E28"]
    left = [event["data"]["element"] for event in clue.events(YAO, "ElementLeft")]
    assert "E28e_assistance_end" in left


def test_opinions_on_a_clue_are_returned_at_every_desk(province: Province) -> None:
    """秦若川 returns the distribution and the disposal, the meeting wants a change; each comes back to its author."""
    clue = file_clue(province, "2026-03-02 09:00").to("E23", "2026-03-02 10:00")
    clue.does("2026-03-02 11:00", QIN, "E23", distribution_decision="return", distribution_opinion="请重提。")
    assert clue.task(CHENG, "E22")["round"] == 2
    clue.to("E29", "2026-03-02 12:00")
    clue.does("2026-03-02 13:00", CHENG, "E29", study_decision="change", study_opinion="补充分析。")
    assert clue.task(YAO, "E28")["round"] == 2
    clue.does("2026-03-02 14:00", YAO, "E28")
    clue.does("2026-03-02 15:00", CHENG, "E29", meeting_no="专题会-2")
    clue.does("2026-03-02 16:00", QIN, "E30", disposal_decision="return", disposal_opinion="方案过简。")
    assert clue.task(YAO, "E28")["round"] == 3


def test_a_held_clue_is_closed_at_its_recheck(province: Province) -> None:
    """Nothing can be found out any more: the result is entered."""
    clue = disposed(province, "2026-03-02 10:00", "hold")
    province.night("2026-08-31 00:05")
    clue.does("2026-09-01 09:00", BAI, "E33d")
    assert clue.inbox(YAO) == ["E34"]


def test_a_reminder_needs_no_approval_and_ends_when_corrected(province: Province) -> None:
    """提醒 without written check: talk in ten working days (TL-P05), follow-up after six months, corrected."""
    case = start(province, "2026-03-02 09:00", YAO, "reminder-admonition")
    case.does("2026-03-02 09:30", YAO, "A8_01")
    case.does("2026-03-02 09:40", YAO, "A8_04a")
    task = case.task(YAO, "A8_05")
    assert (task["limit"], task["due"]) == ("TL-P05", "2026-03-16")
    case.does("2026-03-04 09:00", YAO, "A8_05")
    record = attach(case, YAO, "A8_06", "talk_record", "谈话记录.pdf")
    case.does("2026-03-04 10:00", YAO, "A8_06", talk_record=[record], person_signed=True)
    assert [paper["letter"] for paper in case.see(YAO)["letters"]] == ["A8-1", "A8-2"]
    province.night("2026-08-25 00:05")
    case.does("2026-08-26 09:00", YAO, "A8_11")
    row = case.row(CHENG, "L-4e")
    assert (row["status"], row["follow_result"], row["influence_until"]) == ("closed", "已改", None)


def test_an_admonition_is_returned(province: Province) -> None:
    """秦若川 returns it; the proposer does not approve himself."""
    case = start(province, "2026-03-02 09:00", YAO, "reminder-admonition")
    case.does("2026-03-02 09:30", YAO, "A8_01", level="诫勉")
    assert case.task(QIN, "A8_03")["limit"] == "TL-C07"
    case.does("2026-03-02 10:00", QIN, "A8_03", approval_decision="return", approval_opinion="降为提醒。")
    assert case.task(YAO, "A8_01")["round"] == 2


def suggested(province: Province) -> Conduct:
    """贺临 suggests an improvement by hand."""
    return start(province, "2026-03-02 09:00", HE, "improvement-loop", title="规范询价", loophole="询价缺少抽查。")


def test_a_suggestion_is_turned_down_with_a_reason(province: Province) -> None:
    """Triage within three working days (TL-P06); the reason stays in the register's case."""
    case = suggested(province)
    task = case.task(ZHUO, "B11_02")
    assert (task["limit"], task["due"]) == ("TL-P06", "2026-03-05")
    case.does("2026-03-03 09:00", ZHUO, "B11_02", triage_decision="reject", owner_dept=None,
              triage_opinion="已有制度。")
    assert (case.see(ZHUO)["status"], case.row(ZHUO, "L-34")["status"]) == ("closed", "not_accepted")


@pytest.mark.parametrize(("action", "message"), [
    ("regulation", "regulation.needed"), ("system", "system.improvement"), ("training", "training.needed"),
    ("none", None),
])
def test_each_kind_of_improvement_goes_its_way(province: Province, action: str, message: str | None) -> None:
    """Cause in ten working days (TL-P07), carried out in ninety days (TL-P08), the suggester reads the feedback."""
    case = suggested(province)
    case.does("2026-03-02 10:00", ZHUO, "B11_02")
    task = case.task(LUO, "B11_03")
    assert (task["limit"], task["due"]) == ("TL-P07", "2026-03-16")
    status, problem = case.attempt(LUO, "B11_03", action_due="2026-12-31")
    assert (status, problem["problems"][0]["path"]) == (422, "action_due")
    case.does("2026-03-03 09:00", LUO, "B11_03", action=action)
    assert [thrown["data"]["name"] for thrown in case.events(ZHUO, "MessageThrown")] == [message] * bool(message)
    task = case.task(LUO, "B11_05")
    assert (task["limit"], task["raw_due"]) == ("TL-P08", "2026-06-01")
    case.does("2026-03-20 09:00", LUO, "B11_05")
    case.does("2026-03-20 10:00", HE, "B11_06")
    assert [paper["letter"] for paper in case.see(ZHUO)["letters"]] == ["B11-1", "B11-2"]
