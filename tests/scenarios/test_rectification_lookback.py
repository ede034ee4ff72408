"""Look-back on rectification (P03): returns, recusal, silence, every conclusion, uses, rounds, exceptional paths."""

from __future__ import annotations

from typing import Any

from engine import commands, system_actor
from tests.scenarios.conduct import Conduct
from tests.scenarios.lookback import GU, LIAISON, TEAM, Lookback, few, listed, number, open_lookback
from tests.scenarios.people import FANG, JIANG, LU, SHEN, SHIMO, SONG, WENYU
from tests.scenarios.province import Province

DAY = "2026-08-24 09:00"
LATER = "2026-10-12 09:00"


def looked(province: Province, count: int = 2, **of: Any) -> Lookback:
    """A look-back on ``count`` issues whose items are open for their checkers."""
    chosen = few(province, count, **of)
    return open_lookback(province, DAY).prepare(DAY, *chosen).to_items("2026-09-18 09:00")


def fields(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})


def test_at_least_a_third_of_the_rest_and_nothing_else(province: Province) -> None:
    """30 % of the rest, no stranger, none twice, title needed."""
    few(province, 10)
    case = open_lookback(province, DAY)
    row = {"issue_no": number(1), "reason_selected": "抽查"}
    stranger = [row, row | {"issue_no": number(2)}, row | {"issue_no": "LJ-QY-WT-2026-0999"}]
    for wrong in ([row], [row, row, row], stranger):
        assert fields(case.attempt(LU, "E03", selected=wrong)) == ["selected"]
    enough = [row | {"issue_no": number(n)} for n in (1, 2, 3)]
    assert fields(case.attempt(LU, "E03", selected=enough, lookback_title=None)) == ["lookback_title"]
    case.does(DAY, WENYU, "E03", selected=enough)
    assert case.inbox(FANG) == ["E04"]


def test_plan_returned_and_a_checker_recused(province: Province) -> None:
    """沈知衡 returns the plan; 石默 declares a conflict and is replaced; two must stay (SD-3)."""
    chosen = few(province, 2)
    case = open_lookback(province, DAY)
    case.select(DAY, *chosen)
    case.does(DAY, FANG, "E04", team=TEAM)
    case.does(DAY, SHEN, "E05", approval_decision="return", approval_opinion="增加访谈。")
    assert fields(case.attempt(FANG, "E04", team=TEAM, check_to="2026-09-01")) == ["check_to"]
    case.does(DAY, FANG, "E04", team=TEAM)
    case.does(DAY, SHEN, "E05")
    assert fields(case.attempt(LU, "E06", team=[FANG], team_leader=None)) == ["team"]
    assert fields(case.attempt(LU, "E06", team=[FANG, JIANG])) == ["team_leader"]
    case.does(DAY, LU, "E06", team=TEAM, assignments=[
        {"issue_no": chosen[0], "checker_a": FANG, "checker_b": JIANG}])
    for member in (WENYU, FANG, JIANG):
        case.does(DAY, member, "E06b")
    case.does(DAY, SHIMO, "E06b", has_conflict=True, ground="served_there")
    assert case.inbox(LU) == ["E06"]
    assert case.attempt(LU, "E06", team=TEAM)[0] == 422
    rest = [WENYU, FANG, JIANG]
    case.does(DAY, LU, "E06", team=rest, assignments=[{"issue_no": chosen[0], "checker_a": FANG, "checker_b": JIANG}])
    for member in rest:
        case.does(DAY, member, "E06b")
    case.to_items("2026-09-18 09:00")
    assert [case.desk(user).get(f"/tasks/{task['id']}")["data"]["issue_no"]
            for user in (WENYU,) for task in case.find(user, "I03")] == [chosen[1]]
    assert len(case.find(FANG, "I03")) == 2


def test_a_unit_that_does_not_assess_itself(province: Province) -> None:
    """The head returns the draft once; a unit that stays silent is checked all the same."""
    chosen = few(province, 2)
    case = open_lookback(province, DAY).prepare(DAY, *chosen)
    case.self_assess("2026-09-10 09:00")
    case.does("2026-09-11 09:00", SONG, "U03", endorse_decision="return", endorse_opinion="补充佐证。")
    assert case.task(LIAISON, "U02")["round"] == 2
    province.night("2026-10-15 00:05")
    assert case.inbox(LIAISON) == []
    assert "U04" in case.inbox(WENYU)
    assert "supervision-letter" in [task["definition"] for task in case.desk(FANG).tasks()]


