"""B5 professional assistance: an urgent oral request is helped with first and put on paper after; what counts."""

from __future__ import annotations

from tests.scenarios.conduct import attach, start
from tests.scenarios.people import CHENG, LUO, MENG, QI, QIN, SHAO, TANG, YAO
from tests.scenarios.province import Province


def test_an_urgent_oral_request_is_put_on_paper_after(province: Province) -> None:
    """姚溪 asks on the phone: no approval first, no extract; refused, insisted on, done within TL-P04; then the form
    is written and approved, by another than who asked; points for the department that helped."""
    help_ = start(province, "2026-03-02 09:00", YAO, "professional-assistance")
    oral = {"kind": "审计", "to_unit": "LJ-LH", "to_dept": "finance_audit", "need": "冻结前核对流水",
            "due": "2026-03-31", "urgent_oral": True, "oral_on": "2026-03-02", "oral_to": "罗一禾"}
    status, problem = help_.attempt(YAO, "B5_01", **oral | {"oral_on": "2026-03-03"})
    assert (status, problem["problems"][0]["path"]) == (422, "oral_on")
    help_.does("2026-03-02 09:10", YAO, "B5_01", **oral)
    assert (help_.inbox(CHENG), help_.task(LUO, "B5_03")["due"]) == ([], "2026-03-03")
    help_.does("2026-03-02 10:00", LUO, "B5_03", accept_decision="refuse", refuse_reason="人手不足。")
    help_.does("2026-03-02 11:00", QIN, "B5_03b", refusal_decision="insist", refusal_opinion="事急，应当协助。")
    help_.does("2026-03-02 12:00", LUO, "B5_03", accept_decision="accept", expert=LUO)
    help_.does("2026-03-02 12:10", LUO, "B5_04", secrecy_sign="罗一禾")
    task = help_.task(LUO, "B5_05")
    assert (task["limit"], task["due"]) == ("TL-P04", "2026-03-16")
    help_.does("2026-03-03 09:00", LUO, "B5_05", opinion="流水异常。", hours=6, expert_sign="罗一禾")
    help_.does("2026-03-03 10:00", YAO, "B5_06", evaluation_decision="ok", evaluation=5)
    assert help_.row(CHENG, "L-2b")["status"] == "supplementing"
    for decision in ("return", "approve"):
        paper = attach(help_, YAO, "B5_06c", "extract", "摘录.pdf")
        help_.does("2026-03-04 09:00", YAO, "B5_06c", oral_reason="账户将被转走。", need="核对流水", extract=[paper])
        assert help_.find(YAO, "B5_06d") == []
        help_.does("2026-03-04 10:00", CHENG, "B5_06d", request_decision=decision, request_opinion="已阅。")
    row = help_.row(CHENG, "L-2b")
    assert (help_.see(YAO)["status"], row["status"], row["urgent_oral"], row["score"]) == ("closed", "closed", True, 5)
    points = help_.row(CHENG, "L-22")
    assert (points["indicator"], points["points"], points["basis"]) == ("专业协助", 5, row["request_no"])
    assert "6小时" in points["fact"]
    assert {paper["letter"] for paper in help_.see(YAO)["letters"]} == {"B5-1", "B5-2", "B5-3"}


def test_what_the_expert_sees_is_the_extract_alone(province: Province) -> None:
    """An expert sees need and extract, not the case; who is recused loses it; strangers see nothing."""
    help_ = start(province, "2026-03-02 09:00", YAO, "professional-assistance")
    extract = attach(help_, YAO, "B5_01", "extract", "摘录.pdf")
    given = {"kind": "法律意见", "to_unit": "LJ-LH", "to_dept": "legal_affairs", "need": "合同效力",
             "extract": [extract], "due": "2026-03-31"}
    status, problem = help_.attempt(YAO, "B5_01", **given | {"due": "2026-03-01"})
    assert (status, problem["problems"][0]["path"]) == (422, "due")
    help_.does("2026-03-02 09:10", YAO, "B5_01", **given)
    help_.does("2026-03-02 10:00", CHENG, "B5_02", request_decision="approve", request_opinion="同意。")
    help_.does("2026-03-02 11:00", SHAO, "B5_03", accept_decision="accept", expert=TANG)
    data = help_.task(TANG, "B5_04")["data"]
    assert (data["need"], data["extract"] is not None) == ("合同效力", True)
    assert help_.desk(TANG).call("GET", f"/instances/{help_.case}/variables")[0] == 404
    help_.does("2026-03-02 12:00", TANG, "B5_04", has_conflict=True, ground="near_relative", secrecy_sign=None)
    assert (help_.inbox(TANG), help_.inbox(SHAO)) == ([], ["B5_03"])
    for stranger in (TANG, MENG, QI):
        assert help_.desk(stranger).call("GET", f"/instances/{help_.case}")[0] == 404
