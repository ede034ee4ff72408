"""P02 special project supervision: every way a case can go beside the main one, which acceptance story 3 shows."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import (
    CEN,
    FANGYAN,
    GU,
    JI_CHENG,
    MUCHEN,
    MUYUN,
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
    PROJECT,
    TEAM,
    Supervision,
    decided,
    finding,
    message,
    pay_form,
    supervised,
)
from tests.scenarios.province import Province

CODE = str(PROJECT["project_code"])
SMALL = {"budget": 800_000, "decision_ref": None}


def proposed(province: Province, **values: Any) -> Supervision:
    """周砥 proposes a project by hand."""
    begun = start(province, "2026-03-02 09:00", ZHOU, "special-project-supervision")
    case = Supervision(province, begun.case)
    case.does("2026-03-02 10:00", ZHOU, "E02", **values)
    return case


def refusal(answer: tuple[int, Any]) -> str:
    """The field of a refused completion."""
    assert answer[0] == 422, answer
    return str(answer[1]["problems"][0]["path"])


def send(case: Conduct, user: str, element: str, **values: Any) -> tuple[int, Any]:
    """Somebody sends a message the case waits for."""
    return case.desk(user).call("POST", f"/instances/{case.case}/messages", {"element": element, "values": values})


def letter_text(case: Conduct, user: str, letter: str) -> str:
    """The words of the newest letter of a kind."""
    found = [each for each in case.see(user)["letters"] if each["letter"] == letter]
    status, content = case.desk(user).download(f"/letters/{found[-1]['id']}")
    assert status == 200
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_a_small_project_is_for_the_secretary(province: Province) -> None:
    """Below the threshold and without a superior's order E04a; returned once, then rejected: not accepted."""
    case = proposed(province, **SMALL)
    assert (case.inbox(WEI), case.inbox(SONG)) == (["E04a"], [])
    assert case.task(WEI, "E04a")["limit"] == "TL-C07"
    case.does("2026-03-02 11:00", WEI, "E04a", initiation_decision="return", initiation_opinion="补充理由。")
    case.does("2026-03-02 12:00", ZHOU, "E02", **SMALL)
    case.does("2026-03-02 13:00", WEI, "E04a", initiation_decision="reject")
    assert case.see(ZHOU)["status"] == "not_accepted"
    assert case.row(ZHOU, "L-10")["status"] == "not_accepted"


def test_a_superiors_order_is_for_the_committee(province: Province) -> None:
    """上级要求: E04b whatever the sum; no quorum and no majority are refused; a second case of the project too."""
    case = proposed(province, **SMALL, key_reason=["上级要求"])
    assert case.inbox(SONG) == ["E04b"]
    assert refusal(case.attempt(SONG, "E04b", meeting_attendees=[SONG])) == "meeting_attendees"
    assert refusal(case.attempt(SONG, "E04b", votes_for=2)) == "votes_for"
    again = start(province, "2026-03-02 14:00", ZHOU, "special-project-supervision")
    twice = Supervision(province, again.case)
    assert refusal(twice.attempt(ZHOU, "E02", **SMALL)) == "project_code"
    case.does("2026-03-03 10:00", SONG, "E04b", initiation_decision="return")
    case.does("2026-03-03 11:00", ZHOU, "E02", **SMALL, key_reason=["上级要求"])
    assert case.task(SONG, "E04b")["round"] == 2


@pytest.mark.parametrize("name", ["risk.high", "conference.resolved"])
def test_others_start_it_by_message(province: Province, name: str) -> None:
    """A high risk and a conference's resolution begin a case with what they know."""
    answer = message(province, "2026-03-02 10:00", name, "X", project_code="QY-1", project_name="食堂承包")
    case = Supervision(province, answer["instances"][0])
    assert case.task(ZHOU, "E02")["data"]["project_name"] == "食堂承包"


