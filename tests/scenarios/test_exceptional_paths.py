"""Every exceptional path of the clue: who may take it, until when, and what becomes of clocks, tasks and registers."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, file_clue, start
from tests.scenarios.people import (
    BAI,
    CHENG,
    HAN,
    HE,
    LIANG,
    LU,
    LUO,
    MENG,
    MIAO,
    QIN,
    SHEN,
    WEI,
    YANCHE,
    YAO,
    ZHENG,
)
from tests.scenarios.province import Province

REASON = {"reason": "情况有变。"}


def refused(case: Conduct, user: str, act: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
    """Status and code of an act on the whole case that is refused."""
    status, problem = case.desk(user).call("POST", f"/instances/{case.case}/{act}", body or REASON)
    return status, str(problem.get("code"))


def test_withdrawn_before_it_was_accepted_never_after(province: Province) -> None:
    """韩澄 withdraws until 白棠 has signed in (PT-6), with a reason; nobody else may; the ledger tells it."""
    clue = file_clue(province, "2026-03-02 09:00").to("E13", "2026-03-02 10:00")
    assert refused(clue, HAN, "withdraw", {"reason": " "})[0] in (400, 409)
    assert refused(clue, LUO, "withdraw") == (403, "not_entitled")
    assert refused(clue, YAO, "withdraw") == (404, "not_found")
    clue.desk(HAN).post(f"/instances/{clue.case}/withdraw", REASON)
    assert clue.inbox(BAI) == []
    assert clue.see(HAN)["status"] == "withdrawn"
    assert refused(clue, HAN, "withdraw") == (409, "case_ended")
    assert clue.row(LUO, "L-2")["status"] == "withdrawn"
    accepted = file_clue(province, "2026-03-03 09:00").to("E22", "2026-03-03 10:00")
    assert refused(accepted, HAN, "withdraw") == (409, "too_late")
    assert accepted.inbox(CHENG) == ["E22"]


def test_suspended_by_approval_and_resumed_with_dates_moved(province: Province) -> None:
    """姚溪 asks, 秦若川 grants; nothing can be done meanwhile; TL-A07 (a month) shifts by the calendar days."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    assert clue.task(YAO, "E28")["due"] == "2026-04-02"
    assert refused(clue, YAO, "suspend")[0] == 403
    assert refused(clue, LUO, "suspension-request") == (403, "not_entitled")
    province.at("2026-03-10 09:00")
    request = clue.desk(YAO).post(f"/instances/{clue.case}/suspension-request", {"reason": "当事人住院。"})["request"]
    assert clue.desk(YAO).call("POST", f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})[0] == 403
    clue.desk(QIN).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    task = clue.task(YAO, "E28")
    assert (task["suspended"], task["can"]) == (True, [])
    assert clue.attempt(YAO, "E28")[1]["code"] == "suspended"
    province.night("2026-03-31 00:05")          # yellow would have come: the clock stands still
    assert clue.see(YAO)["warnings"] == []
    province.at("2026-04-08 09:00")
    for stranger in (LIANG, LUO):               # of the source side, who have the right in other matters
        assert refused(clue, stranger, "resume")[0] in (403, 404)
    clue.desk(QIN).post(f"/instances/{clue.case}/resume", {"reason": "已出院。"})
    task = clue.task(YAO, "E28")
    assert (task["raw_due"], task["due"]) == ("2026-05-01", "2026-05-06")
    row = clue.row(BAI, "L-1")
    assert (row["due_raw"], row["due_effective"]) == ("2026-05-01", "2026-05-06")
    assert refused(clue, QIN, "resume") == (409, "not_suspended")
    changed = clue.events(YAO, "CaseSuspended", "CaseResumed", "DueChanged", "CommandRefused")
    assert [event["type"] for event in changed if event["type"] != "CommandRefused"] == [
        "CaseSuspended", "CaseResumed", "DueChanged"]
    clue.does("2026-04-09 09:00", YAO, "E28")


