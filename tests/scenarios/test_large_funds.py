"""G13 large fund supervision: checks, looks, holds, joint signatures, the bank's answers, the daily report."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import (
    CEN,
    DU,
    JI_CHENG,
    JIANGYAN,
    MUCHEN,
    QI,
    QINLAN,
    REN,
    SONG,
    WEI,
    YU,
    ZHOU,
)
from tests.scenarios.projects import (
    LEADER,
    PAYMENT,
    RESOLUTION,
    decided,
    finding,
    message,
    pay_form,
    supervised,
)
from tests.scenarios.province import Province

SMALL = {**PAYMENT, "amount": 50_000, "project_code": None, "resolution_ref": None}
LARGE = {**PAYMENT, "project_code": None}
OK = "同意。"


def asked(province: Province, when: str, **values: Any) -> Conduct:
    """岑安 asks for a payment; 秦岚 agrees."""
    case = start(province, f"{when} 09:00", CEN, "large-fund-supervision")
    case.does(f"{when} 09:10", CEN, "G13_01", **values)
    case.does(f"{when} 09:20", QINLAN, "G13_02", dept_decision="approve", dept_opinion=OK)
    return case


def reviewed(case: Conduct, when: str) -> None:
    """Finance and its head agree."""
    case.does(f"{when} 10:00", DU, "G13_06", finance_decision="approve", finance_opinion=OK)
    case.does(f"{when} 10:30", YU, "G13_07", head_decision="approve", head_opinion=OK)


def paid(case: Conduct, when: str) -> None:
    """The bank pays; the row tells when."""
    case.does(f"{when} 15:00", JI_CHENG, "G13_10", bank_result="paid", bank_time=f"{when}T15:00:00+08:00",
              bank_receipt="HD-1")


def signed(case: Conduct, when: str, *users: str) -> None:
    """The joint signatures."""
    for user in users:
        case.does(f"{when} 14:00", user, "G13_09", sign_decision="approve", sign_opinion=OK)


def daily(case: Conduct, when: str, **values: Any) -> None:
    """The daily report."""
    case.does(f"{when} 09:00", YU, "G13_12", **{"abnormal": False, "daily_note": "正常。", **values})


def test_a_small_payment_needs_no_look(province: Province) -> None:
    """Returned by the department, then paid with one leader's signature; the report is due the next day at 10."""
    case = start(province, "2026-03-02 09:00", CEN, "large-fund-supervision")
    case.does("2026-03-02 09:10", CEN, "G13_01", **SMALL)
    case.does("2026-03-02 09:20", QINLAN, "G13_02", dept_decision="return", dept_opinion="补充。")
    case.does("2026-03-02 09:30", CEN, "G13_01", **SMALL)
    case.does("2026-03-02 09:40", QINLAN, "G13_02", dept_decision="approve", dept_opinion=OK)
    reviewed(case, "2026-03-02")
    assert (case.inbox(JIANGYAN), case.inbox(SONG)) == ([], [])
    signed(case, "2026-03-02", REN)
    paid(case, "2026-03-02")
    row = case.row(JI_CHENG, "L-18")
    assert (row["status"], row["amount"], row["hold"], row["cumulative"]) == ("to_verify", 50_000, False, 50_000)
    assert row["pay_no"] == case.see(CEN)["case_no"]
    task = case.task(YU, "G13_12")
    assert (task["limit"], task["due"]) == ("TL-O03d", "2026-03-03")
    assert task["deadline"].startswith("2026-03-03T02:00")          # 10:00 in Asia/Shanghai
    daily(case, "2026-03-03")
    assert case.see(CEN)["status"] == "closed"
    assert case.row(JI_CHENG, "L-18")["status"] == "closed"


