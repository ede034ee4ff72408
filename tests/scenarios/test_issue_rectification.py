"""Rectification of issues (C2): objections, adjustment, long-term list, monthly reports, three levels for 重大."""

from __future__ import annotations

from typing import Any

from engine import commands, system_actor
from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import CHENG, HE, LUO, MENG, QIN, YAO, ZHENG
from tests.scenarios.province import Province

ISSUE: dict[str, Any] = {
    "issue_source": "audit", "source_ref": "LJ-LH-SJ-2026-0003", "description": "采购未询价。", "category": "企业违规",
    "level": "一般", "mode": "限期整改", "unit": "LJ-LH-WQ", "verify_dept": "finance_audit", "basis": "采购办法第九条",
    "issue_amount": 86000, "blocking": True,
}
DAY = "2026-03-02"


def open_issue(province: Province, **values: Any) -> Conduct:
    """罗一禾 lists an issue on 2026-03-02."""
    return start(province, f"{DAY} 09:00", LUO, "issue-rectification", **(ISSUE | values))


def hand_over(province: Province, **values: Any) -> Conduct:
    """Another procedure of LJ-LH hands the issue over with its own key."""
    province.at(f"{DAY} 09:00")
    message = commands.CorrelateMessage("issue.create", payload=ISSUE | values, unit="LJ-LH")
    receipt = province.engine.execute(message, system_actor())
    return Conduct(province, receipt.result["instances"][0])


def to_doing(issue: Conduct) -> Conduct:
    """The plan is approved."""
    issue.does(f"{DAY} 10:00", HE, "C2_03")
    issue.does(f"{DAY} 11:00", ZHENG, "C2_04")
    issue.does(f"{DAY} 12:00", LUO, "C2_05")
    return issue


def to_verification(issue: Conduct, **done: Any) -> Conduct:
    """Reported complete with evidence and signed by the unit."""
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "制度.pdf")
    issue.does("2026-03-10 09:00", ZHENG, "C2_07", result_text="制度已印发。", evidence=[evidence], **done)
    issue.does("2026-03-10 10:00", HE, "C2_08")
    return issue


def fields(answer: tuple[int, Any]) -> list[str]:
    """Fields named by a refusal."""
    assert answer[0] == 422, answer
    return sorted(each["path"] for each in answer[1]["problems"])


def test_both_lists_carry_every_column(province: Province) -> None:
    """L-12 and L-12b from listing to strike-off; D-29, C2-1, C2-2, C2-3, D-35 are made and readable."""
    issue = open_issue(province)
    row = issue.row(CHENG, "L-12")
    assert row["row_no"] == row["issue_no"] == "LJ-LH-WQ-WT-2026-0001"
    assert [row[name] for name in ("unit", "source", "source_ref", "category", "level")] == [
        "LJ-LH-WQ", "audit", "LJ-LH-SJ-2026-0003", "企业违规", "一般"]
    assert (row["mode"], row["basis"], row["blocking"], row["repeat_count"], row["lookback_no"], row["reopen_no"]) == (
        "限期整改", "采购办法第九条", True, 0, 0, 0)
    assert (row["status"], row["due_effective"], float(row["amount"])) == ("accepted", "2026-06-01", 86000)
    to_doing(issue)
    issue.does(f"{DAY} 13:00", ZHENG, "C2_06b")
    row = issue.row(CHENG, "L-12")
    assert (row["status"], row["dept"], row["responsible_person"]) == ("in_progress", "综合管理部(办公室)", ["郑眠"])
    to_verification(issue, recovered=1200, persons_handled=1, regulations=1)
    assert issue.row(CHENG, "L-12")["status"] == "to_verify"
    issue.does("2026-03-11 09:00", LUO, "C2_09")
    row, plan = issue.row(CHENG, "L-12"), issue.row(CHENG, "L-12b")
    assert (row["status"], row["closed_at"], row["overdue_days"]) == ("closed", "2026-03-11", 0)
    assert (plan["issue_no"], plan["owner"], plan["leader"], plan["milestones"]) == (
        row["issue_no"], ["郑眠"], "贺临", ["印发"])
    assert (plan["measures"], plan["progress_pct"], plan["report_at"]) == (["完善询价制度"], 100, "2026-03-10")
    assert (plan["verifier"], plan["verified_at"], plan["struck_off_at"]) == ("罗一禾", "2026-03-11", "2026-03-11")
    assert (float(plan["recovered"]), plan["persons_handled"], plan["regulation_refs"]) == (1200, 1, 1)
    assert (plan["rectifiers"], plan["verifiers"]) == ([ZHENG, HE], [LUO])
    letters = issue.see(LUO)["letters"]
    assert [each["letter"] for each in letters] == ["D-29", "C2-1", "C2-2", "C2-3", "D-35"]
    for letter in letters:
        status, content = issue.desk(LUO).download(f"/letters/{letter['id']}")
        assert (status, content[:2]) == (200, b"PK"), letter
    thrown = {event["data"]["name"]: event["data"] for event in issue.events(LUO, "MessageThrown")}
    assert thrown["regulation.built"]["payload"]["regulations"] == 1
    assert thrown["issue.closed"]["correlation"] == issue.see(LUO)["case_no"]
    assert thrown["issue.closed"]["payload"] == {
        "issue_no": row["issue_no"], "struck_off_at": "2026-03-11", "result": "struck_off"}