def test_a_nominee_with_a_conflict_is_replaced(province: Province) -> None:
    """伍宁 is related to a bidder: his department nominates again; he, the owner's people, the approver are refused."""
    case = decided(province)
    case.to("E06", "2026-03-04 10:00")
    for member in (JI_CHENG, FANGYAN, MUYUN, "lj-qy.luochuan", "lj-qy.qiran"):
        case.does("2026-03-05 09:00", member, "E06")
    case.does("2026-03-05 10:00", WU, "E06", has_conflict=True, ground="interest")
    assert case.desk(WU).call("GET", f"/instances/{case.case}")[0] == 404
    assert WU not in [row["member"] for row in case.task(WEI, "E07")["data"]["team"]]
    case.does("2026-03-05 11:00", WEI, "E07", team_decision="renominate", team=None, team_leader=None)
    assert (case.inbox(GU), case.inbox(YU)) == (["E05"], [])        # only the department without a member
    case.does("2026-03-05 12:00", GU, "E05", nominee=GU, profession="工程技术")
    case.does("2026-03-05 13:00", GU, "E06")
    team = [row for row in TEAM if row["member"] != WU]
    assert refusal(case.attempt(WEI, "E07")) == "team"
    assert refusal(case.attempt(WEI, "E07", team=[*team, {"member": SHI, "profession": "工程技术"}])) == "team"
    for leader in (SHI, WEI, WU):
        assert refusal(case.attempt(WEI, "E07", team=team, team_leader=leader)) == "team_leader"
    case.does("2026-03-05 14:00", WEI, "E07", team=[*team, {"member": GU, "profession": "工程技术"}])
    assert "纪澄" in letter_text(case, ZHOU, "D-11")


def test_a_plan_goes_back_until_all_agree(province: Province) -> None:
    """A member objects, the secretary returns; the plan is due 5 WD after the team was set up, signed within 3."""
    case = decided(province)
    case.to("E09", "2026-03-05 10:00")
    assert (case.task(LEADER, "E09")["limit"], case.task(LEADER, "E09")["due"]) == ("TL-E02a", "2026-03-12")
    case.to("E10", "2026-03-06 10:00")
    assert (case.task(MUYUN, "E10")["limit"], case.task(MUYUN, "E10")["due"]) == ("TL-E02b", "2026-03-11")
    case.does("2026-03-06 11:00", MUYUN, "E10", countersign="object", countersign_opinion="缺抽样。")
    case.to("E11", "2026-03-06 12:00")
    assert case.task(LEADER, "E09")["round"] == 2
    case.to("E11", "2026-03-09 10:00").does("2026-03-09 12:00", WEI, "E11", plan_decision="return")
    assert case.task(LEADER, "E09")["round"] == 3
    case.to("E13", "2026-03-10 10:00")
    assert case.task(QINLAN, "E13")["limit"] == "TL-K01"
    assert case.notices(SONG) == ["专项监督方案已批准：物流分拣中心改造"]
    assert "决策程序" in letter_text(case, ZHOU, "D-12")
    rows = province.desk(ZHOU).get("/registers/L-14/rows?limit=100")["items"]
    assert ("工程项目", "物流") in {(row["field"], row["dept"]) for row in rows}


def test_a_silent_owner_is_asked_then_written_to(province: Province) -> None:
    """EW-5: asked 5 WD after the planned day; silent again, a letter; no file after two letters, accountability."""
    case = supervised(province)
    province.night("2026-04-01 00:05")
    ask = case.task(QINLAN, "S01c")
    assert "EW-5" in ask["note"]
    case.does("2026-04-01 09:00", QINLAN, "S01c", stage_reached=False, silence_reason="招标推迟。",
              new_planned_date="2026-04-10")
    province.night("2026-04-17 10:00")
    case.does("2026-04-17 10:30", QINLAN, "S01c", stage_reached=False, silence_reason="仍推迟。",
              new_planned_date="2026-04-24")
    province.night("2026-04-17 11:00")
    assert case.child(ZHOU, "supervision-letter").see(ZHOU)["status"] == "in_progress"
    province.night("2026-05-08 00:05")
    case.reach("2026-05-08 09:00", "decision")                      # arrives while the owner is being asked
    assert (case.find(QINLAN, "S01c"), case.task(CEN, "S02")["due"]) == ([], "2026-05-14")
    for night, letters in (("2026-05-15 00:05", 3), ("2026-05-29 00:05", 4)):
        province.night(night)
        links = [link for link in case.see(ZHOU)["links"] if link["definition"] == "supervision-letter"]
        assert len(links) >= letters
    province.night("2026-06-12 00:05")
    thrown = [event["data"] for event in case.events(ZHOU, "MessageThrown")]
    [proposal] = [data for data in thrown if data["name"] == "accountability.proposed"]
    assert (proposal["payload"]["object_kind"], proposal["payload"]["object_unit"]) == ("单位", "LJ-QY")
    case.does("2026-06-12 09:00", CEN, "S02", stage="decision")     # late, but the stage goes on
    assert len(case.find(JI_CHENG, "S03")) == 1


