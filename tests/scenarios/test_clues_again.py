"""Clues (P01) that come back: a form returned three times, a closed clue reopened by new evidence (PT-2, PT-14)."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, file_clue
from tests.scenarios.people import BAI, CHENG, HAN, LIANG, LUO, QIN, YAO
from tests.scenarios.province import Province
from tests.scenarios.test_paths_to_the_archive import disposed

SUBJECT = {"name": "许某", "unit": "LJ-LH-WQ", "post": "股长", "rank": "一般", "manager_scope": "LJ-LH"}


def reopen(province: Province, user: str, **values: Any) -> tuple[int, Any]:
    """New evidence on a clue of the own unit."""
    given = {"reopen_of": "LJ-LH-XS-2026-0001", "subjects": [SUBJECT], "new_evidence": "供应商提供转账记录。"} | values
    start = {"definition": "clue-transfer", "event": "E01e_reopened", "values": given}
    return province.desk(user).call("POST", "/instances", start)


def test_a_clue_returned_three_times_is_told(province: Province) -> None:
    """Twice by 罗一禾, once by 梁既明: those who handle it are told, not before and nobody else."""
    clue = file_clue(province, "2026-03-02 09:00")
    for _ in range(2):
        clue.does("2026-03-02 10:00", LUO, "E07", review_decision="return")
        clue.does("2026-03-02 10:30", HAN, "E02")
    assert (clue.notices(HAN), clue.notices(LUO)) == ([], [])
    clue.does("2026-03-02 11:00", LUO, "E07")
    clue.does("2026-03-02 12:00", LIANG, "E10", sign_decision="return")
    for user in (HAN, LUO, LIANG):
        assert any("已退回 3 次" in text for text in clue.notices(user)), user
    assert clue.notices(CHENG) == []
    assert clue.task(HAN, "E02")["round"] == 4


def test_new_evidence_reopens_a_closed_clue(province: Province) -> None:
    """A new case and row with its number of reopening and a clock of its own; the old row says reopened."""
    clue = disposed(province, "2026-03-02 10:00", "close")
    assert reopen(province, CHENG)[1]["problems"][0]["path"] == "reopen_of"
    clue.does("2026-03-03 09:00", YAO, "E34", result="了结")
    assert clue.row(CHENG, "L-1")["status"] == "closed"
    province.at("2026-04-01 09:00")
    assert reopen(province, YAO)[0] == 403
    for wrong in ({"new_evidence": None}, {"subjects": []}):
        status, problem = reopen(province, CHENG, **wrong)
        assert (status, [each["path"] for each in problem["problems"]]) == (422, list(wrong))
    status, started = reopen(province, CHENG)
    assert status == 201, started
    again = Conduct(province, started["instance"])
    row = again.row(CHENG, "L-1")
    assert (row["row_no"], row["reopen_of"], row["reopen_no"], row["status"]) == (
        "LJ-LH-XS-2026-0002", "LJ-LH-XS-2026-0001", 1, "accepted")
    assert (row["category"], row["disposal_due"]) == (clue.row(CHENG, "L-1")["category"], "2026-05-06")
    assert clue.row(CHENG, "L-1")["status"] == "reopened"
    again.does("2026-04-01 10:00", CHENG, "E22")
    again.does("2026-04-01 11:00", QIN, "E23")
    again.to("E28", "2026-04-01 12:00")
    again.does("2026-04-02 09:00", YAO, "E28")
    again.does("2026-04-02 10:00", CHENG, "E29")
    again.does("2026-04-02 11:00", QIN, "E30")
    again.does("2026-04-03 09:00", YAO, "E34", result="了结")
    assert again.inbox(BAI) == ["E36"]
