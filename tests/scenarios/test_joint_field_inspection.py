"""B3 joint field inspection: by itself, called, and every way a site visit can go."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from engine import commands, system_actor
from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import CHENG, HE, LUO, MENG, MU, QIN, SHAO, YAO
from tests.scenarios.province import Province

SITE = {"object": "雾桥县局物资采购", "unit": "LJ-LH-WQ", "address": "雾桥县城南路"}
FINDING = {"object": "雾桥县局物资采购", "unit": "LJ-LH-WQ", "description": "零星采购未询价。",
           "category": "采购招投标", "level": "一般", "basis": "零星采购管理办法第六条",
           "amount": 86000, "responsible_dept": "general_office",
           "suggestion": "补充询价记录。", "blocking": False, "fixed_on_spot": True, "handle": "立行立改"}
ISSUE = FINDING | {"description": "合同未经法律审核。", "handle": "整改", "fixed_on_spot": False, "level": "较大"}
CLUE = FINDING | {"description": "收受供应商礼金。", "handle": "线索移交", "fixed_on_spot": False, "level": "重大"}


def planned(province: Province, when: str = "2026-03-02", **plan: Any) -> Conduct:
    """程野 raises an inspection, 姚溪 plans it."""
    case = start(province, f"{when} 09:00", CHENG, "joint-field-inspection", theme="零星采购", objects=[SITE],
                 departments=["finance_audit", "legal_affairs"], announced=True)
    case.does(f"{when} 09:30", YAO, "B3_01", **plan)
    return case


def on_site(province: Province, **plan: Any) -> Conduct:
    """Approved, nominated, declared, briefed: the team is at the gate."""
    case = planned(province, **plan)
    case.does("2026-03-02 10:00", QIN, "B3_02")
    case.does("2026-03-03 09:00", LUO, "B3_04")
    case.does("2026-03-03 09:10", SHAO, "B3_04")
    case.does("2026-03-03 10:00", CHENG, "B3_05")
    for member in (YAO, LUO, SHAO):
        case.does("2026-03-03 11:00", member, "B3_06")
    case.does("2026-03-04 09:00", YAO, "B3_09")
    return case


def visited(province: Province, **plan: Any) -> Conduct:
    """The one site has been visited and the unit's head has signed."""
    case = on_site(province, **plan)
    case.does("2026-03-05 09:00", YAO, "B3_11b")
    check(case)
    case.child(YAO, "inspection-interview").does("2026-03-05 10:00", YAO, "B3i_01")
    case.does("2026-03-05 10:30", SHAO, "B3_11g")
    case.does("2026-03-05 11:00", YAO, "B3_11j")
    case.does("2026-03-05 11:30", HE, "B3_11l")
    return case


def check(case: Conduct) -> None:
    """罗一禾 goes through the list, with a photo."""
    photo = attach(case, LUO, "B3_11e", "checklist", "柜台.png", b"\x89PNG\r\n")
    case.does("2026-03-05 09:30", LUO, "B3_11e", checklist=[
        {"item": "询价记录", "standard": "三家以上", "result": "不符合", "fact": "仅一家报价。", "photo": [photo]},
        {"item": "库存账", "standard": "账实相符", "result": "不适用"},
    ])


def finished(case: Conduct) -> None:
    """Back home: everybody declares, 姚溪 reports."""
    for member in (YAO, LUO, SHAO):
        case.does("2026-03-06 09:00", member, "B3_15")
    assert case.task(YAO, "B3_16")["due"] == "2026-03-13"       # TL-P02 from the return on 03-06
    case.does("2026-03-09 09:00", YAO, "B3_16")


def test_alone_it_starts_what_follows_from_its_findings(province: Province) -> None:
    """An announced visit: notice, record, feedback, notice to put right at once, report; an issue, a clue, a row."""
    case = visited(province)
    case.does("2026-03-05 15:00", YAO, "B3_12", findings=[FINDING, ISSUE, CLUE], no_findings=None)
    finished(case)
    seen = case.see(YAO)
    assert (seen["status"], [paper["letter"] for paper in seen["letters"]]) == (
        "closed", ["B3-1", "B3-2", "B3-3", "B3-4", "B3-5"])
    links = sorted(link["definition"] for link in seen["links"])
    assert links == ["clue-transfer", "inspection-interview", "issue-rectification", "issue-rectification"]
    row = case.row(CHENG, "L-19")
    assert (row["no"], row["status"], row["findings_n"], row["fixed_n"], row["clues_n"], row["sites_n"]) == (
        seen["case_no"], "closed", 3, 1, 1, 1)
    assert (row["team"], row["announced"], row["date"]) == (["姚溪", "罗一禾", "邵谦"], True, "2026-03-05")
    assert [child.row(CHENG, "L-12")["mode"] for child in issues_of(case)] == ["立行立改", "限期整改"]
    clue = case.child(YAO, "clue-transfer")
    assert clue.task(YAO, "E02")["data"]["summary"] == "收受供应商礼金。"
    record = text_of(case, "B3-2")
    for word in ("雾桥县局物资采购", "30.1234,120.5678", "仅一家报价。", "资料基本齐全。", "罗一禾"):
        assert word in record
    assert "零星采购未询价。。补充询价记录。" in text_of(case, "B3-4")
    assert "合同未经法律审核。" in text_of(case, "B3-5")