def test_working_days_left_are_kept(province: Province) -> None:
    """TL-A08: 15 working days from 03-12; suspended with 10 left, resumed with 10 left."""
    clue = file_clue(province, "2026-03-11 09:00").to("E28", "2026-03-11 10:00")
    clue.does("2026-03-12 08:00", YAO, "E28", method="talk_inquiry", close_ground=None)
    clue.does("2026-03-12 08:10", CHENG, "E29")
    clue.does("2026-03-12 08:20", QIN, "E30")
    inquiry = clue.child(YAO, "talk-inquiry")
    inquiry.does("2026-03-12 09:00", YAO, "A3_01")
    inquiry.does("2026-03-12 09:10", QIN, "A3_02")
    inquiry.does("2026-03-12 09:20", YAO, "A3_08")
    assert inquiry.task(YAO, "A3_09")["due"] == "2026-04-02"
    province.at("2026-03-19 09:00")             # five of fifteen passed
    inquiry.desk(QIN).post(f"/instances/{inquiry.case}/suspend", {"reason": "当事人出国。"})
    province.at("2026-04-20 09:00")
    inquiry.desk(QIN).post(f"/instances/{inquiry.case}/resume", {"reason": "已回国。"})
    assert inquiry.task(YAO, "A3_09")["due"] == "2026-05-07"    # ten from 04-21, over the Labour Day holiday


def test_extension_where_the_limit_allows_it(province: Province) -> None:
    """TL-C05 once by two days before it is over; not twice, not too much, not too late; TL-A07 not at all."""
    clue = file_clue(province, "2026-03-02 09:00").to("E13", "2026-03-02 10:00")
    clue.does("2026-03-02 11:00", BAI, "E13", complete=False, missing=[{"title": "付款凭证"}])
    task = clue.task(HAN, "E15")
    path = f"/tasks/{task['id']}/extension"
    assert task["due"] == "2026-03-05"
    status, problem = clue.desk(HAN).refused(path, {"amount": 3, "reason": "原件在外地。"})
    assert (status, problem["code"]) == (409, "extension_amount")
    request = clue.desk(HAN).post(path, {"amount": 2, "reason": "原件在外地。"})["request"]
    assert clue.desk(HAN).refused(path, {"amount": 1, "reason": "原件在外地。"})[1]["code"] == "request_open"
    clue.desk(BAI).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。", "amount": 1})
    assert clue.task(HAN, "E15")["due"] == "2026-03-06"
    [granted] = clue.events(BAI, "DueChanged")
    assert (granted["data"]["cause"], granted["data"]["extension"]) == ("extension", 1)
    assert clue.desk(HAN).refused(path, {"amount": 1, "reason": "原件在外地。"})[1]["code"] == "extension_count"
    late = file_clue(province, "2026-03-02 12:00").to("E13", "2026-03-02 12:30")
    late.does("2026-03-02 13:00", BAI, "E13", complete=False, missing=[{"title": "付款凭证"}])
    province.at("2026-03-06 00:01")
    path = f"/tasks/{late.task(HAN, 'E15')['id']}/extension"
    assert late.desk(HAN).refused(path, {"amount": 1, "reason": "原件在外地。"})[1]["code"] == "extension_too_late"
    refusal = file_clue(province, "2026-04-02 09:00").to("E28", "2026-04-02 10:00")
    path = f"/tasks/{refusal.task(YAO, 'E28')['id']}/extension"
    status, problem = refusal.desk(YAO).refused(path, {"amount": 1, "reason": "情况复杂。"})
    assert (status, problem["code"]) == (409, "extension_not_allowed")
    tried = [e["data"]["code"] for e in refusal.events(YAO, "CommandRefused")]
    assert tried == ["extension_not_allowed"]


