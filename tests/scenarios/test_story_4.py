"""Acceptance story 4: a look-back on 15 of 27 issues (P03), with an extension, four eyes, an objection, a second look.

Each function below is one row of the story's table, in its words. Everybody works through the HTTP API; the clock is
the story's. Before it begins LJ-QY has 76 issues of 2026, all struck off, 27 of them of the inspection.
"""

from __future__ import annotations

from typing import Any

from engine import queries, system_actor
from tests.scenarios.conduct import Conduct, attach
from tests.scenarios.lookback import GU, LIAISON, TEAM, listed, number, open_lookback, past
from tests.scenarios.past_issues import listed_before
from tests.scenarios.people import FANG, JIANG, LU, SHEN, SHIMO, SONG, WEI, WENYU
from tests.scenarios.province import Province

MAJOR, REPEATED_ONCE, REPEATED_TWICE = (50, 51, 52), (53,), (54,)
CHOSEN = [number(n) for n in range(50, 65)]
BY_FANG = [number(n) for n in (50, 51, 60, 61)]
NOT_IN_PLACE = [number(55), number(56)]
RECURRED = [number(57), number(54)]             # for the first time, and for the third


def test_look_back_on_15_of_27_issues(province: Province) -> None:
    story = Story(province)
    for step in (
        step_1_selection, step_2_notice, step_3_extension, step_4_endorsement, step_5_separation_of_duty,
        step_6_conclusions, step_7_objection, step_8_decision, step_9_second_look, the_report_tells_the_same,
        history_proves_itself,
    ):
        step(story)


class Story:
    """What the steps pass on to each other."""

    def __init__(self, province: Province) -> None:
        self.province = province
        province.at("2026-02-06 09:00")
        listed_before(province, "LJ-QY", [_past(n) for n in range(1, 77)])
        self.case = open_lookback(province, "2026-08-17 09:00")

    def checkers(self, issue: str) -> tuple[str, str]:
        """A and B of an issue."""
        return (WENYU, JIANG) if issue in BY_FANG else (FANG, JIANG)

    def rows(self, register: str) -> list[dict[str, Any]]:
        """Rows of a register as the head of the province's discipline office reads them."""
        return list(self.province.desk(LU).get(f"/registers/{register}/rows?limit=200")["items"])


def _past(n: int) -> dict[str, Any]:
    """27 of the inspection (50 to 76), among them three 重大 and two that had come back; the rest are audit issues."""
    repeats = 1 if n in REPEATED_ONCE else 2 if n in REPEATED_TWICE else 0
    verifiers = [FANG] if number(n) in BY_FANG else ["lj-qy.jiangyan"]
    return past(n, source="inspection" if n >= 50 else "audit", level="重大" if n in MAJOR else "一般",
                repeat_count=repeats, verifiers=verifiers)


def step_1_selection(story: Story) -> None:
    """27 candidates, 15 selected; all 重大 and all repeated are preselected and cannot be unticked."""
    case = story.case
    task = case.task(LU, "E03")
    assert len(task["data"]["candidates"]) == 27
    preselected = {row["issue_no"]: row["reason_selected"] for row in task["data"]["selected"]}
    assert preselected == {number(n): "重大" if n in MAJOR else "反复" for n in range(50, 55)}
    for missing in (number(50), number(54)):
        chosen = [{"issue_no": each, "reason_selected": "抽查"} for each in CHOSEN if each != missing]
        status, problem = case.attempt(LU, "E03", selected=chosen)
        assert (status, [each["path"] for each in problem["problems"]]) == (422, ["selected"])
    case.select("2026-08-17 10:00", *CHOSEN)
    case.does("2026-08-18 09:00", FANG, "E04", team=TEAM)
    assert case.task(SHEN, "E05")["due"] == "2026-08-20"
    case.does("2026-08-19 09:00", SHEN, "E05")


