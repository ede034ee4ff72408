"""Acceptance story 3: a special project, a payment on hold, a change warned of, a stage opinion (P02, G13, C2, A1).

Each function below is one row of the story's table, in its words. Everybody works through the HTTP API; the clock is
the story's.
"""

from __future__ import annotations

from typing import Any

from engine import queries, system_actor
from tests.scenarios.conduct import Conduct, start
from tests.scenarios.people import (
    CEN,
    DU,
    FANGYAN,
    GU,
    JI_CHENG,
    JIANGYAN,
    LUOCHUAN,
    MUYUN,
    QINLAN,
    SHI,
    SONG,
    WEI,
    WENDI,
    WU,
    YU,
    ZHOU,
)
from tests.scenarios.projects import (
    LEADER,
    PAYMENT,
    PROJECT,
    RESOLUTION,
    REVIEWERS,
    Supervision,
    decided,
    finding,
    inspected,
    message,
    nominee,
    pay_form,
    settled,
)
from tests.scenarios.province import Province

CODE = str(PROJECT["project_code"])
EARLIER_ISSUES = 40


def test_special_project_payment_hold_change_and_stage_opinion(province: Province) -> None:
    story = Story(province)
    for step in (
        step_1_resolution, step_2_nominations, step_3_plan_and_notice, step_4_execution_reached,
        step_5_payment_requested, step_6_payment_held, step_7_change_warned, step_8_reviews_and_issues,
        step_9_blocking_issue_struck_off, step_10_report, reports_tell_the_same,
        history_proves_itself,
    ):
        step(story)


class Story:
    """What the steps pass on to each other."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.case: Supervision
        self.payment: Conduct
        self.issues: list[Conduct] = []

    def ledger(self) -> dict[str, Any]:
        return self.case.row(ZHOU, "L-10")


def step_1_resolution(story: Story) -> None:
    """03-02 resolution on a project of 12 600 000: P02 at LJ-QY, E02 for the office head; E04b for the committee."""
    story.case = case = decided(story.province, "2026-03-02 10:00")
    assert case.inbox(ZHOU) == ["E02"]
    task = case.task(ZHOU, "E02")
    assert (task["data"]["project_name"], task["data"]["budget"], task["data"]["decision_ref"]) == (
        "物流分拣中心改造", 12_600_000, RESOLUTION)
    case.does("2026-03-02 14:00", ZHOU, "E02")
    assert (case.inbox(SONG), case.inbox(WEI)) == (["E04b"], ["E04b"])      # the committee, not the secretary alone
    resolution = story.province.desk(SONG).get("/registers/L-16/rows")["items"][0]
    assert (resolution["resolution_no"], resolution["amount"]) == (RESOLUTION, 12_600_000)


def step_2_nominations(story: Story) -> None:
    """Approved 03-03: five parallel nominations due 03-06; the project manager's deputy is refused (SD-5)."""
    case = story.case
    case.does("2026-03-03 10:00", SONG, "E04b")
    heads = (YU, FANGYAN, MUYUN, LUOCHUAN, GU)
    assert [case.task(head, "E05")["due"] for head in heads] == ["2026-03-06"] * 5
    status, problem = case.attempt(MUYUN, "E05", **nominee(SHI, "采购规范"))
    assert (status, [p["code"] for p in problem["problems"]]) == (422, ["SD-5"])


def step_3_plan_and_notice(story: Story) -> None:
    """Plan approved 03-16, D-12 signed by the owner 03-17: L-10 stage decision, one L-9s row per checkpoint."""
    case = story.case
    case.to("E11", "2026-03-11 10:00").does("2026-03-16 10:00", WEI, "E11")
    case.does("2026-03-17 10:00", QINLAN, "E13")
    assert [letter["letter"] for letter in case.see(ZHOU)["letters"]] == ["D-11", "D-12"]
    assert (story.ledger()["stage"], story.ledger()["status"]) == ("decision", "in_progress")
    rows = story.province.desk(ZHOU).get("/registers/L-9s/rows?limit=100")["items"]
    assert len(rows) == 8                                                   # four stages with two checkpoints each
    assert {row["project"] for row in rows} == {CODE}
    case.stage("2026-03-25 10:00", "decision")
    case.stage("2026-04-10 10:00", "contract")


def step_4_execution_reached(story: Story) -> None:
    """04-27 execution reached: S02 due 05-07. (Delivered 05-07, the reviews are looked at in step 8.)"""
    case = story.case
    case.reach("2026-04-27 09:00", "execution")
    task = case.task(CEN, "S02")
    assert (task["limit"], task["due"]) == ("TL-E03", "2026-05-07")
    assert story.ledger()["stage"] == "execution"


