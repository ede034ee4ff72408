"""P02 where several things meet: extensions, cancelled projects, issues that end otherwise, the owner's own people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import (
    CEN,
    DU,
    FANGYAN,
    GU,
    JI_CHENG,
    MUYUN,
    QI,
    QINLAN,
    SHI,
    SONG,
    WEI,
    WU,
    YU,
    ZHOU,
)
from tests.scenarios.projects import (
    LEADER,
    PAYMENT,
    PROJECT,
    decided,
    finding,
    inspected,
    message,
    pay_form,
    settled,
    supervised,
)
from tests.scenarios.province import Province

CODE = str(PROJECT["project_code"])
SMALL = {"budget": 800_000, "decision_ref": None}


def send(case: Conduct, user: str, element: str, **values: Any) -> tuple[int, Any]:
    """Somebody sends a message the case waits for."""
    return case.desk(user).call("POST", f"/instances/{case.case}/messages", {"element": element, "values": values})


def field(answer: tuple[int, Any]) -> str:
    """The field a refusal names."""
    assert answer[0] == 422, answer
    return str(answer[1]["problems"][0]["path"])


def granted(case: Conduct, user: str, approver: str, element: str, days: int, *, grant: bool = True) -> None:
    """Somebody asks for more time for a task, somebody decides."""
    task = case.task(user, element)["id"]
    request = case.desk(user).post(f"/tasks/{task}/extension", {"amount": days, "reason": "资料待盖章。"})["request"]
    case.desk(approver).post(f"/tasks/{request}/decision", {"grant": grant, "opinion": "已阅。"})


def asked(province: Province, when: str, **values: Any) -> Conduct:
    """岑安 asks for a payment of the project; 秦岚 agrees."""
    case = start(province, when, CEN, "large-fund-supervision")
    case.does(when, CEN, "G13_01", **PAYMENT | values)
    case.does(when, QINLAN, "G13_02", dept_decision="approve", dept_opinion="同意。")
    province.night(when)
    return case


def letters(case: Conduct) -> int:
    """Supervision letters the case has started."""
    links = case.see(ZHOU)["links"]
    return len([link for link in links if (link["definition"], link["relation"]) == ("supervision-letter", "派生")])


def test_the_letter_waits_for_the_extended_day(province: Province) -> None:
    """TL-E03 due 03-31: an extension is refused, then granted to 04-03; the letter goes out the day after that day,
    not before; a second extension and one asked too late are refused."""
    case = supervised(province)
    case.reach("2026-03-24 09:00", "decision")
    assert case.task(CEN, "S02")["due"] == "2026-03-31"
    granted(case, CEN, ZHOU, "S02", 3, grant=False)
    granted(case, CEN, ZHOU, "S02", 3)
    assert case.task(CEN, "S02")["due"] == "2026-04-03"
    path = f"/tasks/{case.task(CEN, 'S02')['id']}/extension"
    assert case.desk(CEN).refused(path, {"amount": 1, "reason": "再延。"})[1]["code"] == "extension_count"
    province.night("2026-04-03 23:50")
    assert letters(case) == 0
    province.night("2026-04-04 00:05")
    assert letters(case) == 1
    province.at("2026-04-07 09:00")
    assert case.desk(CEN).refused(path, {"amount": 1, "reason": "再延。"})[0] == 409
    province.night("2026-04-22 00:05")      # TL-K03 from the extended day: 10 working days over
    assert letters(case) == 2


def test_what_blocks_may_end_in_any_order_and_otherwise(province: Province) -> None:
    """Three blocking issues: the last is struck off first, one is found to be wrong and dropped, one is ended by
    authority (nobody sends a message then: the day after, the register is looked at). The older one has no link."""
    case = supervised(province)
    case.reach("2026-03-24 09:00", "decision")
    case.does("2026-03-24 10:00", CEN, "S02", stage="decision")
    case.review_all("2026-03-25 10:00")
    case.does("2026-03-25 11:00", LEADER, "S06", findings=[
        finding("未批先建", blocking=True), finding("少一份纪要", blocking=True),
        finding("超概算", blocking=True, level="重大"),
        finding("旧库房漏雨", before_project=True)])
    province.night("2026-03-25 11:05")
    rows = province.desk(ZHOU).get("/registers/L-12/rows")["items"]
    by = {row["description"]: Conduct(province, row["instance"]) for row in rows}
    old = by["旧库房漏雨"].row(ZHOU, "L-12")
    assert (old["source"], old["source_ref"], by["旧库房漏雨"].see(ZHOU)["links"]) == ("daily", None, [])
    assert len([link for link in case.see(ZHOU)["links"] if link["definition"] == "issue-rectification"]) == 3
    settled(by["超概算"], "2026-03-26 10:00")
    by["少一份纪要"].does("2026-03-26 11:00", SONG, "C2_03", objects=True, objection="已有纪要。",
                    responsible_dept=None, responsible_person=None, leader=None)
    by["少一份纪要"].does("2026-03-26 12:00", "lj-qy.jiangyan", "C2_03b", adjust_decision="withdraw",
                    adjust_reason="核实有误。")
    province.night("2026-03-27 00:05")
    assert case.find(LEADER, "S12") == []
    asked = by["未批先建"].desk(ZHOU).post(f"/instances/{by['未批先建'].case}/terminate", {"reason": "项目方案调整。"})
    by["未批先建"].desk(WEI).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "同意。"})
    province.night("2026-03-28 00:05")
    case.does("2026-03-30 10:00", LEADER, "S12", stage="decision", opinion="整改后通过")
    assert case.inbox(LEADER) == ["E30"]


def test_a_cancelled_project_holds_its_payments_until_checked(province: Province) -> None:
    """A payment at the threshold is under review when the owner reports the end: held, released after the check; the
    same request twice is one review; one just below needs none."""
    case = supervised(province)
    payment = asked(province, "2026-03-18 09:00", amount=2_000_000)
    small = asked(province, "2026-03-18 09:30", amount=1_999_999, payee="岚江监理")
    assert (small.inbox(DU), payment.inbox(DU)) == (["G13_06"], [])
    number = payment.row(JI_CHENG, "L-18")["pay_no"]
    message(province, "2026-03-18 10:00", "payment.requested", CODE, pay_no=number, amount=2_000_000)
    assert len(case.find(JI_CHENG, "E20_review")) == 1
    assert send(case, QINLAN, "ES1a_cancelled", cancel_reason="规划调整。")[0] == 200
    province.night("2026-03-18 11:00")
    row = payment.row(JI_CHENG, "L-18")
    assert (row["hold"], row["status"], case.inbox(JI_CHENG)) == (True, "suspended", [])
    case.does("2026-03-20 09:00", LEADER, "ES1_check", cancelled_on="2026-03-18", cancel_reason="规划调整。",
              spent=300_000, recoverable=0, closing_check="已完工程应付。")
    province.night("2026-03-20 09:05")
    assert (payment.row(JI_CHENG, "L-18")["hold"], payment.inbox(DU)) == (False, ["G13_06"])
    assert case.row(ZHOU, "L-10")["status"] == "terminated"


def test_an_urgent_payment_that_should_not_have_been(province: Province) -> None:
    """抢险救灾: paid first, reviewed within 5 WD with the leader's order; not justified: the project is on hold."""
    case = supervised(province)
    urgent = asked(province, "2026-03-18 09:00", urgent_kind="relief")
    assert urgent.inbox(DU) == ["G13_06"]
    given = pay_form(case, JI_CHENG, "E20u2", opinion="hold", reason="并非抢险。")
    assert field(case.attempt(JI_CHENG, "E20u2", **given)) == "leader_order"
    order = attach(case, JI_CHENG, "E20u2", "leader_order", "批示.pdf")
    case.does("2026-03-25 10:00", JI_CHENG, "E20u2", **given, leader_order=[order])
    row = case.row(ZHOU, "L-10")
    assert (row["on_hold"], row["covered_amount"]) == (True, 3_200_000)
    status, problem = urgent.attempt(DU, "G13_06", finance_decision="approve", finance_opinion="同意。")
    assert (status, problem["problems"][0]["path"]) == (422, "finance_decision")