def test_a_swapped_handler_loses_access_at_once(province: Province) -> None:
    """程野 puts 孟舟 in 苗青's place: she is out, he is bound by separation of duty; nobody else may swap."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    path = f"/tasks/{clue.task(YAO, 'E28')['id']}/swap"
    swap = {"leaving": MIAO, "entering": MENG, "reason": "苗青调离。"}
    assert clue.desk(LUO).refused(path, swap)[0] in (403, 404)      # a head, but of the source
    assert clue.desk(CHENG).refused(path, swap | {"entering": BAI})[1]["code"] == "separation_of_duty"
    assert clue.desk(CHENG).refused(path, swap | {"leaving": HAN})[1]["code"] == "not_handler"
    clue.desk(CHENG).post(path, swap)
    assert clue.inbox(MIAO) == []
    assert clue.desk(MIAO).call("GET", f"/instances/{clue.case}")[0] == 404
    assert sorted(clue.task(MENG, "E28")["candidates"]) == sorted(["姚溪", "孟舟"])
    assert clue.see(MENG)["status"] == "in_progress"
    clue.does("2026-03-03 09:00", MENG, "E28")
    assert clue.desk(MENG).get(f"/instances/{clue.case}/variables")["handlers"] == [YAO, MENG]


def test_the_head_is_offered_whom_to_name(province: Province) -> None:
    """程野, who does not hold the task, finds the swap on its page, with the handlers and their colleagues to name."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    task = clue.task(YAO, "E28")["id"]
    seen = clue.desk(CHENG).get(f"/tasks/{task}")
    assert {"assign", "swap"} <= set(seen["can"])
    assert "complete" not in seen["can"]
    handing = {act: {each["id"] for each in people} for act, people in seen["handing"].items()}
    assert handing["leaving"] == handing["assign"] == {YAO, MIAO}
    assert CHENG in handing["entering"]
    assert not handing["entering"] & {YAO, MIAO, HAN, BAI}      # holds it, of another department, kept apart (SD-2)
    mine = clue.desk(YAO).get(f"/tasks/{task}")
    assert "swap" not in mine["can"]
    assert mine["handing"] == {}


def test_the_superior_takes_over_by_approval(province: Province) -> None:
    """陆青和 asks to take the case over, 沈知衡 approves; it ends as forwarded and is theirs to see."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    assert refused(clue, WEI, "take-over") == (404, "not_found")
    assert refused(clue, CHENG, "take-over") == (403, "not_entitled")
    asked = clue.desk(LU).post(f"/instances/{clue.case}/take-over", {"reason": "案情重大。"})
    assert clue.inbox(YAO) == ["E28"]
    clue.desk(SHEN).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "同意提级。"})
    assert clue.inbox(YAO) == []
    assert clue.see(LU)["status"] == clue.see(SHEN)["status"] == "forwarded"
    assert clue.row(BAI, "L-1")["status"] == "forwarded"


def test_terminated_by_the_secretary_alone(province: Province) -> None:
    """程野 asks, 秦若川 refuses once and then ends it; nothing is open, nothing is lost."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    assert refused(clue, YAO, "terminate") == (403, "not_entitled")
    asked = clue.desk(CHENG).post(f"/instances/{clue.case}/terminate", {"reason": "当事人死亡。"})
    clue.desk(QIN).post(f"/tasks/{asked['request']}/decision", {"grant": False, "opinion": "先核实。"})
    assert clue.inbox(YAO) == ["E28"]
    asked = clue.desk(CHENG).post(f"/instances/{clue.case}/terminate", {"reason": "当事人死亡，已核实。"})
    clue.desk(QIN).post(f"/tasks/{asked['request']}/decision", {"grant": True, "opinion": "同意终止。"})
    assert clue.see(CHENG)["status"] == "terminated"
    assert clue.inbox(YAO) == clue.inbox(QIN) == []
    assert clue.row(BAI, "L-1")["status"] == "terminated"
    decided = [event["data"]["granted"] for event in clue.events(QIN, "RequestDecided")]
    assert decided == [False, True]
    assert len(clue.see(QIN)["letters"]) >= 3


