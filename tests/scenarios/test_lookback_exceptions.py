"""Exceptional paths of a look-back (P03 i): silence, successor, forged evidence, prolonged check, third recurrence."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct
from tests.scenarios.lookback import GU, LIAISON, Lookback, few, listed, number, open_lookback
from tests.scenarios.people import FANG, HE, JIANG, LU, SHEN, SHIMO, SONG, WENYU, ZHENG
from tests.scenarios.province import Province

DAY, CHECK = "2026-08-24 09:00", "2026-10-12 09:00"


def noticed(province: Province, count: int = 1, **of: Any) -> Lookback:
    """The notice has gone out on 2026-08-24."""
    chosen = few(province, count, **of)
    return open_lookback(province, DAY).prepare(DAY, *chosen)


def checking(province: Province, count: int = 1, **of: Any) -> Lookback:
    """Items open for their checkers on 2026-09-18."""
    return noticed(province, count, **of).to_items("2026-09-18 09:00")


def fields(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})


def test_the_head_has_the_same_term_and_what_is_not_endorsed_is_checked_without(province: Province) -> None:
    """TL-H01 with its extension covers U02 and U03; esc2 drafts a letter; ten days after the term the check goes on."""
    case = noticed(province)
    assert case.task(LIAISON, "U02")["due"] == "2026-09-20"
    path = f"/tasks/{case.task(LIAISON, 'U02')['id']}/extension"
    request = case.desk(LIAISON).post(path, {"amount": 5, "reason": "资料较多。"})["request"]
    case.desk(SHEN).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    case.self_assess("2026-09-24 09:00")
    task = case.task(SONG, "U03")
    assert (task["limit"], task["due"]) == ("TL-H01", "2026-09-28")
    case.does("2026-09-25 09:00", SONG, "U03", endorse_decision="return", endorse_opinion="补充佐证。")
    assert case.task(LIAISON, "U02")["due"] == "2026-09-28"
    case.self_assess("2026-09-27 09:00")
    province.night("2026-10-10 00:05")
    letter = case.child(LU, "supervision-letter")
    assert letter.task(FANG, "C4_01")["data"]["addressee"] == "LJ-QY"
    province.night("2026-10-15 23:55")
    assert case.inbox(SONG) == ["U03"]
    province.night("2026-10-16 00:05")
    assert (case.inbox(SONG), "U04" in case.inbox(WENYU)) == ([], True)


def test_a_silent_unit_keeps_the_days_of_a_suspension(province: Province) -> None:
    """Suspended for five working days: the term and the moment the check goes on without it move by as many."""
    case = noticed(province)
    province.at("2026-09-01 09:00")
    asked = case.desk(LU).post(f"/instances/{case.case}/suspension-request", {"reason": "台风停产。"})
    case.desk(SHEN).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "同意。"})
    province.at("2026-09-08 09:00")
    case.desk(SHEN).post(f"/instances/{case.case}/resume", {"reason": "恢复。"})
    assert case.task(LIAISON, "U02")["due"] == "2026-09-28"
    province.night("2026-10-15 23:55")
    assert case.inbox(LIAISON) == ["U02"]
    province.night("2026-10-16 00:05")
    assert case.inbox(LIAISON) == []


def test_the_successor_gets_what_is_open_and_what_follows(province: Province) -> None:
    """LJ-QY is merged into LJ-LH-WQ during its self-assessment: tasks, rectification and score go there."""
    case = noticed(province)
    key = case.see(LU)["case_no"]
    for _ in range(2):
        case.desk(LU).post("/messages", {"name": "unit.changed", "correlation": key})
    assert case.desk(LU).call("POST", "/messages", {"name": "unit.changed", "correlation": "LC-0000"})[0] == 404
    tasks = [task["id"] for task in case.find(LU, "ES3b")]
    assert len(tasks) == 2
    merged = {"old_unit": "LJ-QY", "new_unit": "LJ-LH-WQ", "successor_reason": "机构合并。"}
    assert case.fill(LU, tasks[0], "ES3b", **merged)[0] == 200
    assert (case.inbox(LIAISON), case.inbox(ZHENG)) == ([], ["U02"])
    case.self_assess("2026-09-10 09:00", user=ZHENG)
    case.does("2026-09-11 09:00", HE, "U03")
    case.does("2026-09-14 09:00", WENYU, "U04", desk_items=[{"evidence_sufficient": True, "field": False}])
    case.check("2026-09-15 09:00", number(1), "not_in_place")
    again = case.child(LU, "issue-rectification")
    case.does("2026-09-16 09:00", WENYU, "U20")
    case.does("2026-09-17 09:00", HE, "U21")
    case.to_uses("2026-09-18 09:00").does("2026-09-21 09:00", GU, "E22", uses=["发函督办"])
    province.night("2026-09-21 09:10")
    assert again.task(HE, "C2_03")["data"]["issue_no"] == number(1)
    assert case.child(LU, "supervision-letter").task(FANG, "C4_01")["data"]["addressee"] == "LJ-LH-WQ"


def test_an_objection_goes_to_nobody_who_had_a_hand_in_the_item(province: Province) -> None:
    """石默 verified the item: neither checker nor rechecker (SD-4); with nobody left the head of the office decides."""
    case = checking(province, n1={"verifiers": [SHIMO]})
    case.check(CHECK, number(1), "recurred", cause="制度缺失")
    case.does(CHECK, WENYU, "U20")
    objection = {"issue_no": number(1), "reason": "不同性质。"}
    case.does(CHECK, SONG, "U21", objection_decision="object", objections=[objection])
    assert ["U22" in case.inbox(user) for user in (WENYU, FANG, JIANG, SHIMO)] == [True, False, False, False]
    assert fields(case.attempt(WENYU, "U22", rechecks=[{"result": "改为到位"}])) == ["rechecks/0/opinion"]
    case.does(CHECK, WENYU, "U22", rechecks=[{"result": "改为到位", "opinion": "确属不同。"}])
    assert listed(province, LU, number(1))["repeat_count"] == 0


def test_forged_evidence_becomes_a_clue(province: Province) -> None:
    """The checker marks it: whatever the conclusion, a suspicion is registered and cannot be taken out."""
    case = checking(province, 2)
    assert case.item(FANG, "I03", number(1))["due"] == "2026-11-05"
    case.check(CHECK, number(1), "not_in_place", evidence_forged=True, false_rectification=True)
    found = case.task(FANG, "I09")["data"]["new_issue"]
    assert [(each["suspected"], each["level"]) for each in found] == [(True, "一般")]
    assert fields(case.attempt(FANG, "I09", new_issue=[], new_opinion="无。")) == ["new_issue"]
    calm = [{"description": "佐证日期有误。", "category": "基础管理", "level": "一般", "suspected": False}]
    assert fields(case.attempt(FANG, "I09", new_issue=calm, new_opinion="无。")) == ["new_issue"]
    case.does(CHECK, FANG, "I09", new_issue=found, new_opinion="照片系伪造。")
    thrown = sorted(event["data"]["name"] for event in case.events(LU, "MessageThrown"))
    assert thrown == ["accountability.proposed", "clue.found"]


def test_a_prolonged_check_has_ten_days_more_and_must_conclude(province: Province) -> None:
    """I10 → I03 once: TL-H02 and ten working days; what is gone is judged by its documents, with a note."""
    case = checking(province)
    case.check(CHECK, number(1), "cannot_judge")
    case.does(CHECK, LU, "I10", prolong_decision="prolong", prolong_reason="项目已终止。")
    task = case.item(FANG, "I03", number(1))
    assert (task["due"], task["data"].get("conclusion")) == ("2026-11-19", None)
    file = case.desk(FANG).upload(task["id"], "evidence", "资料.pdf", b"%PDF-1.7")[1]["attachment"]
    given = {"facts": "项目已终止。", "evidence": [file], "suggestion": "无。", "not_checkable": True}
    assert fields(case.fill(FANG, task["id"], "I03", **given, conclusion="effective")) == ["not_checkable_note"]
    given["not_checkable_note"] = "工地已移交。"
    assert fields(case.fill(FANG, task["id"], "I03", **given, conclusion="cannot_judge")) == ["conclusion"]
    assert case.fill(FANG, task["id"], "I03", **given, conclusion="effective")[0] == 200
    assert case.item(JIANG, "I04", number(1))["due"] == "2026-11-19"


def test_who_verified_the_reopened_item_is_replaced_in_the_second_look(province: Province) -> None:
    """A team of two, one of whom struck the item off: officers of the office join, four eyes stay (SD-3, SD-4)."""
    chosen = few(province, 1)
    case = open_lookback(province, DAY).prepare(DAY, *chosen, team=[FANG, WENYU])
    case.self_assess("2026-09-18 09:00")
    case.does("2026-09-18 09:00", SONG, "U03")
    case.does("2026-09-18 09:00", WENYU, "U04", desk_items=[{"evidence_sufficient": True, "field": False}])
    case.check(CHECK, chosen[0], "not_in_place", a=FANG, b=WENYU)
    again = case.child(LU, "issue-rectification")
    case.to_report(CHECK).to_uses(CHECK).does("2026-10-13 09:00", GU, "E22", uses=["纳入考核"])
    province.night("2026-10-13 09:10")
    struck_off(again, FANG)
    province.night("2026-10-28 17:00")
    assert case.find(FANG, "R03") == []
    case.check("2026-10-29 09:00", chosen[0], "effective", a=JIANG, b=WENYU, kind="R")
    assert listed(province, LU, chosen[0])["lookback_no"] == 2


def struck_off(issue: Conduct, verifier: str) -> None:
    """LJ-QY rectifies it anew; ``verifier`` strikes it off on 2026-10-28."""
    issue.does("2026-10-14 09:00", SONG, "C2_03", responsible_person=[LIAISON], leader="lj-qy.linheng")
    issue.does("2026-10-15 09:00", LIAISON, "C2_04")
    issue.does("2026-10-16 09:00", JIANG, "C2_05")
    file = issue.desk(LIAISON).upload(issue.task(LIAISON, "C2_07")["id"], "evidence", "整改.pdf", b"%PDF-1.7")
    issue.does("2026-10-26 09:00", LIAISON, "C2_07", result_text="已整改。", evidence=[file[1]["attachment"]])
    issue.does("2026-10-27 09:00", SONG, "C2_08")
    issue.does("2026-10-28 09:00", verifier, "C2_09")


def test_the_third_recurrence_in_a_second_look_is_pursued_at_once(province: Province) -> None:
    """repeat_count 2 before: R08 makes it 3, with a letter to the unit's head and an accountability proposal (EW-2)."""
    case = checking(province, 2, n1={"repeat_count": 2}, n2={"repeat_count": 1})
    for issue in (number(1), number(2)):
        case.check(CHECK, issue, "not_in_place")
    case.to_report(CHECK).to_uses(CHECK).does("2026-10-13 09:00", GU, "E22", uses=["纳入考核"])
    planned = [row["second_look"] for row in case.desk(LU).get("/registers/L-21/rows")["items"]]
    assert planned == ["2027-01-13"] * 2
    province.night("2027-01-14 00:05")
    case.check("2027-01-18 09:00", number(1), "recurred", kind="R", cause="监督不力",
               responsibility=[{"person": "岑安", "role": "主体"}])
    case.check("2027-01-18 10:00", number(2), "not_in_place", kind="R")
    province.night("2027-01-18 10:10")
    rows = {(row["issue_no"], row["round"]): row for row in case.desk(LU).get("/registers/L-21/rows")["items"]}
    assert (rows[number(2), 2]["second_look"], rows[number(1), 2]["second_look"]) == ("2027-04-18", None)
    assert listed(province, LU, number(1))["repeat_count"] == 3
    letter = case.child(LU, "supervision-letter").task(FANG, "C4_01")["data"]
    assert (letter["grade"], letter["addressee"], letter["basis"][0]["issue"]) == ("督办函", "LJ-QY", number(1))
    assert case.child(LU, "accountability").task(FANG, "A10_01")["data"]["persons"] == [LIAISON]
    alarms = [row for row in case.desk(LU).get("/registers/L-33/rows")["items"] if row["rule"] == "EW-2"]
    assert [row["alert_level"] for row in alarms] == ["red"]