def test_the_owners_own_department_keeps_out(province: Province) -> None:
    """A project of the IT department: it nominates nobody, reviews nothing; the leader does the technical part; a
    reviewer cannot be swapped for one of its people."""
    case = decided(province, owner_dept="it_department", project_type="软件开发")
    case.does("2026-03-02 11:00", ZHOU, "E02", owner_dept="it_department", project_type="软件开发")
    case.does("2026-03-03 09:00", SONG, "E04b")
    assert case.inbox(GU) == []
    for head in (YU, FANGYAN, MUYUN, "lj-qy.luochuan"):
        case.does("2026-03-03 10:00", head, "E05")
    for member in (JI_CHENG, FANGYAN, MUYUN, "lj-qy.luochuan", QI):
        case.does("2026-03-03 11:00", member, "E06")
    team = [{"member": JI_CHENG, "profession": "财务"}, {"member": QI, "profession": "审计"},
            {"member": FANGYAN, "profession": "法律"}, {"member": MUYUN, "profession": "采购规范"}]
    case.does("2026-03-04 09:00", WEI, "E07", team=team)
    case.does("2026-03-04 10:00", LEADER, "E09", stages=[
        {"stage": "acceptance", "planned_date": "2026-03-25", "checkpoints": "功能", "method": "检测",
         "evidence": "报告", "lead": "技术"}])
    for member in (JI_CHENG, FANGYAN, MUYUN, QI):
        case.does("2026-03-04 11:00", member, "E10")
    case.does("2026-03-04 12:00", WEI, "E11")
    case.does("2026-03-05 09:00", GU, "E13", liaison=WU)
    case.reach("2026-03-05 10:00", "acceptance")
    case.does("2026-03-05 11:00", WU, "S02", stage="acceptance", materials=[{"title": "验收单", "pages": 2}])
    assert (len(case.find(LEADER, "S03")), case.find(GU, "S03"), len(case.find(MUYUN, "S03"))) == (2, [], 1)
    swap = {"leaving": MUYUN, "entering": WU, "reason": "出差。"}
    status, problem = case.desk(MUYUN).call("POST", f"/tasks/{case.find(MUYUN, 'S03')[0]['id']}/swap", swap)
    assert (status, problem["code"]) == (403, "separation_of_duty")
    message(province, "2026-03-05 12:00", "change.requested", CODE, change_no="BG-1", amount=10_000, reason="其他",
            contract_total=100_000)
    message(province, "2026-03-05 12:01", "change.requested", CODE, change_no="BG-1", amount=10_000, reason="其他")
    assert (len(case.find(LEADER, "E21")), len(case.find(MUYUN, "E21"))) == (1, 1)      # told twice, counted once
    assert case.row(ZHOU, "L-10")["change_pct"] == 10
    assert province.desk(ZHOU).get("/registers/L-33/rows")["items"] == []               # not above 10 %