def step_5_separation_of_duty(story: Story) -> None:
    """方岫 had verified 4 of the items: those cannot be assigned to 方岫 (SD-4)."""
    open_to_fang = [story.case.desk(FANG).get(f"/tasks/{task['id']}")["data"]["issue_no"]
                    for task in story.case.find(FANG, "I03")]
    assert sorted(open_to_fang) == [each for each in CHOSEN if each not in BY_FANG]
    blocked = story.case.item(WENYU, "I03", BY_FANG[0])
    assert story.case.fill(FANG, blocked["id"], "I03")[0] in (403, 404)


def step_2_notice(story: Story) -> None:
    """D-17 2026-08-24: U02 for LJ-QY's liaison due (20WD) 2026-09-20, a working Sunday; blue 09-14, yellow 09-17."""
    case = story.case
    wrong = [{"issue_no": BY_FANG[0], "checker_a": FANG, "checker_b": JIANG}]
    status, problem = case.attempt(LU, "E06", team=TEAM, assignments=wrong)
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["assignments"])
    assert "SD-4" in problem["problems"][0]["zh"]
    case.does("2026-08-21 09:00", LU, "E06", team=TEAM)
    for member in TEAM:
        case.does("2026-08-24 09:00", member, "E06b")
    [letter] = [each for each in case.see(LU)["letters"] if each["letter"] == "D-17"]
    assert (letter["number"], letter["status"]) == ("LJ-HTZ-2026-0001", "signed")
    task = case.task(LIAISON, "U02")
    assert (task["limit"], task["due"], len(task["data"]["items"])) == ("TL-H01", "2026-09-20", 15)
    for night, light in (("2026-09-14", "blue"), ("2026-09-17", "yellow")):
        story.province.night(f"{night} 00:05")
        assert case.task(LIAISON, "U02")["light"] == light
    warned = [w["class"] for w in case.see(LU)["warnings"] if w["task"] == task["id"]]
    assert warned == ["blue", "yellow"]


def step_3_extension(story: Story) -> None:
    """09-17 +5WD asked, approved 09-18 by discipline_secretary@LJ: 2026-09-28; a second request is refused."""
    case = story.case
    story.province.at("2026-09-17 10:00")
    path = f"/tasks/{case.task(LIAISON, 'U02')['id']}/extension"
    request = case.desk(LIAISON).post(path, {"amount": 5, "reason": "资料较多。"})["request"]
    decision = {"grant": True, "opinion": "同意。"}
    assert case.desk(WEI).call("POST", f"/tasks/{request}/decision", decision)[0] in (403, 404)
    story.province.at("2026-09-18 10:00")
    case.desk(SHEN).post(f"/tasks/{request}/decision", decision)
    assert case.task(LIAISON, "U02")["due"] == "2026-09-28"
    [changed] = case.events(LU, "DueChanged")
    assert (changed["data"]["cause"], changed["data"]["extensions"]) == ("extension", 1)
    status, problem = case.desk(LIAISON).refused(path, {"amount": 1, "reason": "再延。"})
    assert (status, problem["code"]) == (409, "extension_count")


def step_4_endorsement(story: Story) -> None:
    """09-25 a deputy may not sign: only responsible_unit_head 宋砚 may endorse; signed 09-28."""
    case = story.case
    case.self_assess("2026-09-24 09:00")
    story.province.at("2026-09-25 09:00")
    task = case.task(SONG, "U03")
    assert task["candidates"] == ["宋砚"]
    for deputy in ("lj-qy.linheng", WEI):
        status, _ = case.fill(deputy, task["id"], "U03")
        assert status in (403, 404), deputy
    case.does("2026-09-28 09:00", SONG, "U03")
    [report] = [each for each in case.see(LU)["letters"] if each["letter"] == "D-18"]
    assert (report["status"], report["number"]) == ("signed", "LJ-QY-ZC-2026-0001")
    review = [{"evidence_sufficient": True, "field": False}] * 15
    case.does("2026-09-29 09:00", WENYU, "U04", desk_items=review)


