"""Clue transfer up to the register: return, bypass, not a clue, supplement, forwarding, merge (P01 E02 to E21)."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct, attach, file_clue, start
from tests.scenarios.people import BAI, CHENG, HAN, HE, LIANG, LUO, QIN, WEI, ZHENG
from tests.scenarios.province import Province

LUO_AS_SUBJECT = {
    "name": "罗一禾", "unit": "LJ-LH", "post": "财务审计科科长", "rank": "中层正职", "manager_scope": "LJ-LH",
    "is_key_leader": False,
}
ZHANG = LUO_AS_SUBJECT | {"name": "章某", "post": "采购员", "rank": "一般"}


def test_review_returns_and_the_second_round_is_visible(province: Province) -> None:
    """罗一禾 returns, 韩澄 fills in again (round 2), 梁既明 returns too (round 3); the history tells every round."""
    clue = file_clue(province, "2026-03-02 09:00")
    clue.does("2026-03-02 10:00", LUO, "E07", review_decision="return", review_opinion="金额与合同不符。")
    again = clue.task(HAN, "E02")
    assert (again["round"], again["data"]["summary"][:4]) == (2, "审计发现")
    clue.does("2026-03-02 11:00", HAN, "E02", amount=85000)
    assert clue.task(LUO, "E07")["round"] == 2
    clue.does("2026-03-02 12:00", LUO, "E07")
    clue.does("2026-03-02 13:00", LIANG, "E10", sign_decision="return", sign_opinion="补充验收情况。")
    assert clue.task(HAN, "E02")["round"] == 3
    clue.does("2026-03-02 14:00", HAN, "E02")
    clue.does("2026-03-02 15:00", LUO, "E07")
    clue.does("2026-03-02 16:00", LIANG, "E10")
    done = [(e["element"][:3], e["data"]["round"], e["data"]["outcome"]) for e in clue.events(BAI, "TaskCompleted")]
    assert done == [
        ("E02", 1, ""), ("E07", 1, "return"), ("E02", 2, ""), ("E07", 2, "approve"), ("E10", 1, "return"),
        ("E02", 3, ""), ("E07", 3, "approve"), ("E10", 2, "approve"),
    ]
    assert clue.inbox(BAI) == ["E13"]


def test_head_and_leader_are_bypassed_when_the_head_is_the_subject(province: Province) -> None:
    """The subject heads the source department: no review, no leader; 韩澄 sends it and gets the feedback."""
    clue = file_clue(province, "2026-03-02 09:00", subjects=[LUO_AS_SUBJECT])
    assert clue.inbox(LUO) == clue.inbox(LIANG) == []
    assert clue.desk(LUO).call("GET", f"/instances/{clue.case}")[0] == 404
    assert clue.row(BAI, "L-2")["status"] == "submitted"
    [letter] = [each for each in clue.see(BAI)["letters"] if each["letter"] == "D-01"]
    assert (letter["number"], letter["status"]) == ("LJ-LH-YJ-2026-0001", "signed")
    assert clue.inbox(BAI) == ["E13"]
    clue.to("E28", "2026-03-03 09:00")
    clue.does("2026-03-04 09:00", "lj-lh.yaoxi", "E28")
    clue.does("2026-03-04 10:00", CHENG, "E29")
    clue.does("2026-03-04 11:00", QIN, "E30")
    clue.does("2026-03-04 12:00", "lj-lh.yaoxi", "E34")
    clue.does("2026-03-04 13:00", BAI, "E36")
    assert clue.inbox(LUO) == []
    clue.does("2026-03-04 14:00", HAN, "E36b")
    assert clue.inbox(BAI) == ["E41"]


def test_what_is_no_clue_becomes_an_issue_struck_off_by_another_hand(province: Province) -> None:
    """not_a_clue: C2 opens for the responsible unit, 贺临 signs in, 郑眠 rectifies, 罗一禾 verifies (SD-4)."""
    clue = file_clue(province, "2026-03-02 09:00")
    clue.does("2026-03-02 10:00", LUO, "E07", review_decision="not_a_clue", review_opinion="属一般管理问题。")
    issue = _issue_of(clue)
    issue.does("2026-03-03 09:00", HE, "C2_03")
    plan = issue.task(ZHENG, "C2_04")
    assert (plan["limit"], plan["due"]) == ("TL-G01", "2026-03-17")
    issue.does("2026-03-04 09:00", ZHENG, "C2_04")
    issue.does("2026-03-05 09:00", LUO, "C2_05", plan_decision="return", plan_opinion="补充责任人。")
    assert issue.task(ZHENG, "C2_04")["round"] == 2
    issue.does("2026-03-05 10:00", ZHENG, "C2_04")
    issue.does("2026-03-06 09:00", LUO, "C2_05")
    issue.does("2026-03-09 09:00", ZHENG, "C2_06b", progress=40, progress_text="已起草。")
    assert issue.inbox(ZHENG) == ["C2_07"]      # the term runs on beside the monthly reports
    province.night("2026-04-01 00:05")
    assert issue.task(ZHENG, "C2_06b")["due"] == "2026-05-06"
    issue.does("2026-04-02 09:00", ZHENG, "C2_06b", progress=100, progress_text="已印发。")
    report = issue.task(ZHENG, "C2_07")
    assert (report["limit"], report["due"]) == ("TL-G02b", "2026-06-01")
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "制度.pdf")
    issue.does("2026-04-03 09:00", ZHENG, "C2_07", result_text="制度已印发。", evidence=[evidence], regulations=1)
    issue.does("2026-04-07 09:00", HE, "C2_08")
    issue.does("2026-04-08 09:00", LUO, "C2_09", verify_decision="return", verify_opinion="补充培训记录。")
    issue.does("2026-04-09 09:00", ZHENG, "C2_06b", progress=100, progress_text="已培训。")
    more = attach(issue, ZHENG, "C2_07", "evidence", "培训.pdf")
    issue.does("2026-04-09 10:00", ZHENG, "C2_07", result_text="制度已印发并培训。", evidence=[more], regulations=1)
    issue.does("2026-04-10 09:00", HE, "C2_08")
    issue.does("2026-04-10 10:00", LUO, "C2_09")
    seen = issue.see(LUO)
    assert seen["status"] == "closed"
    letters = [each["letter"] for each in seen["letters"]]
    assert letters == ["D-29", "C2-1", "C2-2", "C2-2", "C2-3", "C2-2", "C2-3", "D-35"]
    closed = clue.see(LUO)
    assert closed["status"] == "closed"


def _issue_of(clue: Conduct) -> Conduct:
    [task] = [task for task in clue.desk(HE).tasks() if task["definition"] == "issue-rectification"]
    return Conduct(clue.province, task["instance"])


def test_supplement_twice_then_the_clerk_must_decide(province: Province) -> None:
    """白棠 asks twice (D-04, TL-C05 from the notice); the third check goes on with what is there. TL-A07 not moved."""
    clue = file_clue(province, "2026-03-02 09:00").to("E13", "2026-03-02 15:00")
    missing: dict[str, object] = {"complete": False, "missing": [{"title": "付款凭证", "reason": "缺第3笔"}]}
    status, problem = clue.attempt(BAI, "E13", complete=False, missing=[])
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["missing"])
    clue.does("2026-03-03 09:00", BAI, "E13", **missing)
    ask = clue.task(HAN, "E15")
    assert (ask["limit"], ask["due"], ask["data"]["missing"][0]["title"]) == ("TL-C05", "2026-03-06", "付款凭证")
    assert clue.row(BAI, "L-2")["status"] == "supplementing"
    clue.does("2026-03-05 09:00", HAN, "E15")
    check = clue.task(BAI, "E13")
    assert (check["round"], check["due"]) == (2, "2026-03-06")
    clue.does("2026-03-05 10:00", BAI, "E13", received_at="2026-03-03T09:00:00+08:00", **missing)
    clue.does("2026-03-06 09:00", HAN, "E15")
    clue.does("2026-03-06 10:00", BAI, "E13", received_at="2026-03-03T09:00:00+08:00", **missing)
    assert clue.inbox(HAN) == []
    row = clue.row(BAI, "L-1")
    assert (row["received_at"], row["due_raw"], row["due_effective"]) == ("2026-03-03", "2026-04-03", "2026-04-03")
    assert clue.row(BAI, "L-2")["supplement_rounds"] == 2
    numbers = [each["number"] for each in clue.see(BAI)["letters"] if each["letter"] == "D-04"]
    assert numbers == ["LJ-LH-BZ-2026-0001", "LJ-LH-BZ-2026-0002"]


def test_another_jurisdiction_gets_the_clue_and_the_source_is_told(province: Province) -> None:
    """Out of scope: 程野 forwards to LJ-YB within TL-A04; a case opens there; 韩澄 is told; the clue ends forwarded."""
    clue = file_clue(province, "2026-03-02 09:00").to("E13", "2026-03-02 15:00")
    clue.does("2026-03-03 09:00", BAI, "E13", in_scope=False, complete=None, forward_to="LJ-YB")
    decide = clue.task(CHENG, "E16")
    assert (decide["limit"], decide["due"], decide["data"]["forward_to"]) == ("TL-A04", "2026-03-10", "LJ-YB")
    status, problem = clue.attempt(CHENG, "E16", forward_to="LJ-LH")
    assert (status, problem["problems"][0]["path"]) == (422, "forward_to")
    clue.does("2026-03-04 09:00", CHENG, "E16", forward_to="LJ-YB")
    seen = clue.see(CHENG)
    assert (seen["status"], [each["letter"] for each in seen["letters"]][-1]) == ("forwarded", "D-05")
    assert clue.row(BAI, "L-2")["feedback_code"] == "forwarded"
    assert clue.notices(HAN) == ["移交函 LJ-LH-YJ-2026-0001 所涉事项不属本单位受理范围，已转送有管辖权的单位。"]
    # LJ-YB has no clue administrator of its own: the province's serves
    [task] = [task for task in clue.desk("lj.xuyan").tasks() if task["element"] == "E13_sign_in"]
    other = Conduct(province, task["instance"])
    assert (task["due"], other.see("lj.xuyan")["unit"]) == ("2026-03-05", "LJ-YB")
    other.does("2026-03-05 09:00", "lj.xuyan", "E13")
    row = other.row("lj.xuyan", "L-1")
    assert (row["row_no"], row["unit"], row["subject"]) == ("LJ-YB-XS-2026-0001", "LJ-YB", "许某")
    assert clue.desk(BAI).call("GET", f"/instances/{other.case}")[0] == 404


def test_the_same_subject_and_category_is_merged(province: Province) -> None:
    """A second clue on 许某 within 90 days is found (强) and merged: the source is told, nothing else opens."""
    first = file_clue(province, "2026-03-02 09:00").to("E22", "2026-03-02 15:00")
    second = file_clue(province, "2026-03-10 09:00").to("E13", "2026-03-10 10:00")
    second.does("2026-03-10 11:00", BAI, "E13")
    decision = second.task(BAI, "E19")
    [candidate] = decision["data"]["candidates"]
    assert (candidate["row_no"], candidate["strength"]) == ("LJ-LH-XS-2026-0001", "强")
    status, problem = second.attempt(BAI, "E19", merge_decision="merge", merge_into="LJ-LH-XS-2026-0099")
    assert (status, problem["problems"][0]["path"]) == (422, "merge_into")
    second.does("2026-03-10 12:00", BAI, "E19", merge_decision="merge", merge_into="LJ-LH-XS-2026-0001")
    seen = second.see(BAI)
    assert (seen["status"], [task for task in seen["tasks"] if task["status"] == "open"]) == ("merged", [])
    row = second.row(BAI, "L-1")
    assert (row["status"], row["duplicate_of"]) == ("merged", "LJ-LH-XS-2026-0001")
    assert second.row(BAI, "L-2")["feedback_code"] == "merged"
    assert second.notices(HAN) == ["移交函 LJ-LH-YJ-2026-0002 所涉线索已并入同类线索办理。"]
    third = file_clue(province, "2026-07-10 09:00").to("E13", "2026-07-10 10:00")
    third.does("2026-07-10 11:00", BAI, "E13")
    strengths = {each["strength"] for each in third.task(BAI, "E19")["data"]["candidates"]}
    assert strengths == {"一般"}
    third.does("2026-07-10 12:00", BAI, "E19")
    assert third.inbox(CHENG) == ["E22"]
    another = file_clue(province, "2026-07-11 09:00", subjects=[ZHANG]).to("E22", "2026-07-11 10:00")
    assert another.inbox(CHENG) == ["E22"]
    assert first.inbox(CHENG) == ["E22"]


def test_a_rectification_term_follows_the_mode(province: Province) -> None:
    """立行立改 15 days, 限期整改 90, 持续整改 180, from the day the list is served (TL-G02a to c)."""
    due = {}
    for mode in ("立行立改", "限期整改", "持续整改"):
        issue = start(
            province, "2026-03-02 09:00", LUO, "issue-rectification", issue_source="audit", description="采购未询价。",
            category="企业违规", level="一般", mode=mode, unit="LJ-LH-WQ", verify_dept="finance_audit",
        )
        issue.does("2026-03-02 10:00", HE, "C2_03")
        issue.does("2026-03-02 11:00", ZHENG, "C2_04")
        issue.does("2026-03-02 12:00", LUO, "C2_05")
        issue.does("2026-03-02 13:00", ZHENG, "C2_06b")
        task = issue.task(ZHENG, "C2_07")
        due[mode] = (task["limit"], task["due"])
    assert due == {
        "立行立改": ("TL-G02a", "2026-03-17"), "限期整改": ("TL-G02b", "2026-06-01"),
        "持续整改": ("TL-G02c", "2026-08-31"),
    }


def test_a_duty_of_another_unit_is_unknown(province: Province) -> None:
    """魏然 of LJ-QY knows nothing of a clue of LJ-LH."""
    clue = file_clue(province, "2026-03-02 09:00").to("E22", "2026-03-02 15:00")
    assert clue.desk(WEI).call("GET", f"/instances/{clue.case}")[0] == 404
    assert clue.desk(WEI).call("GET", "/registers/L-1/rows")[1]["items"] == []


def test_the_clock_of_the_opinion_follows_a_date_set_earlier(province: Province) -> None:
    """程野 sets 2026-03-20 instead of the counted 2026-04-02: E28 is due then, and so is the row of L-1."""
    clue = file_clue(province, "2026-03-02 09:00").to("E22", "2026-03-02 15:00")
    clue.does("2026-03-03 09:00", CHENG, "E22", due_override="2026-03-20")
    clue.to("E28", "2026-03-03 10:00")
    open_ = [each for each in clue.see(QIN)["tasks"] if each["status"] == "open"]
    (task,) = (each for each in open_ if each["element"].startswith("E28"))
    assert (task["raw_due"], task["due"]) == ("2026-03-20", "2026-03-20")
    assert clue.row(BAI, "L-1")["due_effective"] == "2026-03-20"