def test_a_hold_stops_the_stage_and_every_payment(province: Province) -> None:
    """提示: D-13, project.hold, L-10 on hold, payments refused; 暂缓 comes back until passed, which lifts the hold."""
    case = supervised(province)
    case.reach("2026-03-25 09:00", "decision")
    assert refusal(case.attempt(CEN, "S02", stage="tender")) == "stage"
    case.does("2026-03-25 10:00", CEN, "S02", stage="decision")
    task = case.find(JI_CHENG, "S03")[0]["id"]
    wrong = {"profession": "法律", "opinion": "无。", "conclusion": "通过",
             "checked_items": [{"item": "预算", "basis": "办法", "result": "合规"}]}
    assert refusal(case.fill(JI_CHENG, task, "S03", **wrong)) == "profession"
    case.review_all("2026-03-26 10:00", 财务={"conclusion": "附条件", "checked_items": [
        {"item": "预算依据不足", "basis": "预算办法", "result": "违规", "amount": 5000}]})
    prepared = case.task(LEADER, "S06")["data"]["findings"]
    assert [(each["description"], each["category"]) for each in prepared] == [("预算依据不足", "财务")]
    assert refusal(case.attempt(LEADER, "S06")) == "findings"
    case.does("2026-03-27 10:00", LEADER, "S06", findings=[
        finding("未批先建", level="重大", blocking=True, handle="提示"), finding("完善立项程序", handle="建议")])
    assert case.find(LEADER, "S09") == []                           # who drafts does not issue
    case.does("2026-03-27 11:00", WEI, "S09")
    assert "未批先建" in letter_text(case, ZHOU, "D-13")
    assert case.row(ZHOU, "L-10")["on_hold"] is True
    assert case.row(ZHOU, "L-10")["suggestions_n"] == 1
    case.does("2026-03-27 14:00", LEADER, "S12", stage="decision", opinion="暂缓", next_stage_allowed=False,
              conditions=[{"text": "补办立项"}])
    assert "补办立项" in letter_text(case, ZHOU, "D-14")
    assert case.task(LEADER, "S12")["round"] == 2
    assert refusal(case.attempt(LEADER, "S12", stage="decision", opinion="通过", next_stage_allowed=False)) \
        == "next_stage_allowed"
    message(province, "2026-03-30 09:00", "payment.requested", CODE, pay_no="P-1", amount=2_500_000, payee="岚江建工",
            contract_no="HT-1", contract_total=9_000_000, progress_pct=10)
    given = pay_form(case, JI_CHENG, "E20_review", opinion="allow", amount=2_500_000)
    assert refusal(case.attempt(JI_CHENG, "E20_review", **given)) == "opinion"
    case.does("2026-03-31 10:00", LEADER, "S12", stage="decision")
    assert case.row(ZHOU, "L-10")["on_hold"] is False
    case.does("2026-03-31 11:00", JI_CHENG, "E20_review", **given)
    assert case.inbox(LEADER) == ["E30"]