def step_5_payment_requested(story: Story) -> None:
    """04-29 payment of 3 200 000 asked for (66.9 % against 52 %): a task for the finance member, due 05-07."""
    case = story.case
    story.payment = payment = start(story.province, "2026-04-29 09:00", CEN, "large-fund-supervision")
    payment.does("2026-04-29 09:00", CEN, "G13_01", **PAYMENT)
    payment.does("2026-04-29 09:30", QINLAN, "G13_02", dept_decision="approve", dept_opinion="同意。")
    story.province.night("2026-04-29 09:40")
    task = case.task(JI_CHENG, "E20_review")
    assert (task["limit"], task["due"], task["data"]["amount"]) == ("TL-E05", "2026-05-07", 3_200_000)
    assert (task["data"]["contract_total"], task["data"]["progress_pct"]) == (11_800_000, 52)
    assert "S02_file" in case.inbox(CEN)                                    # the stage goes on beside it


def step_6_payment_held(story: Story) -> None:
    """05-06 hold: L-18.hold, G13 suspended, the payment cannot be completed by anyone; the owner sees the reason."""
    case, payment = story.case, story.payment
    story.province.at("2026-05-06 10:00")
    case.does("2026-05-06 10:00", JI_CHENG, "E20_review",
              **pay_form(case, JI_CHENG, "E20_review", opinion="hold", reason="付款超前于工程进度。"))
    story.province.night("2026-05-06 10:05")
    row = payment.row(JI_CHENG, "L-18")
    assert (row["hold"], row["status"], row["hold_reason"]) == (True, "suspended", "付款超前于工程进度。")
    seen = payment.see(CEN)
    assert seen["status"] == "suspended"
    assert [task for task in seen["tasks"] if task["status"] == "open"] == []
    assert [letter["letter"] for letter in seen["letters"]] == ["G13-2"]
    assert payment.notices(CEN) == [f"付款 {row['pay_no']} 暂缓：付款超前于工程进度。"]
    assert story.ledger()["held_payments"] == 1


def step_7_change_warned(story: Story) -> None:
    """Cumulative changes of 1 350 000 are 11.44 %: EW-6 yellow once, noted in L-10."""
    case = story.case
    for number, amount in (("BG-1", 1_000_000), ("BG-2", 350_000)):
        message(story.province, "2026-05-06 15:00", "change.requested", CODE, change_no=number, amount=amount,
                reason="现场条件", contract_total=11_800_000)
    assert (story.ledger()["changes_total"], story.ledger()["change_pct"]) == (1_350_000, 11.44)
    assert "EW-6" in story.ledger()["note"]
    story.province.night("2026-05-06 15:05")
    alarms = [row for row in story.province.desk(ZHOU).get("/registers/L-33/rows")["items"] if row["rule"] == "EW-6"]
    assert [(row["alert_level"], row["value"]) for row in alarms] == [("yellow", 11.44)]
    assert len(case.find(WU, "E21")) == len(case.find(MUYUN, "E21")) == 2


def step_8_reviews_and_issues(story: Story) -> None:
    """Delivered 05-07: six reviews due 05-13 (blue 05-11, yellow 05-12). In on 05-12: S06 due 05-15; three C2
    LJ-QY-WT-2026-0041 to 0043, one clue; the stage waits for the blocking one alone."""
    case, province = story.case, story.province
    earlier_issues(province)
    case.does("2026-05-07 10:00", CEN, "S02", stage="execution")
    dues = [case.find(user, "S03")[0]["due"] for user in REVIEWERS.values()]
    assert dues == ["2026-05-13"] * 6
    for night, light in (("2026-05-11 00:05", "blue"), ("2026-05-12 00:05", "yellow")):
        province.night(night)
        assert {case.find(user, "S03")[0]["light"] for user in REVIEWERS.values()} == {light}
    case.review_all("2026-05-12 10:00", 工程技术={"conclusion": "附条件"}, 审计={"clue_suspected": True})
    inspected(case, "2026-05-12 14:00")
    assert (case.task(LEADER, "S06")["limit"], case.task(LEADER, "S06")["due"]) == ("TL-E07", "2026-05-15")
    case.does("2026-05-12 17:00", LEADER, "S06", findings=[
        finding("先施工后签证", level="重大", blocking=True), finding("监理日志不全"),
        finding("支付依据不齐"), finding("疑似向承包商借款", handle="线索移交"),
    ])
    province.night("2026-05-12 17:05")
    rows = [row for row in province.desk(ZHOU).get("/registers/L-12/rows?limit=100")["items"]
            if row["source"] == "special_project"]
    assert sorted((row["row_no"], row["blocking"]) for row in rows) == [
        ("LJ-QY-WT-2026-0041", True), ("LJ-QY-WT-2026-0042", False), ("LJ-QY-WT-2026-0043", False)]
    links = [link for link in case.see(ZHOU)["links"] if link["definition"] == "issue-rectification"]
    story.issues = [Conduct(province, link["instance"]) for link in links]
    assert len(story.issues) == 3
    clue = case.child(ZHOU, "clue-transfer")
    assert clue.task(LEADER, "E02")["data"]["summary"] == "疑似向承包商借款"
    assert case.find(LEADER, "S12") == []
    assert story.ledger()["issues_n"] == 3