def test_every_conclusion_of_an_item(province: Province) -> None:
    """Second checker disagrees; cannot judge once; false rectification; new problem as clue; recurrence."""
    case = looked(province, 4)
    first, second, third, fourth = (number(n) for n in range(1, 5))
    cannot = case.item(FANG, "I03", first)["id"]
    case.check(LATER, first, "cannot_judge")
    case.does(LATER, LU, "I10", prolong_decision="prolong", prolong_reason="需外调。")
    assert case.item(FANG, "I03", first)["id"] != cannot
    again = case.item(FANG, "I03", first)["id"]
    answer = case.fill(FANG, again, "I03", facts="无法判断。", conclusion="cannot_judge", suggestion="无。")
    assert "evidence" in fields(answer)
    found = {"description": "设小金库。", "category": "财务", "level": "重大"}
    case.check(LATER, first, "new_problem", new_issue=[found])
    case.does(LATER, FANG, "I09", new_opinion="涉嫌违纪。", new_issue=[found | {"suspected": True}])
    file = case.desk(FANG).upload(case.item(FANG, "I03", second)["id"], "evidence", "核.pdf", b"%PDF-1.7")
    given = {"facts": "未落实。", "evidence": [file[1]["attachment"]], "conclusion": "effective", "suggestion": "无。"}
    case.fill(FANG, case.item(FANG, "I03", second)["id"], "I03", **given)
    assert case.find(FANG, "I04") == []                                     # four eyes (SD-1)
    case.fill(JIANG, case.item(JIANG, "I04", second)["id"], "I04", second_decision="disagree", second_opinion="不符。")
    case.check(LATER, second, "not_in_place", false_rectification=True, cause="责任不落实",
               responsibility=[{"person": "岑安", "role": "主体"}])
    case.check(LATER, third, "recurred", cause="制度缺失")
    case.check(LATER, fourth, "effective")
    province.night("2026-10-12 09:30")
    thrown = [event["data"]["name"] for event in case.events(LU, "MessageThrown")]
    assert sorted(thrown) == ["accountability.proposed", "clue.found"]
    assert listed(province, LU, second)["status"] == "reopened"
    assert (listed(province, LU, third)["repeat_count"], listed(province, LU, fourth)["lookback_no"]) == (1, 1)
    rows = case.desk(LU).get("/registers/L-21/rows?limit=200")["items"]
    assert sorted(row["conclusion"] for row in rows) == [
        "effective", "new_problem", "new_problem", "not_in_place", "recurred"]
    assert "U20" in case.inbox(WENYU)


def test_field_check_and_expert_help_are_cases_of_their_own(province: Province) -> None:
    """The desk review sends an item into the field (B3); what cannot be judged goes to experts (B5)."""
    chosen = few(province, 2)
    case = open_lookback(province, DAY).prepare(DAY, *chosen)
    case.self_assess("2026-09-18 09:00")
    case.does("2026-09-18 09:00", SONG, "U03")
    wrong = [{"evidence_sufficient": False, "field": False}] * 2
    assert fields(case.attempt(WENYU, "U04", desk_items=wrong)) == ["desk_items"]
    case.does("2026-09-18 09:00", WENYU, "U04", desk_items=[
        {"evidence_sufficient": False, "field": True}, {"evidence_sufficient": True, "field": False}])
    province.night("2026-09-18 09:10")
    assert len(case.find(FANG, "I03")) == 1
    assert case.child(LU, "joint-field-inspection").see(LU)["status"] == "in_progress"
    case.check("2026-09-18 10:00", chosen[1], "cannot_judge")
    case.does("2026-09-18 11:00", LU, "I10", prolong_decision="expert", expert_dept="legal_affairs",
              expert_need="合同效力。", prolong_reason="专业性强。")
    province.night("2026-09-18 11:10")
    assert "professional-assistance" in [link["definition"] for link in case.see(LU)["links"]]


def test_an_objection_that_holds_undoes_the_reopening(province: Province) -> None:
    """改为到位: L-21 effective, the waiting case withdrawn, the issue closed again; nothing is reopened in the end."""
    case = looked(province)
    case.check(LATER, number(1), "not_in_place")
    case.check(LATER, number(2), "effective")
    province.night("2026-10-12 09:30")
    again = case.child(LU, "issue-rectification")
    case.does(LATER, WENYU, "U20")
    assert fields(case.attempt(SONG, "U21", objection_decision="object", objections=[])) == ["objections"]
    case.does(LATER, SONG, "U21", objection_decision="object",
              objections=[{"issue_no": number(1), "reason": "已整改。"}])
    case.does(LATER, SHIMO, "U22", rechecks=[{"result": "改为到位", "opinion": "补充材料充分。"}])
    province.night("2026-10-12 10:30")
    assert (again.see(LU)["status"], listed(province, LU, number(1))["status"]) == ("withdrawn", "closed")
    rows = case.desk(LU).get("/registers/L-21/rows")["items"]
    assert {row["conclusion"] for row in rows} == {"effective"}
    case.to_uses("2026-10-13 09:00").does("2026-10-14 09:00", GU, "E22")
    assert case.inbox(FANG) == ["E27"]