def test_the_secretary_may_refuse_to_hold(province: Province) -> None:
    """Asked, the owner says it is reached.

    Not issued: no letter, no hold; the issue found beside it starts a rectification that does not block.
    """
    case = supervised(province)
    province.night("2026-04-01 00:05")
    case.does("2026-04-01 09:00", QINLAN, "S01c", stage_reached=True, silence_reason="已到达，未及时报告。")
    case.does("2026-04-01 10:00", CEN, "S02", stage="decision")
    case.review_all("2026-04-02 10:00")
    case.does("2026-04-03 10:00", LEADER, "S06", findings=[
        finding("资料不全", handle="提示"), finding("会议纪要缺签名")])
    case.does("2026-04-03 11:00", WEI, "S09", hold_decision="refuse", hold_requirement=None)
    province.night("2026-04-03 11:05")
    assert case.row(ZHOU, "L-10")["on_hold"] is False
    assert case.child(ZHOU, "issue-rectification").row(ZHOU, "L-12")["description"] == "会议纪要缺签名"
    assert "S12_opinion" in case.inbox(LEADER)


def test_tender_dates_are_checked_as_facts(province: Province) -> None:
    """EW-7: published for 2 days, bids within 10, one bidder: three findings are prepared."""
    case = supervised(province, ("tender",))
    case.reach("2026-03-25 09:00", "tender")
    case.does("2026-03-25 10:00", CEN, "S02", stage="tender", bid_notice_on="2026-02-01", bid_deadline="2026-02-11",
              result_notice_from="2026-02-12", result_notice_to="2026-02-14", bidders=1)
    case.review_all("2026-03-26 10:00")
    prepared = [each["description"] for each in case.task(LEADER, "S06")["data"]["findings"]]
    assert prepared == ["中标候选人公示少于3日", "自招标文件发出至投标截止少于20日", "只有一个有效投标人"]


def test_the_owner_objects_and_the_secretary_returns(province: Province) -> None:
    """An objection is checked and the report drafted again; returned once; partners and suggestions are kept."""
    case = supervised(province)
    case.stage("2026-03-25 10:00", "decision")
    partner = {"code": "91X", "name": "岚江建工", "grade": "B", "single_source_n": 0}
    report = {"partners": [partner], "evaluations": [{"dept": "finance_audit", "score": 5}],
              "suggestions": [{"title": "统一签证", "text": "先批后干。", "dept": "standard_management"}]}
    assert case.task(LEADER, "E30")["limit"] == "TL-E08"
    case.does("2026-03-26 10:00", LEADER, "E30", **report)
    case.does("2026-03-27 10:00", SONG, "E31", objection="objection", objection_text="数字有误。",
              objection_evidence=[attach(case, SONG, "E31", "objection_evidence", "明细账.pdf")])
    case.does("2026-03-30 10:00", LEADER, "E33")
    case.does("2026-03-30 11:00", LEADER, "E30", **report)
    case.does("2026-03-31 10:00", SONG, "E31")
    case.does("2026-03-31 11:00", WEI, "E34", report_decision="return")
    case.does("2026-04-01 10:00", LEADER, "E30", **report)
    case.does("2026-04-02 10:00", SONG, "E31")
    case.does("2026-04-02 11:00", WEI, "E34")
    province.night("2026-04-02 11:05")
    letters = {each["letter"]: each["status"] for each in case.see(ZHOU)["letters"]}
    assert (letters["D-15"], letters["D-16"]) == ("signed", "signed")
    assert "统一签证" in letter_text(case, ZHOU, "D-16")
    row = province.desk(YU).get("/registers/L-24/rows")["items"][0]
    assert (row["name"], row["grade"], row["single_source_n"]) == ("岚江建工", "B", 0)
    assert refusal(case.attempt(SONG, "E35a", hearing_attendees=[SONG])) == "hearing_attendees"
    case.does("2026-04-03 10:00", SONG, "E35a")
    meetings = {row["topic"] for row in province.desk(ZHOU).get("/registers/L-23/rows")["items"]}
    assert {"专项监督立项 物流分拣中心改造", "听取专项监督报告 物流分拣中心改造"} <= meetings
    task = case.task(MUCHEN, "E36")
    assert task["limit"] == "TL-C09"
    assert refusal(case.attempt(MUCHEN, "E36", team_dissolved=False)) == "team_dissolved"
    case.does("2026-04-07 10:00", MUCHEN, "E36")
    assert case.see(ZHOU)["status"] == "closed"


