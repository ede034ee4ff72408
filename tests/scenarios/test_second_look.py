"""The second look of a look-back (P03-E26): reopened items again, months later, with every conclusion of the first."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import attach
from tests.scenarios.lookback import GU, LIAISON, Lookback, few, listed, number, open_lookback
from tests.scenarios.people import FANG, JIANG, LU, SHEN, SONG, WENYU
from tests.scenarios.province import Province

DAY, FIRST, DECIDED = "2026-08-24 09:00", "2026-10-12 09:00", "2026-10-14 09:00"
SECOND = "2027-01-18 09:00"
NEW: dict[str, Any] = {"description": "台账不实。", "category": "基础管理", "level": "一般"}


def reopened(province: Province, count: int, *field: int, **of: Any) -> Lookback:
    """All items are not in place, those of ``field`` found so on site; three months later all are due again."""
    chosen = few(province, count, **of)
    case = open_lookback(province, DAY).prepare(DAY, *chosen)
    case.self_assess("2026-09-18 09:00")
    case.does("2026-09-18 09:00", SONG, "U03")
    review = [{"evidence_sufficient": True, "field": n in field} for n in range(1, count + 1)]
    case.does("2026-09-18 09:00", WENYU, "U04", desk_items=review)
    if field:
        province.night("2026-09-18 09:10")
        case.inspected("2026-09-21 09:00")
    for issue in chosen:
        case.check(FIRST, issue, "not_in_place")
    case.to_report(FIRST).to_uses("2026-10-13 09:00").does(DECIDED, GU, "E22", uses=["纳入考核"])
    province.night("2027-01-15 00:05")
    return case


def thrown(case: Lookback) -> list[str]:
    """Names of the messages the case has sent."""
    return sorted(event["data"]["name"] for event in case.events(LU, "MessageThrown"))


def test_every_conclusion_of_a_second_look(province: Province) -> None:
    """Four eyes disagree; not judged, prolonged; false rectification; recurred; a new problem and a suspicion."""
    case = reopened(province, 5)
    first, second, third, fourth, fifth = (number(n) for n in range(1, 6))
    task = case.item(FANG, "R03", first)["id"]
    case.check(SECOND, first, "cannot_judge", kind="R")
    case.does(SECOND, LU, "R10", prolong_decision="prolong", prolong_reason="需外调。")
    case.check(SECOND, first, "effective", kind="R", new_issue=[NEW])
    assert task not in [each["id"] for each in case.desk(FANG).tasks()]
    case.does(SECOND, FANG, "R09", new_opinion="属管理问题。", new_issue=[NEW | {"suspected": False}])
    file = case.desk(FANG).upload(case.item(FANG, "R03", second)["id"], "evidence", "核.pdf", b"%PDF-1.7")
    case.fill(FANG, case.item(FANG, "R03", second)["id"], "R03", facts="未落实。", conclusion="effective",
              evidence=[file[1]["attachment"]], suggestion="无。")
    again = case.item(JIANG, "R04", second)["id"]
    status, problem = case.fill(JIANG, again, "R04", second_decision="disagree")
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["second_opinion"])
    case.fill(JIANG, again, "R04", second_decision="disagree", second_opinion="与事实不符。")
    case.check(SECOND, second, "not_in_place", kind="R", false_rectification=True,
               responsibility=[{"person": "岑安", "role": "主体"}])
    case.check(SECOND, third, "recurred", kind="R", cause="制度缺失")
    case.check(SECOND, fourth, "new_problem", kind="R", new_issue=[NEW])
    case.does(SECOND, FANG, "R09", new_opinion="涉嫌违纪。", new_issue=[NEW | {"suspected": True}])
    case.check(SECOND, fifth, "effective", kind="R")
    province.night("2027-01-18 09:30")
    assert thrown(case) == ["accountability.proposed", "assessment.scored", "clue.found"] + ["lookback.decided"] * 5
    assert [listed(province, LU, issue)["lookback_no"] for issue in (first, second, third, fourth, fifth)] == [2] * 5
    assert [listed(province, LU, issue)["status"] for issue in (second, third)] == ["reopened", "accepted"]
    rows = [row for row in case.desk(LU).get("/registers/L-21/rows?limit=200")["items"] if row["round"] == 2]
    assert sorted(row["conclusion"] for row in rows) == [
        "effective", "effective", "new_problem", "new_problem", "new_problem", "not_in_place", "recurred"]
    assert case.inbox(FANG) == []


def test_what_was_seen_on_site_is_seen_on_site_again(province: Province) -> None:
    """Field check (B3) in both looks, experts (B5) in both: their numbers and opinions come back to the item."""
    case = reopened(province, 1, 1)
    issue = number(1)
    province.night("2027-01-15 00:10")
    assert case.find(FANG, "R03") == []
    case.inspected("2027-01-18 09:00")
    case.check("2027-01-19 09:00", issue, "cannot_judge", kind="R")
    case.does("2027-01-19 10:00", LU, "R10", prolong_decision="expert", expert_dept="legal_affairs",
              expert_need="合同效力。", prolong_reason="专业性强。")
    province.night("2027-01-19 10:10")
    case.advised("2027-01-20 09:00")
    case.check("2027-01-21 09:00", issue, "effective", kind="R")
    assert case.inbox(FANG) == ["E27"]
    case.does("2027-01-22 09:00", FANG, "E27")
    rows = case.desk(LU).get("/registers/L-21/rows?limit=200")["items"]
    assert sorted((row["round"], row["method"], row["conclusion"]) for row in rows) == [
        (1, "实地", "not_in_place"), (2, "实地", "effective")]


def test_experts_of_the_first_look(province: Province) -> None:
    """An opinion of B5 brings the item back to its checkers (I10b → I03)."""
    chosen = few(province, 1)
    case = open_lookback(province, DAY).prepare(DAY, *chosen).to_items("2026-09-18 09:00")
    case.check("2026-09-21 09:00", chosen[0], "cannot_judge")
    case.does("2026-09-21 10:00", LU, "I10", prolong_decision="expert", expert_dept="legal_affairs",
              expert_need="合同效力。", prolong_reason="专业性强。")
    province.night("2026-09-21 10:10")
    case.advised("2026-09-22 09:00")
    case.check("2026-09-23 09:00", chosen[0], "effective")
    assert "U20" in case.inbox(WENYU)


def test_what_is_struck_off_before_the_others_are_judged_is_not_missed(province: Province) -> None:
    """In the second look one item is reopened again and struck off while the other is still being checked.

    The message comes before anybody waits for it: the third look begins as soon as the second is over.
    """
    case = reopened(province, 2)
    case.check(SECOND, number(1), "not_in_place", kind="R")
    province.night("2027-01-18 09:10")
    again = case.child(LU, "issue-rectification")
    again.does("2027-01-19 09:00", SONG, "C2_03", responsible_person=[LIAISON], leader="lj-qy.linheng")
    again.does("2027-01-20 09:00", LIAISON, "C2_04")
    again.does("2027-01-21 09:00", JIANG, "C2_05")
    evidence = attach(again, LIAISON, "C2_07", "evidence", "整改.pdf")
    again.does("2027-01-25 09:00", LIAISON, "C2_07", result_text="已整改。", evidence=[evidence])
    again.does("2027-01-26 09:00", SONG, "C2_08")
    again.does("2027-01-27 09:00", JIANG, "C2_09")
    province.night("2027-01-27 09:10")
    assert len(case.find(FANG, "R03")) == 1
    case.check("2027-02-01 09:00", number(2), "effective", kind="R")
    province.night("2027-02-01 09:10")
    assert [case.desk(FANG).get(f"/tasks/{task['id']}")["data"]["issue_no"] for task in case.find(FANG, "R03")] == [
        number(1)]
    case.check("2027-02-02 09:00", number(1), "effective", b=WENYU, kind="R")
    assert case.inbox(FANG) == ["E27"]


def test_a_look_back_broken_off_leaves_its_rectifications_to_themselves(province: Province) -> None:
    """沈知衡 ends it before the committee decides: the rectification begins three months after the conclusion."""
    chosen = few(province, 1)
    case = open_lookback(province, DAY).prepare(DAY, *chosen).to_items("2026-09-18 09:00")
    assert case.desk(LU).refused(f"/instances/{case.case}/withdraw", {"reason": "撤回。"})[0] == 409
    case.check(FIRST, chosen[0], "not_in_place")
    again = case.child(LU, "issue-rectification")
    asked = case.desk(LU).post(f"/instances/{case.case}/terminate", {"reason": "与巡视重复。"})
    case.desk(SHEN).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "同意。"})
    assert case.see(LU)["status"] == "terminated"
    province.night("2026-11-20 00:05")
    assert again.inbox(SONG) == []
    province.night("2027-01-12 00:05")
    assert again.inbox(SONG) == ["C2_03"]
    assert listed(province, LU, chosen[0])["due_effective"] == "2027-02-11"