def test_a_second_issue_of_the_category_after_a_strike_off_is_a_repeat(province: Province) -> None:
    """Only what was struck off before counts as a repetition; an open one beside it does not."""
    first = to_verification(to_doing(open_issue(province)))
    beside = start(province, "2026-03-10 12:00", LUO, "issue-rectification", **ISSUE)
    assert beside.row(CHENG, "L-12")["repeat_count"] == 0
    first.does("2026-03-11 09:00", LUO, "C2_09")
    again = start(province, "2026-04-10 09:00", LUO, "issue-rectification", **ISSUE)
    assert again.row(CHENG, "L-12")["repeat_count"] == 1


def test_a_major_issue_is_struck_off_at_three_levels(province: Province) -> None:
    """责任单位 → 主管部门 → 纪检; return at each of them; nobody checks their own work (SD-4)."""
    issue = to_verification(to_doing(open_issue(province, level="重大")))
    assert issue.inbox(CHENG) == []
    issue.does("2026-03-11 09:00", LUO, "C2_09")
    second = issue.task(CHENG, "C2_10")
    assert (second["limit"], second["due"]) == ("TL-G03", "2026-03-18")
    issue.does("2026-03-12 09:00", CHENG, "C2_10", strike_decision="return", strike_opinion="补充培训记录。")
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "培训.pdf")
    issue.does("2026-03-12 10:00", ZHENG, "C2_07", result_text="已培训。", evidence=[evidence])
    issue.does("2026-03-12 11:00", HE, "C2_08", unit_decision="return", unit_opinion="材料不全。")
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "签到.pdf")
    issue.does("2026-03-12 12:00", ZHENG, "C2_07", result_text="已培训。", evidence=[evidence])
    issue.does("2026-03-12 13:00", HE, "C2_08")
    issue.does("2026-03-12 14:00", LUO, "C2_09")
    issue.does("2026-03-12 15:00", CHENG, "C2_10")
    assert (issue.see(LUO)["status"], issue.row(CHENG, "L-12b")["verifiers"]) == ("closed", [LUO, CHENG])


def test_extension_of_a_major_issue_is_granted_by_the_secretary(province: Province) -> None:
    """The level's approver: 重大 the discipline secretary, others the head of the office; at most half, once."""
    issue = to_doing(open_issue(province, level="重大"))
    path = f"/tasks/{issue.task(ZHENG, 'C2_07')['id']}/extension"
    assert issue.desk(ZHENG).refused(path, {"amount": 46, "reason": "待审批。"})[1]["code"] == "extension_amount"
    request = issue.desk(ZHENG).post(path, {"amount": 45, "reason": "待审批。"})["request"]
    decision = {"grant": True, "opinion": "同意。"}
    assert issue.desk(CHENG).call("POST", f"/tasks/{request}/decision", decision)[0] in (403, 404)
    issue.desk(QIN).post(f"/tasks/{request}/decision", decision)
    assert issue.row(CHENG, "L-12")["due_effective"] == "2026-07-15"
    assert issue.desk(ZHENG).refused(path, {"amount": 1, "reason": "再延。"})[0] in (409, 422)