def test_a_cancelled_project_is_settled(province: Province) -> None:
    """ES-1: the owner reports the end of the project; the money spent is checked; terminated in the ledger."""
    case = supervised(province)
    assert send(case, MUYUN, "ES1a_cancelled", cancel_reason="规划调整。")[0] == 403     # of the team, not the owner
    assert send(case, QINLAN, "ES1a_cancelled")[0] == 422
    assert send(case, QINLAN, "ES1a_cancelled", cancel_reason="规划调整。")[0] == 200
    assert case.inbox(LEADER) == ["ES1"]
    case.does("2026-04-02 09:00", LEADER, "ES1_check", cancelled_on="2026-04-01", cancel_reason="规划调整。",
              spent=300_000, recoverable=50_000, closing_check="支出真实。")
    row = case.row(ZHOU, "L-10")
    assert (row["status"], row["note"]) == ("terminated", "项目终止：规划调整。；已支出 300000 元")
    assert case.see(ZHOU)["status"] == "terminated"


def test_the_owner_reports_and_sees_its_side_only(province: Province) -> None:
    """Stage and change by the owner's own report; the owner sees list and requests, no reviews, no variables."""
    case = supervised(province)
    province.at("2026-03-24 09:00")
    assert send(case, CEN, "S01a_reached", reached_date="2026-03-25")[0] == 422
    assert send(case, CEN, "S01a_reached", reached_date="2026-03-24")[0] == 200
    case.does("2026-03-25 09:00", CEN, "S02", stage="decision")
    asked = {"change_no": "BG-9", "reason": "现场条件"}
    assert send(case, CEN, "E21a_requested", **asked, amount=0)[0] == 422
    assert send(case, CEN, "E21a_requested", **asked, amount=3_000_000)[0] == 200
    province.night("2026-03-25 10:05")
    assert case.row(ZHOU, "L-10")["change_pct"] == pytest.approx(23.81)     # of the budget: no contract known yet
    alarms = [row for row in province.desk(ZHOU).get("/registers/L-33/rows")["items"] if row["rule"] == "EW-6"]
    assert [row["alert_level"] for row in alarms] == ["red"]
    seen = {task["element"] for task in case.see(CEN)["tasks"]}
    assert seen == {"E13_sign_in", "S02_file"}
    assert case.desk(CEN).call("GET", f"/instances/{case.case}/variables")[0] == 404
    rows = province.desk(CEN).get("/registers/L-9s/rows")["items"]
    assert {row["checkpoint"] for row in rows} == {"决策程序", "资料完整"}


def test_changes_are_reviewed_by_two(province: Province) -> None:
    """Work done before approval cannot be agreed to; one refusal refuses the change and takes its sum back."""
    case = supervised(province)
    message(province, "2026-04-01 09:00", "change.requested", CODE, change_no="BG-1", amount=100_000, reason="设计变更",
            contract_total=1_000_000)
    assert case.row(ZHOU, "L-10")["change_pct"] == 10
    task = case.task(WU, "E21")
    assert (task["limit"], task["due"]) == ("TL-E06", "2026-04-07")
    form = {"change_no": "BG-1", "reason": "设计变更", "amount": 100_000}

    def photos(user: str) -> list[str]:
        status, answer = case.desk(user).upload(case.task(user, "E21")["id"], "site_photos", "现场.png", b"\x89PNG\r\n")
        assert status == 201
        return [answer["attachment"]]

    shown = photos(WU)
    assert refusal(case.attempt(WU, "E21", **form, opinion="approve", site_photos=shown)) == "opinion"
    case.does("2026-04-02 09:00", WU, "E21", **form, opinion="approve", approved_before_work=True, site_photos=shown)
    case.does("2026-04-02 10:00", MUYUN, "E21", **form, opinion="reject", site_photos=photos(MUYUN))
    assert (case.row(ZHOU, "L-10")["changes_total"], case.row(ZHOU, "L-10")["change_pct"]) == (0, 0)
    assert case.notices(CEN) == ["变更 BG-1 不同意"]


