"""Separation of duty and recusal at every door, wrong values by field, refused attempts in the history (5.3, 5.4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.conduct import file_clue, start
from tests.scenarios.people import BAI, CHENG, HAN, HE, LUO, MENG, MIAO, QIN, YAO
from tests.scenarios.province import Province, step_values

SUBJECTS = step_values("02-register-clue")["subjects"]


def test_duty_is_checked_at_claim_complete_assign_and_nominate(province: Province) -> None:
    """姚溪 wrote the opinion (SD-1), 白棠 registered it (SD-2), one handler is too few (SD-3)."""
    clue = file_clue(province, "2026-03-02 09:00").to("E25", "2026-03-02 10:00")
    path = f"/tasks/{clue.task(CHENG, 'E25')['id']}/complete"
    for handlers, code in (([YAO], "SD-3"), ([YAO, YAO], "twice"), ([YAO, BAI], "option"), ([YAO, HAN], "option")):
        status, problem = clue.desk(CHENG).refused(path, {"values": {"handlers": handlers}})
        assert (status, [each["code"] for each in problem["problems"]]) == (422, [code]), handlers
    clue.to("E29", "2026-03-02 11:00")
    study = clue.task(CHENG, "E29")
    clue.desk(CHENG).post(f"/tasks/{study['id']}/claim")
    assert clue.desk(QIN).refused(f"/tasks/{study['id']}/claim", {})[1]["code"] == "not_yours"
    clue.desk(CHENG).post(f"/tasks/{study['id']}/release")
    assert clue.desk(YAO).refused(f"/tasks/{study['id']}/claim", {})[1]["code"] in ("not_yours", "separation_of_duty")
    given = {"user": YAO, "reason": "请办理。"}
    assert clue.desk(CHENG).refused(f"/tasks/{study['id']}/assign", given)[1]["code"] == "separation_of_duty"
    assert clue.desk(LUO).refused(f"/tasks/{study['id']}/assign", given | {"user": QIN})[0] in (403, 404)
    clue.desk(CHENG).post(f"/tasks/{study['id']}/assign", {"user": QIN, "reason": "请主持。"})
    assert clue.inbox(CHENG) == []
    clue.does("2026-03-03 09:00", QIN, "E29")
    refused = [event["data"]["code"] for event in clue.events(QIN, "CommandRefused")]
    assert {"not_yours", "separation_of_duty", "not_entitled"} <= set(refused)


def test_the_author_does_not_review_his_own_clue(province: Province) -> None:
    """罗一禾 files herself: as head she may not review (SD-1); nobody is left, an incident tells it."""
    clue = start(province, "2026-03-02 09:00", LUO)
    clue.does("2026-03-02 09:10", LUO, "E02")
    assert clue.inbox(LUO) == []
    incidents = province.desk("lj.wendi").get("/incidents")["items"]
    assert [each["element"] for each in incidents] == ["E07_review"]
    assert "许某" not in str(incidents)


def test_those_suggested_for_recusal_are_kept_away(province: Province) -> None:
    """possible_recusal names 孟舟: he is not to be named a handler."""
    clue = file_clue(province, "2026-03-02 09:00", possible_recusal=[MENG])
    clue.to("E25", "2026-03-02 10:00")
    status, problem = clue.attempt(CHENG, "E25", handlers=[YAO, MENG])
    assert (status, problem["problems"][0]["path"]) == (422, "handlers")
    clue.does("2026-03-02 11:00", CHENG, "E25", handlers=[YAO, MIAO])
    assert clue.inbox(YAO) == ["E26"]


@pytest.mark.parametrize(("changes", "paths"), [
    ({"summary": None}, {"summary"}),
    ({"summary": "长" * 501}, {"summary"}),
    ({"discovery_date": "2026-03-03"}, {"discovery_date"}),
    ({"discovery_date": "昨天"}, {"discovery_date"}),
    ({"amount": -1}, {"amount"}),
    ({"amount": "很多"}, {"amount"}),
    ({"clue_source": "rumour"}, {"clue_source"}),
    ({"subjects": []}, {"subjects"}),
    ({"subjects": [SUBJECTS[0] | {"unit": "XX"}]}, {"subjects/0/unit"}),
    ({"subjects": [{"name": "许某"}]},
     {"subjects/0/unit", "subjects/0/post", "subjects/0/rank", "subjects/0/manager_scope"}),
    ({"sub_category": "工作纪律/失职失责"}, {"sub_category"}),
    ({"occurred_to": "2025-01-01"}, {"occurred_to"}),
    ({"handling_done": "已处理"}, {"handling_done"}),
    ({"nonsense": 1}, {"nonsense"}),
    ({"possible_recusal": ["nobody"]}, {"possible_recusal"}),
])
def test_wrong_values_name_their_field(province: Province, changes: dict[str, Any], paths: set[str]) -> None:
    clue = start(province, "2026-03-02 09:00", HAN)
    status, problem = clue.attempt(HAN, "E02", **changes)
    assert status == 422
    assert {each["path"].removesuffix("/0") for each in problem["problems"]} == paths
    assert all(each["zh"] and each["en"] for each in problem["problems"])
    assert clue.inbox(HAN) == ["E02"]


def test_a_signature_is_ones_own_name(province: Province) -> None:
    clue = file_clue(province, "2026-03-02 09:00").to("E26", "2026-03-02 10:00")
    status, problem = clue.attempt(YAO, "E26", sign="苗青")
    assert (status, problem["problems"][0]["path"]) == (422, "sign")
    status, problem = clue.attempt(YAO, "E26", has_conflict=True)
    assert (status, problem["problems"][0]["path"]) == (422, "ground")


def test_completion_of_what_is_not_open_or_not_yours(province: Province) -> None:
    """Done: 409. Somebody else's: 403. Unknown to you: 404. Suspended: 409. Each stands in the history."""
    clue = file_clue(province, "2026-03-02 09:00")
    task = clue.task(LUO, "E07")["id"]
    assert clue.fill(HAN, task, "E07")[1]["code"] == "separation_of_duty"
    assert clue.fill(HE, task, "E07")[0] == 404
    clue.does("2026-03-02 10:00", LUO, "E07")
    status, problem = clue.fill(LUO, task, "E07")
    assert (status, problem["code"]) == (409, "task_closed")
    assert clue.fill(LUO, "no-such-task", "E07")[0] == 404
    clue.to("E22", "2026-03-02 11:00")
    clue.does("2026-03-02 12:00", CHENG, "E22")
    clue.desk(QIN).post(f"/instances/{clue.case}/suspend", {"reason": "暂停。"})
    status, problem = clue.attempt(QIN, "E23")
    assert (status, problem["code"]) == (409, "suspended")
    refused = [(event["actor"], event["data"]["code"]) for event in clue.events(BAI, "CommandRefused")]
    assert refused == [(HAN, "separation_of_duty"), (HE, "not_found"), (LUO, "task_closed"), (QIN, "suspended")]