def test_a_planned_project_is_supervised_once_and_again_later(province: Province) -> None:
    """A resolution comes before 10 January: the planned row becomes the case's; another planned check is merged in.
    After the end the project is supervised again, in a row of its own."""
    plan = start(province, "2026-01-06 09:00", ZHOU, "special-project-plan")
    rows = [{"project_code": code, "project_name": code, "project_type": "工程项目", "owner_unit": "LJ-QY",
             "owner_dept": "logistics", "budget": 500_000} for code in (CODE, "QY-LIGHT-1")]
    plan.does("2026-01-06 10:00", ZHOU, "E01c1", plan_year=2026, projects=rows)
    plan.does("2026-01-06 13:00", WEI, "E01c2", plan_decision="approve", plan_opinion="同意。")
    planned = {row["project_code"]: row["row_no"] for row in province.desk(ZHOU).get("/registers/L-10/rows")["items"]}
    case = decided(province, "2026-01-07 10:00")
    case.does("2026-01-07 11:00", ZHOU, "E02", merge_with=planned["QY-LIGHT-1"])
    case.does("2026-01-08 09:00", SONG, "E04b")
    province.night("2026-01-10 00:05")
    ledger = {row["project_code"]: row for row in province.desk(ZHOU).get("/registers/L-10/rows")["items"]}
    assert {code: row["status"] for code, row in ledger.items()} == {CODE: "in_progress", "QY-LIGHT-1": "merged"}
    assert [task["element"] for task in province.desk(ZHOU).tasks()] == []
    assert ledger[CODE]["row_no"] == planned[CODE]
    case.desk(WEI).post(f"/instances/{case.case}/withdraw", {"reason": "决议撤销。"})     # ES-2: by the approver
    again = decided(province, "2026-02-03 10:00")
    again.does("2026-02-03 11:00", ZHOU, "E02")
    assert again.row(ZHOU, "L-10")["issues_n"] == 0
    statuses = [row["status"] for row in province.desk(ZHOU).get("/registers/L-10/rows")["items"]]
    assert sorted(statuses) == ["merged", "submitted", "withdrawn"]