def issues_of(case: Conduct) -> list[Conduct]:
    """The rectifications the inspection started, in order."""
    links = [link for link in case.see(CHENG)["links"] if link["definition"] == "issue-rectification"]
    return [Conduct(case.province, link["instance"]) for link in links]


def text_of(case: Conduct, letter: str) -> str:
    """What a letter of the case says."""
    paper = next(paper for paper in case.see(YAO)["letters"] if paper["letter"] == letter)
    document = docx.Document(io.BytesIO(case.desk(YAO).download(f"/letters/{paper['id']}")[1]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_without_findings_nothing_follows(province: Province) -> None:
    """Unannounced: no notice goes out; nothing found: no notice, no issue; the row is closed with zeros."""
    case = visited(province, announced=False)
    case.does("2026-03-05 15:00", YAO, "B3_12", no_findings=True)
    finished(case)
    seen = case.see(YAO)
    assert [paper["letter"] for paper in seen["letters"]] == ["B3-2", "B3-3", "B3-5"]
    assert {link["definition"] for link in seen["links"]} == {"inspection-interview"}
    row = case.row(CHENG, "L-19")
    assert (row["findings_n"], row["fixed_n"], row["announced"]) == (0, 0, False)


def test_a_returned_plan_and_its_limits(province: Province) -> None:
    """TL-P01 runs from the day it was raised; 秦若川 returns the plan; the planner does not approve."""
    case = start(province, "2026-03-02 09:00", CHENG, "joint-field-inspection", theme="零星采购", objects=[SITE],
                 departments=["finance_audit"])
    task = case.task(YAO, "B3_01")
    assert (task["limit"], task["due"], task["data"]["theme"]) == ("TL-P01", "2026-03-05", "零星采购")
    case.does("2026-03-02 10:00", YAO, "B3_01", departments=["finance_audit"])
    case.does("2026-03-02 11:00", QIN, "B3_02", plan_decision="return", plan_opinion="补充重点。")
    assert case.inbox(LUO) == []
    case.does("2026-03-03 09:00", CHENG, "B3_01", departments=["finance_audit"])
    assert case.task(QIN, "B3_02")["limit"] == "TL-C07"
    case.does("2026-03-03 10:00", QIN, "B3_02")
    assert (case.task(LUO, "B3_04")["limit"], case.inbox(SHAO)) == ("TL-E01", [])
    assert case.row(CHENG, "L-19")["status"] == "accepted"


def test_a_team_has_two_members_and_whoever_is_recused_is_replaced(province: Province) -> None:
    """One is too few (SD-3); the leader is a member; 邵谦 is recused, the team is made anew and may not name him."""
    case = planned(province)
    case.does("2026-03-02 10:00", QIN, "B3_02")
    status, problem = case.attempt(LUO, "B3_04", nominee=YAO)
    assert (status, problem["problems"][0]["path"]) == (422, "nominee")
    case.does("2026-03-03 09:00", LUO, "B3_04")
    case.does("2026-03-03 09:10", SHAO, "B3_04")
    proposed = [each["nominee"] for each in case.task(CHENG, "B3_05")["data"]["nominations"]]
    assert sorted(proposed) == [LUO, SHAO]
    status, problem = case.attempt(CHENG, "B3_05", team=[YAO])
    assert (status, problem["problems"][0]["code"]) == (422, "SD-3")
    status, problem = case.attempt(CHENG, "B3_05", team_leader=MENG)
    assert (status, problem["problems"][0]["path"]) == (422, "team_leader")
    case.does("2026-03-03 10:00", CHENG, "B3_05")
    case.does("2026-03-03 11:00", YAO, "B3_06")
    case.does("2026-03-03 11:00", LUO, "B3_06")
    case.does("2026-03-03 11:00", SHAO, "B3_06", has_conflict=True, ground="interest", ground_note="亲属供货。")
    status, _ = case.attempt(CHENG, "B3_05")
    assert status == 422
    case.does("2026-03-03 14:00", CHENG, "B3_05", team=[YAO, LUO])
    assert (case.inbox(YAO), case.inbox(SHAO)) == (["B3_06"], [])


@pytest.mark.parametrize("state", ["closed", "unsafe"])
def test_a_closed_or_unsafe_site_is_left_with_a_note(province: Province, state: str) -> None:
    """Nothing is checked, nobody interviewed; the inspection goes on to its findings."""
    case = on_site(province)
    status, problem = case.attempt(YAO, "B3_11b", site_state=state)
    assert (status, problem["problems"][0]["path"]) == (422, "site_state_note")
    case.does("2026-03-05 09:00", YAO, "B3_11b", site_state=state, site_state_note="停业装修。")
    case.does("2026-03-05 15:00", YAO, "B3_12", no_findings=True)
    assert case.row(CHENG, "L-19")["sites_n"] == 0


def test_a_refused_visit_is_proposed_for_accountability(province: Province) -> None:
    """The facts go out as accountability.proposed, in the unit's name, with the source."""
    case = on_site(province)
    case.does("2026-03-05 09:00", YAO, "B3_11b", site_state="refused", site_state_note="门卫不予放行。")
    [thrown] = case.events(YAO, "MessageThrown")
    payload = thrown["data"]["payload"]
    assert (thrown["data"]["name"], payload["object_kind"], payload["object_unit"]) == (
        "accountability.proposed", "单位", "LJ-LH-WQ")
    assert "门卫不予放行。" in payload["facts"]
    assert case.inbox(YAO) == ["B3_12"]


def test_several_sites_are_visited_side_by_side(province: Province) -> None:
    """Two objects in two units: each has its own list, interview and signature; an objection is kept."""
    sites = [SITE, {"object": "岚口县局食堂", "unit": "LJ-LH-LK"}]
    case = on_site(province, objects=sites)
    province.at("2026-03-05 09:00")
    arrivals = [case.desk(YAO).get(f"/tasks/{task['id']}") for task in case.find(YAO, "B3_11b")]
    at = {arrival["data"]["object_name"]: arrival["id"] for arrival in arrivals}
    assert case.fill(YAO, at["岚口县局食堂"], "B3_11b", site_state="closed", site_state_note="食堂停业。")[0] == 200
    assert case.fill(YAO, at["雾桥县局物资采购"], "B3_11b")[0] == 200
    status, problem = case.attempt(LUO, "B3_11e", checklist=[
        {"item": "询价记录", "standard": "三家以上", "result": "不符合"}])
    assert status == 422
    assert "checklist/0/photo" in {each["path"] for each in problem["problems"]}
    check(case)
    case.child(YAO, "inspection-interview").does("2026-03-05 10:00", SHAO, "B3i_01")
    case.does("2026-03-05 10:30", SHAO, "B3_11g")
    case.does("2026-03-05 11:00", YAO, "B3_11j")
    case.does("2026-03-05 11:30", HE, "B3_11l", unit_opinion="object", unit_statement="已补充询价。")
    assert case.task(YAO, "B3_12")["data"]["findings"] == []
    sites = case.desk(YAO).get(f"/instances/{case.case}/variables")["sites"]
    assert [(site["object_name"], site["site_state"]) for site in sites] == [
        ("雾桥县局物资采购", "open"), ("岚口县局食堂", "closed")]
    assert (sites[0]["unit_opinion"], sites[0]["interviews_n"]) == ("object", 1)


def test_interviews_are_known_to_the_team_alone(province: Province) -> None:
    """Level 3 in a level 1 case: 穆清 of the same office sees the inspection, not what was said."""
    case = visited(province)
    interview = case.child(YAO, "inspection-interview")
    assert (case.see(YAO)["secrecy"], interview.see(YAO)["secrecy"]) == (1, 3)
    for stranger in (MU, HE):
        assert case.desk(stranger).call("GET", f"/instances/{interview.case}")[0] == 404
    assert "介绍采购流程。" not in str(case.desk(YAO).get(f"/instances/{case.case}/variables"))


def test_gifts_and_meals_are_told(province: Province) -> None:
    """Whoever cannot sign the plain declaration says why; the report waits for every member."""
    case = visited(province)
    case.does("2026-03-05 15:00", YAO, "B3_12")
    status, problem = case.attempt(LUO, "B3_15", no_hospitality=False)
    assert (status, problem["problems"][0]["path"]) == (422, "hospitality_note")
    case.does("2026-03-06 09:00", LUO, "B3_15", no_hospitality=False, hospitality_note="工作餐超标，已补交差额。")
    case.does("2026-03-06 09:00", SHAO, "B3_15")
    assert case.inbox(YAO) == ["B3_15"]


def test_a_leaked_visit_is_reported(province: Province) -> None:
    """An unannounced visit is known beforehand: 罗一禾 reports it (PT-19), 程野 ends the inspection by approval."""
    case = on_site(province, announced=False)
    case.desk(LUO).post(f"/instances/{case.case}/leak-report", {"text": "对方已知道检查时间。"})
    assert case.notices(QIN) == [f"失泄密报告:{case.see(YAO)['case_no']}"]
    asked = case.desk(CHENG).post(f"/instances/{case.case}/terminate", {"reason": "督查时间泄露。"})
    case.desk(QIN).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "另行安排。"})
    assert case.row(CHENG, "L-19")["status"] == "terminated"