def test_the_report_tells_by_unit_and_by_field(province: Province) -> None:
    """E20 shows how many passed, were reopened, recurred, new: per unit and per category; D-21 prints both."""
    case = checking(province, 3, n1={"category": "采购"}, n2={"category": "采购"}, n3={"category": "财务"})
    for n, conclusion in ((1, "effective"), (2, "not_in_place"), (3, "effective")):
        case.check(CHECK, number(n), conclusion)
    assert case.task(WENYU, "U20")["data"]["totals"].startswith("共3项")
    case.to_report(CHECK)
    told = case.task(LU, "E20")["data"]
    assert [(row["category"], row["total"], row["effective"]) for row in told["by_category"]] == [
        ("采购", 2, 1), ("财务", 1, 1)]
    assert [(row["unit"], row["total"], row["not_in_place"], row["score"]) for row in told["by_unit"]] == [
        ("青砚市烟草专卖局(公司)", 3, 1, 82)]


def test_candidates_cannot_be_sent_away(province: Province) -> None:
    """What the form shows read-only is not taken from the sender: all 重大 stay mandatory whatever is sent."""
    few(province, 4, n1={"level": "重大"})
    case = open_lookback(province, DAY)
    rows = [{"issue_no": number(2), "reason_selected": "抽查"}]
    for candidates in ([], [{"issue_no": number(2), "mandatory": False}]):
        assert case.attempt(LU, "E03", selected=rows, candidates=candidates)[0] == 422
    assert case.attempt(LU, "E03", selected=rows)[0] == 422
    assert case.inbox(LU) == ["E03"]