def test_no_large_payment_without_a_resolution(province: Province) -> None:
    """EW-10: stopped, alarmed, not to be explained away; withdrawn by the applicant."""
    case = asked(province, "2026-03-02", **LARGE)
    province.night("2026-03-02 09:30")
    assert (case.inbox(DU), case.inbox(CEN)) == ([], ["G13_05"])
    alarms = province.desk(ZHOU).get("/registers/L-33/rows")["items"]
    assert [(row["rule"], row["alert_level"]) for row in alarms] == [("EW-10", "red")]
    given = {"payee": PAYMENT["payee"], "account": "1234", "explanation": "先付。"}
    status, problem = case.attempt(CEN, "G13_05", explain_decision="explain", **given)
    assert (status, problem["problems"][0]["path"]) == (422, "explain_decision")
    case.does("2026-03-02 10:00", CEN, "G13_05", explain_decision="resubmit", resolution_ref="无此决议", **given)
    assert case.inbox(CEN) == ["G13_05"]
    case.does("2026-03-02 11:00", CEN, "G13_05", explain_decision="cancel", **given)
    assert (case.see(CEN)["status"], case.row(JI_CHENG, "L-18")["status"]) == ("withdrawn", "withdrawn")


def test_split_payments_and_budget_are_explained(province: Province) -> None:
    """Two payments to one payee within a week reach the threshold together; an explanation lets it through."""
    asked(province, "2026-03-02", **{**SMALL, "amount": 1_200_000})
    case = asked(province, "2026-03-04", **{**SMALL, "amount": 900_000, "budget_left": 100_000})
    failed = case.task(CEN, "G13_05")["data"]["failed"]
    assert [each["check"] for each in failed] == ["拆分付款", "预算"]
    case.does("2026-03-04 10:00", CEN, "G13_05", explain_decision="explain", payee=PAYMENT["payee"], account="1234",
              explanation="两份合同，预算已调整。")
    assert case.inbox(DU) == ["G13_06"]


def test_a_payee_must_be_the_contracts(province: Province) -> None:
    """Another payee than the contract's is to be put right."""
    case = asked(province, "2026-03-02", **{**SMALL, "contract_payee": "岚江路桥"})
    assert [each["check"] for each in case.task(CEN, "G13_05")["data"]["failed"]] == ["收款单位"]
    case.does("2026-03-02 10:00", CEN, "G13_05", explain_decision="resubmit", payee="岚江路桥", account="1234",
              contract_payee="岚江路桥", explanation="已更正。")
    case.does("2026-03-02 10:10", DU, "G13_06", finance_decision="return", finance_opinion="账号有误。")
    case.does("2026-03-02 10:20", CEN, "G13_05", explain_decision="resubmit", payee="岚江路桥", account="5678",
              contract_payee="岚江路桥", explanation="已更正。")
    assert case.inbox(DU) == ["G13_06"]
    status, _ = case.desk(CEN).call("POST", f"/tasks/{case.task(DU, 'G13_06')['id']}/complete", {"values": {}})
    assert status in (403, 404)                                     # SD-7: who asks does not review


@pytest.fixture
def resolved(province: Province) -> Province:
    """The resolution on the project is known."""
    decided(province).does("2026-03-02 08:00", ZHOU, "E02")
    return province