def test_the_unit_objects_and_the_issue_goes_to_the_right_unit(province: Province) -> None:
    """Objection within 5 WD; kept once, then the plan review finds the duty elsewhere: a new case at LJ-LH-LK."""
    issue = hand_over(province, issue_ref="A/1")
    assert (issue.task(HE, "C2_03")["limit"], issue.task(HE, "C2_03")["due"]) == ("TL-B02", "2026-03-09")
    assert fields(issue.attempt(HE, "C2_03", objects=True, responsible_dept=None, responsible_person=None,
                                leader=None)) == ["objection"]
    objection = {"objects": True, "objection": "属岚口县局职责。", "responsible_dept": None, "responsible_person": None,
                 "leader": None}
    issue.does(f"{DAY} 10:00", HE, "C2_03", **objection)
    assert issue.task(LUO, "C2_03b")["data"]["objection"] == "属岚口县局职责。"
    issue.does(f"{DAY} 11:00", LUO, "C2_03b", adjust_decision="keep", adjust_reason="属本单位采购。")
    assert issue.attempt(HE, "C2_03", **objection)[0] == 422
    issue.does(f"{DAY} 12:00", HE, "C2_03")
    issue.does(f"{DAY} 13:00", ZHENG, "C2_04")
    issue.does(f"{DAY} 14:00", LUO, "C2_05", plan_decision="adjust", plan_opinion="经核实属岚口县局。")
    assert fields(issue.attempt(LUO, "C2_03b", adjust_decision="transfer", new_unit="LJ-LH-WQ",
                                adjust_reason="职责不符。")) == ["new_unit"]
    issue.does(f"{DAY} 15:00", LUO, "C2_03b", adjust_decision="transfer", new_unit="LJ-LH-LK",
               adjust_reason="职责不符。")
    province.night(f"{DAY} 15:05")
    assert (issue.see(LUO)["status"], issue.row(CHENG, "L-12")["status"]) == ("forwarded", "forwarded")
    other = issue.child(CHENG, "issue-rectification")
    row = other.row(CHENG, "L-12")
    assert (row["unit"], row["issue_ref"], row["blocking"], row["description"]) == (
        "LJ-LH-LK", "A/1", True, "采购未询价。")


def test_an_issue_is_split_merged_or_withdrawn_with_a_reason(province: Province) -> None:
    """Split: the parts are issues of their own. Merge and withdrawal end the case and tell the caller."""
    issue = hand_over(province, issue_ref="A/1")
    adjust = {"objects": True, "objection": "应拆分。", "responsible_dept": None, "responsible_person": None,
              "leader": None}
    issue.does(f"{DAY} 10:00", HE, "C2_03", **adjust)
    part = {"unit": "LJ-LH-LK", "description": "验收不严。"}
    issue.does(f"{DAY} 11:00", LUO, "C2_03b", adjust_decision="split", parts=[part], description="未询价。",
               adjust_reason="两事。")
    province.night(f"{DAY} 11:05")
    half = issue.child(CHENG, "issue-rectification")
    assert (half.row(CHENG, "L-12")["issue_ref"], half.row(CHENG, "L-12")["description"]) == ("A/1/1", "验收不严。")
    assert issue.row(CHENG, "L-12")["description"] == "未询价。"
    issue.does(f"{DAY} 12:00", HE, "C2_03", **adjust)
    assert fields(issue.attempt(LUO, "C2_03b", adjust_decision="merge", merged_into="LJ-LH-WT-2026-9999",
                                adjust_reason="同一事项。")) == ["merged_into"]
    issue.does(f"{DAY} 13:00", LUO, "C2_03b", adjust_decision="merge", adjust_reason="同一事项。",
               merged_into=half.row(CHENG, "L-12")["row_no"])
    row = issue.row(CHENG, "L-12")
    assert (row["status"], row["merged_into"]) == ("merged", half.row(CHENG, "L-12")["row_no"])
    [told] = issue.events(LUO, "MessageThrown")
    assert (told["data"]["correlation"], told["data"]["payload"]["result"]) == ("A/1", "merged")
    third = open_issue(province)
    third.does(f"{DAY} 14:00", HE, "C2_03", **adjust)
    third.does(f"{DAY} 15:00", LUO, "C2_03b", adjust_decision="withdraw", adjust_reason="问题不成立。")
    assert (third.see(LUO)["status"], third.row(CHENG, "L-12")["status"]) == ("withdrawn", "withdrawn")