def test_a_stage_is_added_and_the_owner_asks_for_a_pause(province: Province) -> None:
    """周砥 adds a stage to the running sequence, the owner's people cannot; the owner asks for a suspension, which
    moves the due date; a stage reported early is not lost."""
    case = supervised(province)
    item = {"stage": "acceptance", "planned_date": "2026-05-20"}
    path = f"/instances/{case.case}/participants"
    assert case.desk(QINLAN).call("POST", path, {"element": "E14_stages", "item": item})[0] == 403
    case.desk(LEADER).post(path, {"element": "E14_stages", "item": item})
    case.reach("2026-03-24 09:00", "acceptance")                    # too early: kept
    case.reach("2026-03-24 09:05", "decision")
    request = case.desk(QINLAN).post(f"/instances/{case.case}/suspension-request", {"reason": "停工待料。"})["request"]
    case.desk(WEI).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    case.reach("2026-03-25 09:00", "decision")                      # twice, and while it is suspended
    status, _ = case.attempt(CEN, "S02", stage="decision")
    assert status == 409
    province.at("2026-03-30 09:00")
    case.desk(WEI).post(f"/instances/{case.case}/resume", {"reason": "复工。"})
    province.night("2026-03-30 09:05")
    assert case.task(CEN, "S02")["due"] == "2026-04-07"
    case.does("2026-03-31 09:00", CEN, "S02", stage="decision")
    case.review_all("2026-04-01 10:00")
    case.does("2026-04-01 11:00", LEADER, "S06")
    case.does("2026-04-01 12:00", LEADER, "S12", stage="decision")
    province.night("2026-04-01 12:05")
    case.does("2026-04-02 09:00", CEN, "S02", stage="acceptance")
    case.review_all("2026-04-03 10:00")
    inspected(case, "2026-04-03 14:00")
    case.does("2026-04-03 15:00", LEADER, "S06")
    case.does("2026-04-03 16:00", LEADER, "S12", stage="acceptance")
    assert case.inbox(LEADER) == ["E30"]