def test_a_large_payment_is_looked_at_and_jointly_signed(resolved: Province) -> None:
    """Look due 3 WD; held by the discipline officer, released; a signatory returns; the bank returns; wrongly paid."""
    case = asked(resolved, "2026-03-03", **LARGE)
    reviewed(case, "2026-03-03")
    task = case.task(JIANGYAN, "G13_08")
    assert (task["limit"], task["due"]) == ("TL-E05", "2026-03-06")
    case.does("2026-03-04 09:00", JIANGYAN, "G13_08", look_decision="hold", look_opinion="发票存疑。")
    row = case.row(JI_CHENG, "L-18")
    assert (row["hold"], row["looked_at"], row["hold_reason"]) == (True, "2026-03-04", "发票存疑。")
    status, problem = case.attempt(MUCHEN, "G13_08c", cause_gone=False, release_reason="未查清。")
    assert (status, problem["problems"][0]["path"]) == (422, "cause_gone")
    case.does("2026-03-05 09:00", MUCHEN, "G13_08c", cause_gone=True, release_reason="发票已核实。")
    assert case.row(JI_CHENG, "L-18")["hold"] is False
    case.does("2026-03-05 10:00", REN, "G13_09", sign_decision="approve", sign_opinion=OK)
    case.does("2026-03-05 11:00", SONG, "G13_09", sign_decision="return", sign_opinion="补充进度说明。")
    again = {"explain_decision": "resubmit", "resolution_ref": RESOLUTION, "payee": PAYMENT["payee"],
             "account": "1234", "explanation": "已补充。"}
    case.does("2026-03-06 09:00", CEN, "G13_05", **again)
    for answer in ({"bank_result": "returned", "bank_note": "账号停用。"},
                   {"bank_result": "wrong", "bank_note": "付错账号。", "bank_time": "2026-03-06T15:00:00+08:00",
                    "bank_receipt": "HD-2"}):
        through(case)
        case.does("2026-03-06 15:00", JI_CHENG, "G13_10", **answer)
        if answer["bank_result"] == "wrong":
            case.does("2026-03-06 15:30", DU, "G13_10b", recovered_on="2026-03-06", recovered=3_200_000,
                      recovery_note="已退回。")
        case.does("2026-03-06 16:00", CEN, "G13_05", **again)
    through(case)
    paid(case, "2026-03-06")
    daily(case, "2026-03-09", abnormal=True, abnormal_kind="clue", abnormal_text="误付疑有人为因素。")
    resolved.night("2026-03-09 09:05")
    assert case.row(JI_CHENG, "L-18")["abnormal"] == "误付疑有人为因素。"
    links = [link["definition"] for link in case.see(CEN)["links"]]
    assert "clue-transfer" in links
    assert {letter["letter"] for letter in case.see(CEN)["letters"]} == {"G13-1", "G13-2"}


def through(case: Conduct) -> None:
    """From the finance review to the bank, on 6 March."""
    reviewed(case, "2026-03-06")
    case.does("2026-03-06 11:00", QI, "G13_08", look_decision="approve", look_opinion="无异常。")
    signed(case, "2026-03-06", REN, SONG)


def test_an_anomaly_is_shared(province: Province) -> None:
    """The daily report passes an anomaly on; the head of finance may return before."""
    case = asked(province, "2026-03-02", **SMALL)
    case.does("2026-03-02 10:00", DU, "G13_06", finance_decision="approve", finance_opinion=OK)
    case.does("2026-03-02 10:10", YU, "G13_07", head_decision="return", head_opinion="补充。")
    case.does("2026-03-02 10:20", CEN, "G13_05", explain_decision="resubmit", payee=PAYMENT["payee"], account="1234",
              explanation="已补充。")
    reviewed(case, "2026-03-02")
    signed(case, "2026-03-02", REN)
    paid(case, "2026-03-02")
    daily(case, "2026-03-03", abnormal=True, abnormal_kind="anomaly", abnormal_text="同日多笔。")
    thrown = [event["data"]["name"] for event in case.events(CEN, "MessageThrown")]
    assert thrown == ["anomaly.found"]


def test_urgent_part_and_small_payments_of_a_supervised_project(province: Province) -> None:
    """Wages go first and are reviewed after; a part is allowed; a small sum needs no review."""
    supervision = supervised(province)
    urgent = asked(province, "2026-03-18", **{**PAYMENT, "urgent_kind": "relief"})
    province.night("2026-03-18 09:30")
    assert urgent.inbox(DU) == ["G13_06"]
    task = supervision.task(JI_CHENG, "E20u2")
    assert (task["limit"], task["due"]) == ("TL-E04", "2026-03-25")
    supervision.does("2026-03-19 09:00", JI_CHENG, "E20u2", **pay_form(
        supervision, JI_CHENG, "E20u2", opinion="allow", reason="抢险。",
        leader_order=[attach(supervision, JI_CHENG, "E20u2", "leader_order", "批示.pdf")]))
    part = asked(province, "2026-03-27", **PAYMENT)
    province.night("2026-03-27 09:30")
    supervision.does("2026-03-27 10:00", JI_CHENG, "E20_review", **pay_form(
        supervision, JI_CHENG, "E20_review", opinion="part", allowed_amount=2_100_000, reason="按进度。"))
    province.night("2026-03-27 10:05")
    assert part.task(DU, "G13_06")["id"]
    row = part.row(JI_CHENG, "L-18")
    assert (row["amount"], row["cumulative"]) == (2_100_000, 2_100_000)
    small = asked(province, "2026-04-20", **{**PAYMENT, "amount": 30_000})
    province.night("2026-04-20 09:30")
    assert small.inbox(DU) == ["G13_06"]
    assert supervision.row(ZHOU, "L-10")["covered_amount"] == 6_400_000