def test_a_leak_is_told_to_security_and_the_secretary(province: Province) -> None:
    """姚溪 reports; 言澈 and 秦若川 are told, without content; an outsider cannot report."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    assert refused(clue, HE, "leak-report", {"text": "听说了。"}) == (404, "not_found")
    clue.desk(YAO).post(f"/instances/{clue.case}/leak-report", {"text": "许某已知道有人反映他。"})
    number = clue.see(YAO)["case_no"]
    for user in (YANCHE, QIN):
        assert clue.notices(user) == [f"失泄密报告:{number}"]
    assert clue.notices(CHENG) == []
    assert clue.desk(YANCHE).call("GET", f"/instances/{clue.case}")[0] == 404
    assert [event["data"]["text"] for event in clue.events(QIN, "LeakReported")] == ["许某已知道有人反映他。"]


def test_help_is_asked_for_by_message_without_leaving_the_opinion(province: Province) -> None:
    """assistance.needed from a handler opens B5 beside E28; the source or a stranger cannot send it."""
    clue = file_clue(province, "2026-03-02 09:00", transfer_type="assistance", assistance_need=["审计"],
                     verified_facts=None).to("E28", "2026-03-02 10:00")
    message = {"name": "assistance.needed", "correlation": clue.see(YAO)["case_no"]}
    for stranger in (HE, LUO):      # of the source: knows of the case, not of its handling
        assert clue.desk(stranger).call("POST", "/messages", message)[0] == 404
    forged = message | {"payload": {"handlers": [HAN]}}
    assert clue.desk(YAO).call("POST", "/messages", forged)[1]["code"] == "payload"
    assert clue.desk(YAO).post("/messages", message)["delivered"] == 1
    assert clue.inbox(YAO) == ["E28"]
    help_ = clue.child(YAO, "professional-assistance")
    request = help_.task(MIAO, "B5_01")
    assert (request["data"]["need"], request["data"]["to_dept"]) == ("审计", "finance_audit")
    assert clue.desk(YAO).post("/messages", message)["delivered"] == 1      # a second kind of help is possible
    clue.does("2026-03-03 09:00", YAO, "E28")
    assert clue.desk(YAO).call("POST", "/messages", message)[0] == 404     # the opinion is given


def test_nobody_starts_a_case_by_message_in_anothers_name(province: Province) -> None:
    """韩澄 sends clue.found: the case is his own, whatever he writes; not in a unit where he holds nothing."""
    province.at("2026-03-02 09:00")
    found = {"name": "clue.found", "payload": {"starter": QIN, "source_dept": "finance_audit"}}
    status, problem = province.desk(HAN).call("POST", "/messages", found | {"unit": "LJ-QY"})
    assert (status, problem["code"]) == (403, "not_starter")
    case = Conduct(province, province.desk(HAN).post("/messages", found)["instances"][0])
    assert (case.see(HAN)["starter"], case.inbox(HAN), case.inbox(QIN)) == (HAN, ["E02"], [])


def test_a_rectification_may_be_extended_by_half(province: Province) -> None:
    """立行立改: 15 days, once by at most 7, granted by the discipline office of the unit."""
    issue = start(province, "2026-03-02 09:00", LUO, "issue-rectification", issue_source="audit",
                  description="采购未询价。", category="企业违规", level="一般", mode="立行立改", unit="LJ-LH-WQ",
                  verify_dept="finance_audit")
    issue.does("2026-03-02 10:00", HE, "C2_03")
    issue.does("2026-03-02 11:00", ZHENG, "C2_04")
    issue.does("2026-03-02 12:00", LUO, "C2_05")
    issue.does("2026-03-02 13:00", ZHENG, "C2_06b")
    path = f"/tasks/{issue.task(ZHENG, 'C2_07')['id']}/extension"
    assert issue.desk(ZHENG).refused(path, {"amount": 8, "reason": "制度待会签。"})[1]["code"] == "extension_amount"
    request = issue.desk(ZHENG).post(path, {"amount": 7, "reason": "制度待会签。"})["request"]
    issue.desk(CHENG).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    assert issue.task(ZHENG, "C2_07")["due"] == "2026-03-24"


def test_whoever_is_named_to_approve_has_the_right_to(province: Province) -> None:
    """Approvers of limits and of the declared paths hold roles with the action ``approve``."""
    with province.engine.database.read() as connection:
        release = province.engine.catalog.latest(connection)
    bundle, known = release.bundle, release.organisation.roles
    named = {limit.extension.approver for limit in bundle.limits.values() if limit.extension}
    for source in bundle.processes.values():
        named |= {word for path in source.process.exceptions for word in path.approve.split()}
    roles = {role for address in named if not (role := address.partition("@")[0]).startswith("=")}
    assert {role for role in roles if "approve" not in known[role].actions} == set()