def test_silence_is_no_objection_and_the_report_is_returned(province: Province) -> None:
    """TL-H03 runs out; 纪委会 returns the report once; every use of the results starts what it should."""
    case = looked(province)
    case.check(LATER, number(1), "recurred", cause="制度缺失", responsibility=[{"person": "岑安", "role": "主体"}])
    case.check(LATER, number(2), "effective")
    case.does(LATER, WENYU, "U20", score_duty=20, score_task=40, score_effect=10, score_system=5, score_satisfaction=7)
    province.night("2026-10-20 00:05")
    case.does("2026-10-20 09:00", LU, "E20")
    case.does("2026-10-20 10:00", LU, "E21", study_decision="return", study_opinion="补充分析。")
    case.to_uses("2026-10-20 11:00")
    assert fields(case.attempt(GU, "E22", uses=["约谈"])) == ["talk_persons"]
    case.does("2026-10-21 09:00", GU, "E22", talk_persons=[SONG], uses=["通报", "约谈", "限期办结", "问责", "纳入考核"])
    province.night("2026-10-21 09:10")
    thrown = [event["data"]["name"] for event in case.events(LU, "MessageThrown")]
    assert sorted(thrown) == [
        "accountability.proposed", "archive.event", "assessment.scored", "lookback.decided", "regulation.suggested"]
    definitions = {link["definition"] for link in case.see(LU)["links"]}
    assert {"supervision-letter", "reminder-admonition", "accountability", "issue-rectification"} <= definitions
    letters = case.letters()
    assert [letters.count(each) for each in ("D-17", "D-18", "D-19", "D-20", "D-21", "D-22")] == [1, 1, 2, 1, 2, 1]
    assert case.inbox(FANG) == ["E27"]
    assert fields(case.attempt(FANG, "E27", catalogue=[])) == ["catalogue"]
    case.does("2026-10-22 09:00", FANG, "E27")
    assert case.see(LU)["status"] == "closed"


def test_after_three_second_looks_responsibility_is_decided(province: Province) -> None:
    """Never struck off: TL-H05 brings each second look; still not in place after the third, the committee decides."""
    case = looked(province)
    case.check(LATER, number(1), "not_in_place")
    case.check(LATER, number(2), "effective")
    case.to_report(LATER).to_uses("2026-10-13 09:00").does("2026-10-14 09:00", GU, "E22", uses=["纳入考核"])
    for night, day in (("2027-01-15", "2027-01-18"), ("2027-04-20", "2027-04-21"), ("2027-07-22", "2027-07-23")):
        province.night(f"{night} 00:05")
        case.check(f"{day} 09:00", number(1), "not_in_place", kind="R")
        province.night(f"{day} 09:10")
    assert listed(province, LU, number(1))["lookback_no"] == 4
    case.does("2027-07-26 09:00", GU, "E24a")
    assert "accountability.proposed" in [event["data"]["name"] for event in case.events(LU, "MessageThrown")]
    assert case.inbox(FANG) == ["E27"]


def test_a_successor_takes_over_the_duty_of_a_unit(province: Province) -> None:
    """✉ unit.changed: the head names the successor; tasks that open later go there."""
    chosen = few(province, 2)
    case = open_lookback(province, DAY).prepare(DAY, *chosen)
    province.at("2026-08-25 09:00")
    key = case.see(LU)["case_no"]
    case.desk(LU).post("/messages", {"name": "unit.changed", "correlation": key})
    merged = {"old_unit": "LJ-QY", "successor_reason": "机构合并。"}
    assert fields(case.attempt(LU, "ES3b", new_unit="LJ-QY", **merged)) == ["new_unit"]
    case.does("2026-08-25 09:00", LU, "ES3b", new_unit="LJ-LH", **merged)
    case.self_assess("2026-08-26 09:00", mechanism_built="修订制度", regulation_ref="询价管理办法")
    assert case.task("lj-lh.jihuaijin", "U03")["candidates"] == ["季怀瑾"]
    case.does("2026-08-27 09:00", "lj-lh.jihuaijin", "U03")
    rows = case.desk(SONG).get("/registers/L-11/rows")["items"]
    assert sorted((row["title"], row["type"], row["issues_traced"]) for row in rows) == [
        ("询价管理办法", "改", number(1)), ("询价管理办法", "改", number(2))]


def test_an_order_a_warning_and_the_calendar_start_a_look_back(province: Province) -> None:
    """✉ lookback.ordered, ✉ repeat.warned, and each month what was struck off six months ago, once."""
    few(province, 3)
    province.at("2026-01-20 09:00")
    for name in ("lookback.ordered", "repeat.warned"):
        message = commands.CorrelateMessage(name, payload={"units": ["LJ-QY"]}, unit="LJ")
        receipt = province.engine.execute(message, system_actor())
        case = Conduct(province, receipt.result["instances"][0])
        assert len(case.task(LU, "E03")["data"]["candidates"]) == 3
    for month in range(2, 10):
        province.night(f"2026-{month:02}-01 01:05")
        province.night(f"2026-{month:02}-01 01:10")
    tasks = [task for task in province.desk(LU).tasks() if task["element"] == "E03_select"]
    assert len(tasks) == 3
    timed = [province.desk(LU).get(f"/tasks/{task['id']}")["data"].get("lookback_title") for task in tasks]
    assert "销号满期整改“回头看”" in timed
