"""Improvements (B11): similar ones merged, those for the superior handed up, what was built is listed (L-11)."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct, start
from tests.scenarios.people import CHENG, HE, LU, LUO, YAO, ZHUO
from tests.scenarios.province import Province


def suggested(province: Province, user: str, title: str) -> Conduct:
    """Somebody of LJ-LH suggests an improvement by hand."""
    return start(province, "2026-03-02 09:00", user, "improvement-loop", title=title, loophole="询价缺少抽查。")


def fields(answer: tuple[int, object]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})     # type: ignore[index]


def test_a_similar_suggestion_joins_the_one_at_work(province: Province) -> None:
    """Merged by the number of L-34: its suggester hears at once, and gets the feedback in the end."""
    first = suggested(province, YAO, "规范询价")
    first.does("2026-03-02 10:00", ZHUO, "B11_02")
    number = first.row(ZHUO, "L-34")["row_no"]
    second = suggested(province, LUO, "询价抽查")
    assert [row["source_ref"] for row in second.task(ZHUO, "B11_02")["data"]["source_refs"]] == [
        second.see(LUO)["case_no"]]
    merge = {"triage_decision": "merge", "owner_dept": None, "triage_opinion": "同类。"}
    assert fields(second.attempt(ZHUO, "B11_02", **merge, merged_with="LJ-LH-GJ-2026-0999")) == ["merged_with"]
    second.does("2026-03-02 11:00", ZHUO, "B11_02", **merge, merged_with=number)
    province.night("2026-03-02 11:05")
    assert (second.see(ZHUO)["status"], second.row(ZHUO, "L-34")["status"]) == ("merged", "merged")
    assert second.notices(LUO) == [f"改进建议“询价抽查”已归并到 {number}：同类。"]
    first.does("2026-03-03 09:00", LUO, "B11_03", action="regulation")
    first.does("2026-03-20 09:00", LUO, "B11_05", regulation_ref="询价管理办法")
    assert [first.inbox(user) for user in (YAO, LUO)] == [["B11_06"], ["B11_06"]]
    [row] = [row for row in first.desk(CHENG).get("/registers/L-11/rows")["items"] if row["title"] == "询价管理办法"]
    assert (row["unit"], row["type"], row["owner_dept"]) == ("LJ-LH", "改", "财务审计")


def test_what_only_the_superior_can_change_is_handed_up(province: Province) -> None:
    """Forwarded: the standard management of LJ gets it; who suggested it is told, also when it is turned down."""
    case = suggested(province, HE, "统一询价系统")
    case.does("2026-03-02 10:00", ZHUO, "B11_02", triage_decision="superior", owner_dept=None,
              triage_opinion="需省局开发。")
    province.night("2026-03-02 10:05")
    assert (case.see(ZHUO)["status"], case.row(ZHUO, "L-34")["status"]) == ("forwarded", "forwarded")
    above = case.child(ZHUO, "improvement-loop")
    assert above.see(LU)["status"] == "in_progress"
    turned_down = suggested(province, HE, "增加人手")
    turned_down.does("2026-03-02 11:00", ZHUO, "B11_02", triage_decision="reject", owner_dept=None,
                     triage_opinion="已有。")
    assert turned_down.notices(HE) == ["改进建议“增加人手”不采纳：已有。"]