def test_the_source_withdraws_before_sign_in_only(province: Province) -> None:
    """The author or the head of the discipline office, with a reason, until the unit has signed in."""
    issue = open_issue(province)
    issue.desk(CHENG).post(f"/instances/{issue.case}/withdraw", {"reason": "问题重复。"})
    assert issue.row(CHENG, "L-12")["status"] == "withdrawn"
    second = open_issue(province)
    second.does(f"{DAY} 10:00", HE, "C2_03")
    status, problem = second.desk(LUO).call("POST", f"/instances/{second.case}/withdraw", {"reason": "问题重复。"})
    assert (status, problem["code"]) == (409, "too_late")


def test_what_cannot_be_fixed_is_reviewed_every_year(province: Province) -> None:
    """Policy stands against it: long-term list, looked at once a year, taken up again when the way is free."""
    issue = to_doing(open_issue(province))
    stuck = {"progress": 30, "progress_text": "待政策。", "cannot_fix": True, "cannot_fix_reason": "上级政策未定。"}
    assert fields(issue.attempt(ZHENG, "C2_06b", **(stuck | {"cannot_fix_reason": None}))) == ["cannot_fix_reason"]
    issue.does("2026-03-03 09:00", ZHENG, "C2_06b", **stuck)
    issue.does("2026-03-03 10:00", CHENG, "C2_15", longterm_decision="return", longterm_opinion="先行整改。")
    issue.does("2026-03-03 11:00", ZHENG, "C2_06b", **stuck)
    issue.does("2026-03-03 12:00", CHENG, "C2_15")
    row = issue.row(CHENG, "L-12")
    assert (row["status"], row["long_term"], row["due_effective"]) == ("suspended", True, "2027-03-03")
    province.night("2027-03-03 00:05")
    issue.does("2027-03-03 09:00", CHENG, "C2_15d", review_decision="continue", review_opinion="条件未变。")
    province.night("2028-03-03 00:05")
    issue.does("2028-03-03 09:00", CHENG, "C2_15d")
    row = issue.row(CHENG, "L-12")
    assert (row["status"], row["long_term"]) == ("in_progress", False)
    assert issue.inbox(ZHENG) == ["C2_06b", "C2_07"]


def test_without_a_department_the_discipline_office_verifies(province: Province) -> None:
    """Another procedure starts it without saying who verifies: an officer, and for 重大 the head as second level."""
    issue = open_issue(province, level="重大", verify_dept="discipline_office")
    issue.does(f"{DAY} 10:00", HE, "C2_03")
    issue.does(f"{DAY} 11:00", ZHENG, "C2_04")
    assert [issue.inbox(user) for user in (YAO, MENG, CHENG)] == [["C2_05"], ["C2_05"], []]


def closed_issue(province: Province) -> str:
    """Number of an issue struck off on 2026-03-11."""
    issue = to_verification(to_doing(open_issue(province)))
    issue.does("2026-03-11 09:00", LUO, "C2_09")
    return str(issue.row(CHENG, "L-12")["row_no"])


def listed(province: Province, row_no: str) -> dict[str, Any]:
    """The row of an issue, whichever case wrote it last."""
    [row] = [each for each in province.desk(CHENG).get("/registers/L-12/rows?limit=200")["items"]
             if each["row_no"] == row_no]
    return dict(row)


def test_a_reopened_issue_keeps_its_row(province: Province) -> None:
    """reopen_of: no new row; status reopened, reopen_no + 1, due by TL-H04; struck off again in the same row."""
    number = closed_issue(province)
    again = hand_over(province, reopen_of=number, issue_ref="B/1")
    row = listed(province, number)
    assert (row["status"], row["reopen_no"], row["due_effective"], row["closed_at"]) == (
        "reopened", 1, "2026-04-01", "")
    to_doing(again)
    task = again.task(ZHENG, "C2_07")
    assert (task["limit"], task["due"]) == ("TL-H04", "2026-04-01")
    assert listed(province, number)["status"] == "reopened"
    to_verification(again).does("2026-03-11 09:00", LUO, "C2_09")
    row = listed(province, number)
    assert (row["status"], row["closed_at"], row["reopen_no"]) == ("closed", "2026-03-11", 1)
    assert len(province.desk(CHENG).get("/registers/L-12/rows?limit=200")["items"]) == 1
    [told] = again.events(LUO, "MessageThrown")
    assert (told["data"]["correlation"], told["data"]["payload"]["issue_no"]) == ("B/1", number)