def step_9_blocking_issue_struck_off(story: Story) -> None:
    """Struck off 06-02: S12 possible; 整改后通过; the finance member releases the hold; the next stage is active."""
    case, payment = story.case, story.payment
    blocking = next(issue for issue in story.issues if issue.row(ZHOU, "L-12")["blocking"])
    release = case.task(JI_CHENG, "E20g")
    refused, problem = case.fill(JI_CHENG, release["id"], "E20g")
    assert refused == 422, problem
    assert problem["problems"][0]["path"] == "cause_gone"
    settled(blocking, "2026-06-02 10:00")
    story.province.night("2026-06-02 15:00")
    assert case.inbox(LEADER) == ["S12_opinion"]
    status, problem = case.attempt(LEADER, "S12", stage="execution")
    assert (status, problem["problems"][0]["path"]) == (422, "opinion")     # not simply passed: issues were found
    case.does("2026-06-02 15:00", LEADER, "S12", stage="execution", opinion="整改后通过")
    case.does("2026-06-02 16:00", JI_CHENG, "E20g")
    story.province.night("2026-06-02 16:05")
    assert (payment.row(JI_CHENG, "L-18")["hold"], payment.see(CEN)["status"]) == (False, "in_progress")
    assert payment.inbox(DU) == ["G13_06"]
    assert (story.ledger()["stage_opinion"], story.ledger()["stage"]) == ("整改后通过", "settlement")


def step_10_report(story: Story) -> None:
    """Draft served 06-10, the owner silent: due 06-25, then no objection; approved: L-10 3 issues, closed."""
    case = story.case
    case.stage("2026-06-05 10:00", "settlement")
    case.does("2026-06-10 09:00", LEADER, "E30", suggestions=[
        {"title": "完善签证管理", "text": "先批准后施工。", "dept": "standard_management"}])
    task = case.task(SONG, "E31")
    assert (task["limit"], task["due"]) == ("TL-E09", "2026-06-25")
    story.province.night("2026-06-25 23:30")
    assert case.inbox(SONG) == ["E31"]
    story.province.night("2026-06-26 00:05")
    assert (case.inbox(SONG), case.inbox(WEI)) == ([], ["E34"])
    case.does("2026-06-26 09:00", WEI, "E34")
    case.does("2026-06-29 09:00", SONG, "E35a")
    assert case.child(ZHOU, "improvement-loop").see(MUYUN)["status"] == "in_progress"
    case.does("2026-06-30 09:00", JIANGYAN, "E36")
    row = story.ledger()
    assert (row["issues_n"], row["suggestions_n"], row["status"], row["stage_opinion"]) == (3, 1, "closed", "通过")
    assert (row["held_payments"], row["covered_amount"]) == (1, 3_200_000)
    assert case.see(ZHOU)["status"] == "closed"


def reports_tell_the_same(story: Story) -> None:
    """R-07 by type of project; R-19 with the resolution and the payment that was held for a time."""
    desk = story.province.desk(ZHOU)
    projects = {row["labels"][0]: row["cells"] for row in desk.get("/reports/R-07?unit=LJ-QY&period=2026Q1")["rows"]}
    assert projects["工程项目"] == {
        "projects": 1, "amount": 12_600_000, "covered": 3_200_000, "issues": 3, "suggestions": 1, "held": 1, "clues": 0,
        "recovered": 0,
    }
    assert sum(each["projects"] for each in projects.values()) == 1
    funds = {row["labels"][0]: row["cells"] for row in desk.get("/reports/R-19?unit=LJ-QY&period=2026")["rows"]}
    assert (funds["重大项目"]["matters"], funds["重大项目"]["amount"]) == (1, 12_600_000)
    payments = funds["大额资金使用"]
    assert (payments["payments"], payments["held"], payments["unresolved"]) == (1, 1, 0)


def history_proves_itself(story: Story) -> None:
    """Every chain holds, every row equals the fold of its case's events, and nothing is stuck."""
    proof = story.province.engine.ask(queries.Verify(), system_actor())
    assert proof["problems"] == []
    assert story.province.desk(WENDI).get("/incidents")["items"] == []


def earlier_issues(province: Province) -> None:
    """The bureau's forty issues of the year before this project's."""
    province.at("2026-04-01 09:00")
    for number in range(EARLIER_ISSUES):
        province.desk(ZHOU).post("/instances", {"definition": "issue-rectification", "values": {
            "issue_source": "daily", "description": f"日常检查问题{number}", "category": f"日常{number}",
            "level": "一般", "mode": "限期整改", "unit": "LJ-QY", "verify_dept": "standard_management"}})