def test_a_look_back_missed_for_months_is_started_once(province: Province) -> None:
    """The service stood still over three firsts of the month: what has been struck off six months is listed once."""
    few(province, 2)
    province.night("2026-07-02 00:05")
    assert [task["element"] for task in province.desk(LU).tasks()] == []
    province.night("2026-11-02 09:00")
    [task] = [task for task in province.desk(LU).tasks() if task["element"] == "E03_select"]
    case = Lookback(province, task["instance"])
    assert len(case.task(LU, "E03")["data"]["candidates"]) == 2
    assert [listed(province, LU, number(n))["lookback_listed"] for n in (1, 2)] == ["2026-11-02"] * 2
    province.night("2026-12-01 01:05")
    assert len([task for task in province.desk(LU).tasks() if task["element"] == "E03_select"]) == 1


def test_what_look_backs_found_is_told_by_category_and_unit(province: Province) -> None:
    """Coverage, pass, reopen and recurrence rates, false rectification, days from strike-off to recurrence (P03 h)."""
    case = checking(province, 4, **{f"n{n}": {"category": "采购"} for n in (1, 2, 3, 4)})
    for n, conclusion in ((1, "effective"), (2, "effective"), (3, "recurred")):
        case.check(CHECK, number(n), conclusion)
    case.check(CHECK, number(4), "not_in_place", false_rectification=True)
    table = province.desk(LU).get("/reports/R-08b?unit=LJ&period=2026")
    [cells] = [row["cells"] for row in table["rows"] if row["labels"] == ["采购", "青砚市局"]]
    assert {name: cells[name] for name in ("checked", "passed", "reopened", "recurred", "false_n")} == {
        "checked": 4, "passed": 2, "reopened": 1, "recurred": 1, "false_n": 1}
    assert (cells["struck_off"], cells["coverage"], cells["reopen_rate"], cells["mean_days"]) == (4, 1, 0.25, 245)