def step_6_conclusions(story: Story) -> None:
    """11 effective, 2 not_in_place, 2 recurred, 1 extra new problem; L-21, L-12; pass rate 73.33 %."""
    case, when = story.case, "2026-10-28 09:00"
    for issue in CHOSEN:
        a, b = story.checkers(issue)
        wanted = "not_in_place" if issue in NOT_IN_PLACE else "recurred" if issue in RECURRED else "effective"
        more: dict[str, Any] = {} if wanted == "effective" else {
            "cause": "措施不实", "responsibility": [{"person": "岑安", "role": "主体"}]}
        if issue == number(58):
            more["new_issue"] = [{"description": "台账不实。", "category": "基础管理", "level": "一般"}]
        case.check(when, issue, wanted, a, b, **more)
    new = case.item(FANG, "I09", number(58))
    case.desk(FANG).post(f"/tasks/{new['id']}/complete", {"values": {
        "new_issue": [{"description": "台账不实。", "category": "基础管理", "level": "一般", "suspected": False}],
        "new_opinion": "属管理问题。"}})
    story.province.night("2026-10-28 09:30")
    rows = story.rows("L-21")
    assert len(rows) == 16
    assert len([row for row in rows if row["conclusion"] == "new_problem"]) == 1
    summary = case.task(WENYU, "U20")["data"]
    assert float(summary["completion_rate"]) == 73.33
    for issue in NOT_IN_PLACE:
        row = listed(story.province, LU, issue)
        assert (row["status"], row["reopen_no"], row["lookback_no"]) == ("reopened", 1, 1)
    assert [listed(story.province, LU, issue)["repeat_count"] for issue in RECURRED] == [1, 3]
    assert listed(story.province, LU, number(59))["lookback_no"] == 1
    new_rows = [row for row in story.rows("L-12") if row["row_no"] == "LJ-QY-WT-2026-0077"]
    assert [(row["status"], row["description"]) for row in new_rows] == [("accepted", "台账不实。")]
    assert len([row for row in story.rows("L-12") if row["status"] == "reopened"]) == 2


def step_7_objection(story: Story) -> None:
    """Objection 11-04 to a recurred item (served 11-02, due 11-09): U22 to another checker; conclusion kept."""
    case = story.case
    case.does("2026-11-02 09:00", WENYU, "U20")
    task = case.task(SONG, "U21")
    assert (task["limit"], task["due"]) == ("TL-H03", "2026-11-09")
    case.does("2026-11-04 09:00", SONG, "U21", objection_decision="object",
              objections=[{"issue_no": RECURRED[0], "reason": "与原问题性质不同。"}])
    assert [case.inbox(user) for user in (FANG, JIANG)] == [[], []]
    assert "U22" in case.inbox(SHIMO)
    case.does("2026-11-05 09:00", SHIMO, "U22", rechecks=[{"result": "维持原结论", "opinion": "同一性质。"}])
    [row] = [row for row in story.rows("L-21") if row["issue_no"] == RECURRED[0]]
    assert (row["conclusion"], "与原问题性质不同。" in row["objection"]) == ("recurred", True)
    case.does("2026-11-09 09:00", LU, "E20")
    case.does("2026-11-11 09:00", LU, "E21")


