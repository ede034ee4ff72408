"""Preliminary verification (A4) from outside: each measure approved before its evidence, new subjects, recusal kept."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, file_clue
from tests.scenarios.people import CHENG, JI, MENG, MIAO, QIN, YAO
from tests.scenarios.province import Province
from tests.scenarios.test_paths_to_the_archive import METHODS, disposed, evidence_taken

DAY = "2026-03-09"
ASKED: list[dict[str, Any]] = [
    {"type": "谈话", "object": "供应商", "date": DAY}, {"type": "查询", "object": "账户", "date": DAY}]


def collecting(province: Province) -> Conduct:
    """A verification whose group collects evidence."""
    check = disposed(province, "2026-03-02 10:00", "verification").child(YAO, "preliminary-verification")
    check.does("2026-03-03 09:00", YAO, "A4_01")
    check.does("2026-03-03 10:00", QIN, "A4_02")
    for member in (YAO, MIAO):
        check.does("2026-03-03 11:00", member, "A4_04")
    return check


def named(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})


def test_every_measure_has_its_own_approval(province: Province) -> None:
    """Two asked for, one refused, one more later: evidence waits, the approver is entered by the approval alone."""
    check = collecting(province)
    found = [{"no": 1, "type": "证人证言", "source": "供应商", "page": "1"}]
    province.at(f"{DAY} 09:00")
    assert named(check.attempt(YAO, "A4_05", measures=ASKED, evidence=found)) == ["evidence"]
    assert named(check.attempt(YAO, "A4_05", measures=[ASKED[0], ASKED[0]])) == ["measures"]
    forged = [each | {"approved_by": "秦若川"} for each in ASKED]
    check.does(f"{DAY} 09:10", YAO, "A4_05", measures=forged)
    tasks = check.find(QIN, "A4_05e")
    assert [(check.desk(QIN).get(f"/tasks/{task['id']}")["due"]) for task in tasks] == ["2026-03-11"] * 2
    assert (check.inbox(YAO), check.inbox(JI)) == ([], [])
    for task in tasks:
        text = check.desk(QIN).get(f"/tasks/{task['id']}")["data"]["measure_text"]
        wanted = "approve" if text.startswith("谈话") else "refuse"
        assert check.fill(QIN, task["id"], "A4_05e", measure_decision=wanted)[0] == 200
    back = check.task(YAO, "A4_05")["data"]["measures"]
    assert [each["approved_by"] for each in back] == ["秦若川", "不批准：秦若川"]
    more = [*back, {"type": "调取", "object": "合同", "date": DAY}]
    check.does("2026-03-10 09:00", YAO, "A4_05", measures=more, evidence=None)
    check.does("2026-03-10 10:00", QIN, "A4_05e")
    data = check.task(YAO, "A4_05")["data"]
    alone = [{"person": "供应商", "talked_on": DAY, "place": "谈话室", "talkers": "姚溪", "content": "承认。"}]
    assert named(check.attempt(YAO, "A4_05", measures=data["measures"], talks=alone)) == ["talks"]
    talks = [alone[0] | {"talkers": "姚溪、苗青"}]
    other = [{"name": "郑眠", "unit": "LJ-LH-WQ", "post": "办公室", "matter": "参与围标。"}]
    check.does("2026-03-11 09:00", YAO, "A4_05", measures=data["measures"], talks=talks, evidence=found,
               more_evidence=True)
    check.does("2026-03-12 09:00", YAO, "A4_05", measures=data["measures"], talks=talks, evidence=found,
               new_subjects=other, evidence_lost=True, evidence_lost_note="账册被烧毁。")
    letters = [paper["letter"] for paper in check.see(YAO)["letters"]]
    assert letters == ["A4-1", "A4-2", "A4-5", "A4-5", "A4-6", "A4-3"]
    for paper in check.see(YAO)["letters"]:
        assert check.desk(YAO).download(f"/letters/{paper['id']}")[1][:2] == b"PK"
    assert check.task(YAO, "A4_09")["due"] == "2026-05-06"
    clue = check.elsewhere(YAO, "E02")
    assert clue.task(YAO, "E02")["data"]["clue_source"] == "case_derived"


def test_who_is_recused_from_the_clue_stays_out_of_its_verification(province: Province) -> None:
    """孟舟 declares a relative at E26: neither handler nor member of the group later, nor 白棠 who signed in."""
    clue = file_clue(province, "2026-03-02 10:00").to("E25", "2026-03-02 10:00")
    clue.does("2026-03-02 10:00", CHENG, "E25", handlers=[YAO, MENG])
    clue.does("2026-03-02 10:00", YAO, "E26")
    clue.does("2026-03-02 10:00", MENG, "E26", has_conflict=True, ground="near_relative")
    clue.does("2026-03-02 10:00", CHENG, "E25", handlers=[YAO, MIAO])
    for user in (YAO, MIAO):
        clue.does("2026-03-02 10:00", user, "E26")
    clue.does("2026-03-02 10:00", YAO, "E28", **METHODS["verification"]("2026-03-02 10:00"))
    clue.does("2026-03-02 10:00", CHENG, "E29")
    clue.does("2026-03-02 10:00", QIN, "E30")
    check = clue.child(YAO, "preliminary-verification")
    assert named(check.attempt(YAO, "A4_01", group=[YAO, MENG])) == ["group"]
    check.does("2026-03-03 09:00", YAO, "A4_01")
    check.does("2026-03-03 10:00", QIN, "A4_02")
    check.does("2026-03-03 11:00", YAO, "A4_04")
    check.does("2026-03-03 11:00", MIAO, "A4_04", has_conflict=True, ground="interest")
    assert (check.inbox(MIAO), check.inbox(YAO)) == ([], ["A4_01"])


def test_the_study_sends_it_back_for_more_evidence(province: Province) -> None:
    """补充核实: evidence is collected again; the report is signed again."""
    check = collecting(province)
    evidence_taken(check, "2026-03-10")
    check.does("2026-03-20 09:00", YAO, "A4_09")
    for member in (YAO, MIAO):
        check.does("2026-03-20 10:00", member, "A4_10", dissent=member == MIAO,
                   dissent_text="金额有误。" if member == MIAO else None)
    check.does("2026-03-23 09:00", CHENG, "A4_11", study_decision="change", study_opinion="查清金额。")
    assert check.inbox(YAO) == ["A4_05"]
    evidence_taken(check, "2026-03-24")
    assert check.inbox(YAO) == ["A4_09"]


def test_what_was_reported_is_not_reported_again(province: Province) -> None:
    """Collected twice: a new subject becomes one clue, a talk one record."""
    check = collecting(province)
    known: dict[str, Any] = {
        "measures": None,
        "talks": [
            {"person": "郑眠", "talked_on": DAY, "place": "谈话室", "talkers": "姚溪、苗青", "content": "承认。"}],
        "new_subjects": [{"name": "郑眠", "unit": "LJ-LH-WQ", "matter": "参与围标。"}]}
    for day in ("2026-03-10", "2026-03-24"):
        check.does(f"{day} 09:00", YAO, "A4_05", **known)
        check.does(f"{day} 09:30", YAO, "A4_09")
        for member in (YAO, MIAO):
            check.does(f"{day} 10:00", member, "A4_10")
        check.does(f"{day} 11:00", CHENG, "A4_11", meeting_no=day, study_decision="change", study_opinion="补充。")
    assert [event["data"]["name"] for event in check.events(YAO, "MessageThrown")] == ["clue.found"]
    assert [paper["letter"] for paper in check.see(YAO)["letters"]].count("A4-6") == 1