def test_the_month_is_reported(province: Province) -> None:
    """E22 on the first of the month, due the 5th; the percentage goes into the ledger."""
    case = supervised(province)
    province.night("2026-04-01 00:05")
    assert case.task(CEN, "E22")["due"] == "2026-04-07"             # 04-05 is a rest day
    case.does("2026-04-03 09:00", CEN, "E22")
    assert case.row(ZHOU, "L-10")["progress_pct"] == 40


def test_members_and_plan_are_amended(province: Province) -> None:
    """E23: returned, then a new member declares a conflict, then another joins; then the plan changes."""
    case = supervised(province)
    province.at("2026-04-01 09:00")
    assert send(case, LEADER, "E23a_asked")[0] == 200
    swap = {"amendment_kind": "member", "amendment_reason": "出差。", "leaving": WU, "joining": GU,
            "profession": "工程技术"}
    assert refusal(case.attempt(LEADER, "E23_amend", **{**swap, "joining": SHI})) == "joining"
    case.does("2026-04-01 10:00", LEADER, "E23_amend", **swap)
    case.does("2026-04-01 11:00", WEI, "E23b", amendment_decision="return", amendment_opinion="另选。")
    case.does("2026-04-01 12:00", LEADER, "E23_amend", **swap)
    case.does("2026-04-01 13:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    case.does("2026-04-01 14:00", GU, "E23e", has_conflict=True, ground="interest", sign="顾平")
    case.does("2026-04-01 15:00", LEADER, "E23_amend", **{**swap, "joining": MUCHEN})
    case.does("2026-04-01 16:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    case.does("2026-04-01 17:00", MUCHEN, "E23e", has_conflict=False, sign="沐晨")
    team = case.desk(ZHOU).get(f"/instances/{case.case}/variables")["team"]
    assert {"member": MUCHEN, "profession": "工程技术"} in team
    assert WU not in [row["member"] for row in team]
    message(province, "2026-04-02 09:00", "supervision.amend", CODE)
    case.does("2026-04-02 10:00", LEADER, "E23_amend", amendment_kind="plan", amendment_reason="工期调整。",
              plan_change="增加一次抽检。")
    case.does("2026-04-02 11:00", WEI, "E23b", amendment_decision="approve", amendment_opinion="同意。")
    assert case.find(LEADER, "E23_amend") == []


def test_the_annual_plan_starts_a_case_per_row(province: Province) -> None:
    """E01c: planned rows of L-10 begin on 10 January, one case each, in the planned row; a second look starts none."""
    planned = start(province, "2026-01-06 09:00", ZHOU, "special-project-plan")
    projects = [{"project_code": f"QY-{number}", "project_name": f"项目{number}", "project_type": "物资采购",
                 "owner_unit": "LJ-QY", "owner_dept": "logistics", "budget": 500_000} for number in (1, 2)]
    planned.does("2026-01-06 10:00", ZHOU, "E01c1", plan_year=2026, projects=projects)
    planned.does("2026-01-06 11:00", WEI, "E01c2", plan_decision="return", plan_opinion="补充。")
    planned.does("2026-01-06 12:00", ZHOU, "E01c1", plan_year=2026, projects=projects)
    planned.does("2026-01-06 13:00", WEI, "E01c2", plan_decision="approve", plan_opinion="同意。")
    rows = province.desk(ZHOU).get("/registers/L-10/rows")["items"]
    assert {row["status"] for row in rows} == {"planned"}
    for night in ("2026-01-10 00:05", "2026-01-10 00:10"):
        province.night(night)
        assert len([task for task in province.desk(ZHOU).tasks() if task["element"] == "E02_propose"]) == 2
    case = Supervision(province, province.desk(ZHOU).tasks()[0]["instance"])
    data = case.task(ZHOU, "E02")["data"]
    case.does("2026-01-12 09:00", ZHOU, "E02", **SMALL, project_code=data["project_code"],
              project_name=data["project_name"])
    rows = province.desk(ZHOU).get("/registers/L-10/rows")["items"]
    assert sorted(row["status"] for row in rows) == ["planned", "submitted"]
    assert len(rows) == 2