def test_a_caller_gets_the_findings_and_handles_them_itself(province: Province) -> None:
    """Called with objects and departments: neither issue nor clue is started; number, report and findings go back."""
    province.engine.execute(commands.Deploy({"processes/caller.bpmn": CALLER.encode()}, "caller"), system_actor())
    caller = start(province, "2026-03-02 09:00", CHENG, "caller")
    case = caller.child(CHENG, "joint-field-inspection")
    task = case.task(YAO, "B3_01")
    assert (task["data"]["theme"], task["data"]["objects"], task["data"]["departments"]) == (
        "项目实施", [SITE], ["finance_audit", "legal_affairs"])
    case.does("2026-03-02 09:30", YAO, "B3_01", theme="项目实施")
    case.does("2026-03-02 10:00", QIN, "B3_02")
    case.does("2026-03-03 09:00", LUO, "B3_04")
    case.does("2026-03-03 09:10", SHAO, "B3_04")
    case.does("2026-03-03 10:00", CHENG, "B3_05")
    for member in (YAO, LUO, SHAO):
        case.does("2026-03-03 11:00", member, "B3_06")
    case.does("2026-03-04 09:00", YAO, "B3_09")
    case.does("2026-03-05 09:00", YAO, "B3_11b", site_state="closed", site_state_note="工地停工。")
    case.does("2026-03-05 15:00", YAO, "B3_12", findings=[FINDING, ISSUE, CLUE], no_findings=None)
    finished(case)
    assert [link["definition"] for link in case.see(YAO)["links"] if link["direction"] == "to"] == []
    values = caller.desk(CHENG).get(f"/instances/{caller.case}/variables")
    number = case.see(YAO)["case_no"]
    assert (values["inspection_no"], values["inspection_report"]) == (number, "LJ-LH-DCB-2026-0001")
    assert [(each["description"], each["blocking"]) for each in values["findings"]] == [
        (each["description"], False) for each in (FINDING, ISSUE, CLUE)]
    assert case.row(CHENG, "L-19")["source_ref"] == "P02-7"