def step_8_decision(story: Story) -> None:
    """11-16 通报 + 督办 + 问责: EW-2 red once; C4 to 宋砚; A10.

    Reopened items due 12-16; second look raw 2027-02-16, provisional.
    """
    case = story.case
    story.province.at("2026-11-16 09:00")
    status, problem = case.attempt(GU, "E22", uses=["通报"])
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["uses"])
    case.does("2026-11-16 09:00", GU, "E22", uses=["通报", "发函督办", "问责"])
    story.province.night("2026-11-16 09:05")
    alarms = [row["alert_level"] for row in story.rows("L-33") if row["rule"] == "EW-2"]
    assert alarms.count("red") == 1
    assert [letter for letter in case.letters() if letter == "D-19"] == ["D-19"] * 3      # two drafts, one circular
    supervision = case.child(LU, "supervision-letter")
    supervision.does("2026-11-16 10:00", FANG, "C4_01", grade="督办函", addressee="LJ-QY", letter_due="2026-12-16")
    supervision.does("2026-11-16 11:00", SHEN, "C4_02b")
    assert supervision.task(SONG, "C4_04")["candidates"] == ["宋砚"]
    accused = case.child(LU, "accountability").task(FANG, "A10_01")["data"]
    assert (accused["object_unit"], accused["persons"]) == ("LJ-QY", [LIAISON])

    for issue in NOT_IN_PLACE:
        assert listed(story.province, LU, issue)["due_effective"] == "2026-12-16"
    second = case.desk(LU).get(f"/instances/{case.case}/variables")["second_look_due"]
    assert (second["raw"], second["provisional"]) == ("2027-02-16", True)
    assert sorted(row["issue_no"] for row in story.rows("L-21") if row["second_look"] == "2027-02-16") == NOT_IN_PLACE


def step_9_second_look(story: Story) -> None:
    """Both reopened items struck off 12-10, second look passes: the loop ends; instance closed; archived."""
    case = story.case
    for issue in NOT_IN_PLACE:
        [task] = [task for task in case.desk(SONG).tasks() if task["element"] == "C2_03_sign_in"
                  and case.desk(SONG).get(f"/tasks/{task['id']}")["data"]["issue_no"] == issue]
        rectify(Conduct(story.province, task["instance"]))
    story.province.night("2026-12-10 17:00")
    for issue in NOT_IN_PLACE:
        case.check("2026-12-14 09:00", issue, "effective", FANG, WENYU, kind="R")
    assert "E27" in case.inbox(FANG)
    case.does("2026-12-15 09:00", FANG, "E27")
    assert case.see(LU)["status"] == "closed"
    assert {listed(story.province, LU, issue)["status"] for issue in NOT_IN_PLACE} == {"closed"}
    rounds = sorted((row["round"], row["conclusion"]) for row in story.rows("L-21") if row["issue_no"] in NOT_IN_PLACE)
    assert rounds == [(1, "not_in_place")] * 2 + [(2, "effective")] * 2


def rectify(issue: Conduct) -> None:
    """LJ-QY rectifies a reopened issue; 江迟 verifies; struck off on 12-10."""
    issue.does("2026-11-17 09:00", SONG, "C2_03", responsible_person=[LIAISON], leader="lj-qy.linheng")
    issue.does("2026-11-18 09:00", LIAISON, "C2_04", measures=[
        {"text": "再整改", "owner": "岑安", "due": "2026-12-08", "milestone": "完成"}])
    issue.does("2026-11-19 09:00", JIANG, "C2_05")
    assert issue.task(LIAISON, "C2_07")["due"] == "2026-12-16"
    evidence = attach(issue, LIAISON, "C2_07", "evidence", "整改.pdf")
    issue.does("2026-12-09 09:00", LIAISON, "C2_07", result_text="已整改。", evidence=[evidence])
    issue.does("2026-12-09 10:00", SONG, "C2_08")
    issue.does("2026-12-10 09:00", JIANG, "C2_09")


def the_report_tells_the_same(story: Story) -> None:
    """R-08: fifteen items in the first round, 73.33 % of them passed; both second looks passed."""
    table = story.province.desk(LU).get("/reports/R-08?unit=LJ&period=2026")
    figures = {tuple(row["labels"]): row["cells"] for row in table["rows"]}
    assert figures["1", "青砚市局"] == {
        "checked": 15, "passed": 11, "reopened": 2, "recurred": 2, "new_problems": 1, "pass_rate": 0.7333,
        "recurrence": 0.1333,
    }
    assert figures["2", "青砚市局"]["pass_rate"] == 1


def history_proves_itself(story: Story) -> None:
    """Every chain holds, every row equals the fold of its case's events, and nothing got stuck."""
    proof = story.province.engine.ask(queries.Verify(), system_actor())
    assert proof["problems"] == []
    assert story.province.desk("lj.wendi").get("/incidents")["items"] == []