def test_a_reopened_issue_waits_for_the_decision(province: Province) -> None:
    """await_decision: the term begins when the conclusion is decided on; a conclusion not upheld undoes it."""
    number = closed_issue(province)
    for key in ("B/1", "B/2", "B/3"):
        waiting = hand_over(province, reopen_of=number, issue_ref=key, await_decision=True)
        assert (listed(province, number)["status"], waiting.inbox(HE)) == ("reopened", [])
        if key == "B/1":
            decide(province, "2026-03-16 09:00", key, upheld=False)
            assert (waiting.see(CHENG)["status"], listed(province, number)["status"]) == ("withdrawn", "closed")
            assert listed(province, number)["reopen_no"] == 0
        elif key == "B/2":
            decide(province, "2026-03-17 09:00", key)
            assert listed(province, number)["due_effective"] == "2026-04-16"
            assert waiting.inbox(HE) == ["C2_03"]
        else:
            province.night("2026-06-02 00:05")
            assert waiting.inbox(HE) == ["C2_03"]


def decide(province: Province, when: str, key: str, **payload: Any) -> None:
    """A look-back decides on a conclusion."""
    province.at(when)
    province.engine.execute(commands.CorrelateMessage("lookback.decided", key, payload), system_actor())


def test_what_recurred_is_taken_up_again_in_its_row(province: Province) -> None:
    """recur_of: the row is open again by the term of its mode; whoever counts the recurrence has done so."""
    number = closed_issue(province)
    again = hand_over(province, recur_of=number, issue_ref="B/1", await_decision=True)
    assert listed(province, number)["status"] == "closed"
    decide(province, "2026-03-17 09:00", "B/1")
    row = listed(province, number)
    assert (row["status"], row["reopen_no"], row["due_effective"]) == ("accepted", 0, "2026-06-15")
    again.does("2026-03-18 09:00", HE, "C2_03")
    assert listed(province, number)["status"] == "in_progress"


def test_warnings_of_a_rectification(province: Province) -> None:
    """W-rect: 20 days left blue, 10 days left yellow, overdue red to the unit's head."""
    issue = to_doing(open_issue(province))
    task = issue.task(ZHENG, "C2_07")["id"]
    for night in ("2026-05-12", "2026-05-22", "2026-06-02"):
        province.night(f"{night} 00:05")
    raised = [(w["class"], w["recipients"]) for w in issue.see(LUO)["warnings"] if w["task"] == task]
    assert [step for step, _ in raised] == ["blue", "yellow", "red"]
    assert (raised[0][1], "贺临" in raised[2][1]) == (["郑眠"], True)


def test_every_form_is_refused_by_field(province: Province) -> None:
    """Each form once wrong: the field is named."""
    issue = open_issue(province)
    assert fields(issue.attempt(HE, "C2_03", leader=ZHENG)) == ["leader"]
    issue.does(f"{DAY} 10:00", HE, "C2_03")
    assert fields(issue.attempt(ZHENG, "C2_04", measures=[])) == ["measures"]
    issue.does(f"{DAY} 11:00", ZHENG, "C2_04")
    assert fields(issue.attempt(LUO, "C2_05", plan_opinion=None)) == ["plan_opinion"]
    issue.does(f"{DAY} 12:00", LUO, "C2_05")
    assert fields(issue.attempt(ZHENG, "C2_06b", progress=101)) == ["progress"]
    assert fields(issue.attempt(ZHENG, "C2_07", result_text="完成。")) == ["evidence"]
    evidence = attach(issue, ZHENG, "C2_07", "evidence", "制度.pdf")
    issue.does("2026-03-10 09:00", ZHENG, "C2_07", result_text="制度已印发。", evidence=[evidence])
    assert fields(issue.attempt(HE, "C2_08", unit_sign="郑眠")) == ["unit_sign"]
    issue.does("2026-03-10 10:00", HE, "C2_08")
    assert fields(issue.attempt(LUO, "C2_09", verify_method=None)) == ["verify_method"]