CALLER = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:sv="urn:jiandu:bpmn:sv:1" id="d" targetNamespace="t">
  <bpmn:process id="caller" name="调用方" isExecutable="true">
    <bpmn:startEvent id="begin" name="开始"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:callActivity id="inspect" name="督查" calledElement="joint_field_inspection">
      <bpmn:extensionElements>
        <sv:input variable="called" value="true"/>
        <sv:input variable="theme" value="&quot;项目实施&quot;"/>
        <sv:input variable="objects" value="[{object: &quot;雾桥县局物资采购&quot;, unit: &quot;LJ-LH-WQ&quot;,
          address: &quot;雾桥县城南路&quot;}]"/>
        <sv:input variable="departments" value="[&quot;finance_audit&quot;, &quot;legal_affairs&quot;]"/>
        <sv:input variable="source_ref" value="&quot;P02-7&quot;"/>
        <sv:input variable="target_unit" value="own_unit"/>
        <sv:input variable="announced" value="true"/>
        <sv:output variable="findings" value="findings"/>
        <sv:output variable="inspection_no" value="inspection_no"/>
        <sv:output variable="inspection_report" value="inspection_report"/>
      </bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:callActivity>
    <bpmn:endEvent id="done" name="结束"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="inspect"/>
    <bpmn:sequenceFlow id="b" sourceRef="inspect" targetRef="done"/>
  </bpmn:process>
</bpmn:definitions>"""
