"""The whole way: HTTP to SQLite and back, every answer held against the published description."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from real_site import AUDIT_ADMIN, HEAD, OFFICER, OUTSIDER, PASSWORD, SECRETARY, SYSTEM_ADMIN, Proving, open_engine

from api.app import create_app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    engine = open_engine(tmp_path_factory.mktemp("site"))
    yield create_app(engine)
    engine.close()


@pytest.fixture(scope="module")
def officer(site: Flask) -> Proving:
    return Proving(site, OFFICER)


@pytest.fixture(scope="module")
def head(site: Flask) -> Proving:
    return Proving(site, HEAD)


@pytest.fixture(scope="module")
def outsider(site: Flask) -> Proving:
    return Proving(site, OUTSIDER)


@pytest.fixture(scope="module")
def admin(site: Flask) -> Proving:
    return Proving(site, SYSTEM_ADMIN)


def started(officer: Proving) -> tuple[str, str]:
    """A fresh case and its first task."""
    made = officer.post("/instances", {"definition": "pilot"}, status=201)
    return made["instance"], made["tasks"][0]


def test_a_case_from_start_to_end(officer: Proving, head: Proving) -> None:
    case, task = started(officer)
    officer.post(f"/tasks/{task}/draft", {"values": {"subject": "草稿"}})
    officer.post(f"/tasks/{task}/complete", {"values": {"subject": "采购", "amount": 12.5}})
    (review,) = [row for row in head.get("/tasks")["items"] if row["instance"] == case]
    head.post(f"/tasks/{review['id']}/claim")
    assert head.get(f"/tasks/{review['id']}")["mine"]
    assert head.post(f"/tasks/{review['id']}/complete", {"values": {"opinion": "同意"}})["receipt"]["seq"] > 0
    assert officer.get(f"/instances/{case}")["ended_at"]
    assert officer.get(f"/instances/{case}/variables")["amount"] == 12.5
    assert officer.get(f"/instances/{case}/verification")["ok"]
    replay = officer.get(f"/instances/{case}/replay")
    seq = replay["final_seq"]
    assert officer.get(f"/instances/{case}/picture?seq={seq}")["variables"]["opinion"] == "同意"
    assert officer.get(f"/instances/{case}/events?limit=2")["next"] == 2
    changes = [change for event in replay["events"] for change in event["diff"]]
    assert {"name": "opinion", "before": None, "after": "同意"} in changes
    assert officer.get(f"/instances/{case}/diff?seq={seq}") == replay["events"][-1]["diff"]


def test_need_to_know_unseen_and_missing_are_the_same_answer(officer: Proving, outsider: Proving) -> None:
    case, task = started(officer)
    for path in (
        f"/instances/{case}", f"/instances/{case}/variables", f"/instances/{case}/events", f"/instances/{case}/replay",
        f"/instances/{case}/picture?seq=1", f"/instances/{case}/diff?seq=1", f"/instances/{case}/verification",
        f"/tasks/{task}",
    ):  # fmt: skip
        unseen = outsider.get(path, status=404)
        missing = outsider.get(path.replace(case, "0" * 32).replace(task, "0" * 32), status=404)
        assert {**unseen, "request_id": ""} == {**missing, "request_id": ""}


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("claim", {}), ("release", {}), ("assign", {"user": OUTSIDER, "reason": "r"}), ("draft", {"values": {}}),
        ("complete", {"values": {}}), ("return", {"to": "E01_start", "reason": "r"}),
        ("extension", {"amount": 1, "reason": "r"}), ("decision", {"grant": True, "opinion": "o"}),
        ("swap", {"leaving": OFFICER, "entering": OUTSIDER, "reason": "r"}), ("remove-participant", {"reason": "r"}),
    ],
)  # fmt: skip
def test_an_outsider_can_do_nothing_with_a_task_and_learns_nothing(
    officer: Proving, outsider: Proving, act: str, body: dict[str, object]
) -> None:
    _, task = started(officer)
    known = outsider.client.post(f"/api/v1/tasks/{task}/{act}", json=body)
    unknown = outsider.client.post(f"/api/v1/tasks/{'0' * 32}/{act}", json=body)
    assert known.status_code in {403, 404}
    assert (known.status_code, known.json["code"]) == (unknown.status_code, unknown.json["code"])


def test_an_extension_is_asked_for_and_granted(site: Flask, officer: Proving) -> None:
    secretary = Proving(site, SECRETARY)
    case, task = started(officer)
    due = officer.get(f"/tasks/{task}")["due"]
    request = officer.post(f"/tasks/{task}/extension", {"amount": 2, "reason": "等待材料"})["request"]
    asked = secretary.get(f"/tasks/{request}")["request"]
    assert (asked["amount"], asked["reason"], asked["asked_by"]) == (2, "等待材料", OFFICER)
    secretary.post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意", "amount": 2})
    assert officer.get(f"/tasks/{task}")["due"] > due
    assert secretary.post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意"}, status=409)["code"]
    officer.post(f"/instances/{case}/withdraw", {"reason": "误建"})
    assert officer.get(f"/instances/{case}")["ended_at"]
    assert officer.post(f"/tasks/{task}/complete", {"values": {"subject": "x"}}, status=409)["code"]


def test_a_leak_may_be_reported_by_who_knows_the_case_only(officer: Proving, outsider: Proving) -> None:
    case, _ = started(officer)
    assert officer.post(f"/instances/{case}/leak-report", {"text": "材料外泄"})["receipt"]["instance"] == case
    outsider.post(f"/instances/{case}/leak-report", {"text": "材料外泄"}, status=404)


def test_wrong_values_name_their_fields(officer: Proving) -> None:
    _, task = started(officer)
    answer = officer.post(f"/tasks/{task}/complete", {"values": {"subject": "x" * 51, "stranger": 1}}, status=422)
    assert {problem["path"] for problem in answer["problems"]} == {"subject", "stranger"}


def test_the_same_key_does_the_work_once(officer: Proving) -> None:
    key = {"Idempotency-Key": "start-0001"}
    first = officer.post("/instances", {"definition": "pilot"}, status=201, headers=key)
    assert officer.post("/instances", {"definition": "pilot"}, status=201, headers=key) == first
    other = officer.post("/instances", {"definition": "pilot", "values": {"x": 1}}, status=409, headers=key)
    assert other["code"] == "key_reused"


def test_an_attachment_goes_up_and_comes_down(officer: Proving, outsider: Proving) -> None:
    _, task = started(officer)
    form = {"field": "evidence", "file": (BytesIO(b"%PDF-1.7 text"), "证据.pdf", "application/pdf")}
    made = officer.send("POST", f"/tasks/{task}/attachments", status=201, data=form)
    assert [file["name"] for file in officer.get(f"/tasks/{task}")["attachments"]] == ["证据.pdf"]
    assert officer.get(f"/attachments/{made['attachment']}") == b"%PDF-1.7 text"
    outsider.get(f"/attachments/{made['attachment']}", status=404)
    officer.send("DELETE", f"/attachments/{made['attachment']}")
    officer.get(f"/attachments/{made['attachment']}", status=404)


def test_registers_are_read_filtered_and_exported(officer: Proving, outsider: Proving) -> None:
    _, task = started(officer)
    officer.post(f"/tasks/{task}/complete", {"values": {"subject": "=SUM(A1)", "amount": 3}})
    assert "L-T1" in {register["id"] for register in officer.get("/registers")}
    rows = officer.get("/registers/L-T1/rows?where[status]=drafted&limit=1")
    assert len(rows["items"]) == 1
    assert officer.get("/registers/L-T1/rows?where[year]=1999")["items"] == []
    officer.get("/registers/L-T1/rows?where[year]=soon", status=400)
    outsider.get("/registers/L-T1/rows", status=404)
    answer = officer.client.get("/api/v1/registers/L-T1/export?format=csv")
    if answer.status_code == 200:
        assert b"'=SUM(A1)" in answer.data
    else:
        assert answer.json["code"] == "no_right"


def test_lists_and_own_pages_have_the_published_shape(officer: Proving) -> None:
    started(officer)
    for path in (
        "/me", "/me/tokens", "/notices", "/tasks", "/tasks?light=green&definition=pilot&text=TP", "/tasks/counts",
        "/instances", "/instances?definition=pilot&limit=1", "/definitions", "/definitions/startable",
        "/definitions/pilot/start-form", "/definitions/pilot/versions", "/definitions/pilot/xml",
        "/registers", "/health",
    ):  # fmt: skip
        officer.get(path)


def test_paging_reaches_every_task_once(officer: Proving) -> None:
    for _ in range(3):
        started(officer)
    seen: list[str] = []
    after = ""
    while True:
        page = officer.get(f"/tasks?limit=2&after={after}")
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = page["next"].replace("+", "%2B")
    assert len(seen) == len(set(seen)) >= 3
    assert len(seen) == officer.get("/tasks/counts")["total"]


def test_the_studio_saves_lints_and_deploys(admin: Proving, officer: Proving) -> None:
    xml = admin.get("/studio/diagrams/pilot")["xml"]
    admin.get("/studio/catalog")
    better = xml.replace("试点流程", "试点流程二")
    admin.send("PUT", "/studio/diagrams/pilot", json={"xml": better, "base_version": 1})
    assert admin.get("/studio/diagrams/pilot")["draft"]
    broken = better.replace('key="pilot/note"', 'key="pilot/none"')
    problems = admin.post("/studio/lint", {"key": "pilot", "xml": broken})["problems"]
    assert "E02_draft" in {problem["element"] for problem in problems}
    admin.post("/studio/diagrams/pilot/deploy", {"xml": broken}, status=422)
    assert admin.post("/studio/diagrams/pilot/deploy", {"xml": better}, status=201)["version"] == 2
    admin.get("/incidents")
    officer.get("/studio/catalog", status=403)


def test_an_entity_bomb_is_a_problem_not_a_crash(admin: Proving) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert admin.post("/studio/lint", {"key": "pilot", "xml": bomb})["problems"]
    answer = admin.post("/studio/diagrams/pilot/deploy", {"xml": bomb}, status=422)
    assert answer["code"] == "invalid_content"


def test_deploying_the_same_content_changes_nothing(admin: Proving, officer: Proving) -> None:
    file = Path(__file__).parent / "pilot/forms/pilot/review.json"
    form = {"files": (BytesIO(file.read_bytes()), "forms/pilot/review.json")}
    assert admin.send("POST", "/deployments", status=201, data=form)["deployed"] == []
    form = {"files": (BytesIO(file.read_bytes()), "forms/pilot/review.json")}
    assert officer.send("POST", "/deployments", status=403, data=form)["code"] == "no_right"


def test_only_the_audit_administrator_verifies_everything(site: Flask, officer: Proving) -> None:
    officer.get("/verification", status=404)
    assert Proving(site, AUDIT_ADMIN).get("/verification")["ok"]


def test_an_auditor_sees_content_only_after_saying_why(site: Flask, officer: Proving) -> None:
    case, _ = started(officer)
    auditor = Proving(site, AUDIT_ADMIN)
    before = auditor.client.get(f"/api/v1/instances/{case}/variables").json
    assert "subject" not in before
    auditor.post(f"/instances/{case}/open-content", {"reason": "年度审计"})
    assert auditor.get(f"/instances/{case}/variables")["subject"] == "试点"
    assert "ContentOpened" in {event["type"] for event in officer.get(f"/instances/{case}/events")["items"]}
    officer.post(f"/instances/{case}/open-content", {"reason": "好奇"}, status=403)


def test_guessing_a_password_is_slowed_down_and_a_good_login_then_refused(site: Flask) -> None:
    client = site.test_client()

    def attempt(password: str) -> int:
        body = {"username": "lj.nobody", "password": password}
        return client.post("/api/v1/session", json=body, environ_base={"REMOTE_ADDR": "192.0.2.66"}).status_code

    assert [attempt(f"guess-{n}") for n in range(6)] == [401, 401, 401, 401, 401, 429]
    body = {"username": OFFICER, "password": PASSWORD}
    answer = client.post("/api/v1/session", json=body, environ_base={"REMOTE_ADDR": "192.0.2.66"})
    assert answer.status_code == 429


def test_a_closed_session_is_dead_at_the_server(site: Flask) -> None:
    client = site.test_client()
    login = client.post("/api/v1/session", json={"username": HEAD, "password": PASSWORD})
    cookie = client.get_cookie("jiandu_session")
    assert cookie is not None
    assert client.delete("/api/v1/session", headers={"X-CSRF-Token": login.json["csrf_token"]}).status_code == 204
    client.set_cookie("jiandu_session", cookie.value)
    assert client.get("/api/v1/me").status_code == 401


def test_a_revoked_token_is_dead(site: Flask) -> None:
    person = Proving(site, HEAD)
    (token,) = [each for each in person.get("/me/tokens") if each["name"] == "test"][-1:]
    person.send("DELETE", f"/me/tokens/{token['id']}")
    person.get("/me", status=401)