@pytest.mark.parametrize(("given", "texts"), [
    ({"tender_objection_on": "2026-03-02", "tender_objection_answered_on": "2026-03-05"}, []),
    ({"tender_objection_on": "2026-03-02", "tender_objection_answered_on": "2026-03-06"}, ["投标异议未在3日内答复"]),
    ({"tender_complaint_on": "2026-03-02"}, ["投标投诉未在3个工作日内决定是否受理"]),
    ({"result_notice_from": "2026-03-01", "result_notice_to": "2026-03-04"}, []),
])
def test_the_limits_of_a_tender_are_facts(province: Province, given: dict[str, str], texts: list[str]) -> None:
    """TL-E10: on the day it is in time, the day after it is a finding; what was not answered counts to today."""
    case = supervised(province, ("tender",))
    case.reach("2026-03-24 09:00", "tender")
    case.does("2026-03-25 10:00", CEN, "S02", stage="tender", **given)
    case.review_all("2026-03-26 10:00")
    assert [each["description"] for each in case.task(LEADER, "S06")["data"]["findings"]] == texts


def test_an_amended_plan_adds_a_stage(province: Province) -> None:
    """E23: approved, the stage and its checkpoints are added; returned, nothing is."""
    case = supervised(province)
    assert send(case, LEADER, "E23a_asked")[0] == 200
    stage = {"stage": "settlement", "planned_date": "2026-06-05", "checkpoints": "多计工程量；高套单价",
             "method": "数据比对", "evidence": "结算书", "lead": "审计"}
    given = {"amendment_kind": "plan", "amendment_reason": "增加结算。", "plan_change": "增加结算阶段。"}
    assert field(case.attempt(LEADER, "E23_amend", **given, added_stages=[{"stage": "settlement"}])).startswith("added")
    case.does("2026-03-18 10:00", LEADER, "E23_amend", **given, added_stages=[stage])
    case.does("2026-03-18 11:00", WEI, "E23b", amendment_decision="return", amendment_opinion="补充。")
    assert len(province.desk(ZHOU).get("/registers/L-9s/rows")["items"]) == 2
    case.does("2026-03-18 12:00", LEADER, "E23_amend", **given, added_stages=[stage])
    case.does("2026-03-18 13:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    province.night("2026-03-18 13:05")
    rows = province.desk(QINLAN).get("/registers/L-9s/rows")["items"]
    assert {row["checkpoint"] for row in rows if row["stage"] == "settlement"} == {"多计工程量", "高套单价"}
    case.stage("2026-03-25 10:00", "decision")
    case.stage("2026-06-05 10:00", "settlement")
    assert case.inbox(LEADER) == ["E30"]
    assert {row["result"] for row in province.desk(CEN).get("/registers/L-9s/rows")["items"]} == {"通过"}


def test_a_member_who_leaves_sees_nothing_more(province: Province) -> None:
    """E23 with an open review: the new member gets it, the old one loses the case; who was recused cannot come back."""
    case = supervised(province, ("settlement",))
    case.reach("2026-03-24 09:00", "settlement")
    case.does("2026-03-24 10:00", CEN, "S02", stage="settlement")
    assert len(case.find(FANGYAN, "S03")) == 1
    assert send(case, LEADER, "E23a_asked")[0] == 200
    swap = {"amendment_kind": "member", "amendment_reason": "调离。", "leaving": FANGYAN, "profession": "法律"}
    case.does("2026-03-24 11:00", LEADER, "E23_amend", **swap, joining=GU)
    case.does("2026-03-24 12:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    case.does("2026-03-24 13:00", GU, "E23e", has_conflict=True, ground="other", sign="顾平")
    assert field(case.attempt(LEADER, "E23_amend", **swap, joining=GU)) == "joining"
    assert field(case.attempt(LEADER, "E23_amend", **swap, joining=SHI)) == "joining"
    case.does("2026-03-24 14:00", LEADER, "E23_amend", **swap, joining="lj-qy.muchen")
    case.does("2026-03-24 15:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    case.does("2026-03-24 16:00", "lj-qy.muchen", "E23e", has_conflict=False, sign="沐晨")
    assert len(case.find("lj-qy.muchen", "S03")) == 1
    assert case.desk(FANGYAN).call("GET", f"/instances/{case.case}")[0] == 404