def test_a_hold_that_comes_late_stops_every_step(resolved: Province) -> None:
    """A payment already under review is held from outside: nobody can go on until it is released."""
    case = asked(resolved, "2026-03-03", **LARGE)
    number = case.row(JI_CHENG, "L-18")["pay_no"]
    message(resolved, "2026-03-03 10:00", "payment.hold", number, pay_no=number, hold_reason="上级要求停付。")
    assert case.see(CEN)["status"] == "suspended"
    status, problem = case.attempt(DU, "G13_06", finance_decision="approve", finance_opinion=OK)
    assert (status, problem["problems"][0]["path"]) == (422, "finance_decision")
    message(resolved, "2026-03-04 10:00", "payment.release", number, pay_no=number)
    assert (case.see(CEN)["status"], case.row(JI_CHENG, "L-18")["hold"]) == ("in_progress", False)
    case.does("2026-03-04 11:00", DU, "G13_06", finance_decision="approve", finance_opinion=OK)
    assert case.inbox(WEI) == []


def test_a_project_on_hold_holds_every_payment_on_its_way(province: Province) -> None:
    """D-13 holds one at the signatures and one under review; one held for a reason of its own stays held when the
    project goes on, the one under review is reviewed all the same."""
    case = supervised(province)
    small = {"amount": 500_000}
    first, second = (asked(province, "2026-03-18", **{**PAYMENT, **small, "payee": name}) for name in ("甲", "乙"))
    large = asked(province, "2026-03-18", **PAYMENT)
    province.night("2026-03-18 09:30")
    reviewed(first, "2026-03-18")
    number = second.row(JI_CHENG, "L-18")["pay_no"]
    status, problem = start(province, "2026-03-18 11:00", CEN, "large-fund-supervision").attempt(
        CEN, "G13_01", **{**PAYMENT, "pay_no": number})
    assert (status, problem["problems"][0]["path"]) == (422, "pay_no")
    message(province, "2026-03-18 12:00", "payment.hold", number, pay_no=number, hold_reason="发票存疑。")
    case.reach("2026-03-24 09:00", "decision")
    case.does("2026-03-24 10:00", CEN, "S02", stage="decision")
    case.review_all("2026-03-25 10:00")
    case.does("2026-03-25 11:00", LEADER, "S06", findings=[finding("未批先建", handle="提示")])
    case.does("2026-03-25 12:00", WEI, "S09")
    province.night("2026-03-25 12:05")
    rows = [payment.row(JI_CHENG, "L-18") for payment in (first, second, large)]
    assert [row["hold"] for row in rows] == [True] * 3
    ours = "项目暂缓：存在红线问题。"
    assert [row["hold_reason"] for row in rows] == [ours, "发票存疑。", ours]
    status, _ = first.attempt(REN, "G13_09", sign_decision="approve", sign_opinion=OK)
    assert (status, first.see(CEN)["status"]) == (422, "suspended")
    case.does("2026-03-30 09:00", LEADER, "S12", stage="decision")
    province.night("2026-03-30 09:05")
    assert [payment.row(JI_CHENG, "L-18")["hold"] for payment in (first, second, large)] == [False, True, False]
    signed(first, "2026-03-30", REN)
    assert (large.inbox(DU), len(case.find(JI_CHENG, "E20_review"))) == ([], 1)
    funds = province.desk(ZHOU).get("/reports/R-19?unit=LJ-QY&period=2026")["rows"]
    cells = next(row["cells"] for row in funds if row["labels"][0] == "大额资金使用")
    assert (cells["payments"], cells["held"], cells["held_days"], cells["returned"]) == (3, 3, 10, 0)
