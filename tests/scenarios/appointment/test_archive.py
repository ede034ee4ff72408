"""D4: events at once, the yearly report with its doubts, corrections with approval, moves and leaving."""

from __future__ import annotations

from tests.scenarios.appointment.bureau import ARCHIVE, JIANGMO, SHU, Bureau
from tests.scenarios.people import CHENG, HE, JI, LIANG, LUO, QIN, SHAO, TANG, YAO, ZHUO

SUPERVISED = (TANG, JI, QIN, LIANG, CHENG, LUO, JIANGMO, ZHUO, SHAO, SHU, HE)
EVENT = {"person": "林舒", "person_unit": "LJ-LH", "section": "礼品上交", "text": "上交礼品一件", "source_ref": "X-1",
         "happened_on": "2026-05-06"}


def test_events_are_kept_at_once(office: Bureau) -> None:
    """One row per event, with how complete the archive is; never typed in by hand."""
    office.province.at("2026-05-06 09:00")
    office.tell("archive.event", "", **EVENT)
    row = office.rows(CHENG, "L-6")["林舒"]
    seen = [row[name] for name in ("section", "last_event", "event_ref", "last_event_at", "sections_complete_pct")]
    assert seen == ["礼品上交", "上交礼品一件", "X-1", "2026-05-06", 4]
    office.tell("archive.post_changed", "", person="林舒", old_unit="LJ-LH", new_unit="LJ-QY", new_post="副局长")
    office.tell("archive.person_left", "", person="林舒")
    assert "封存至 2036" in office.rows(CHENG, "L-6")["林舒"]["last_event"]
    office.calm()


def test_hr_reports_moves_and_leaving(office: Bureau) -> None:
    """By their forms; nobody types an event into an archive, or watches an opinion, by a bare message."""
    office.province.at("2026-05-06 09:00")
    desk = office.province.desk(TANG)
    moved = {"person": "林舒", "old_unit": "LJ-LH", "new_unit": "LJ-LH-WQ", "new_post": "副局长"}
    for event, values in (("D4_20_moved", moved), ("D4_30_left", {"person": "林舒", "left_kind": "退休"})):
        body = {"definition": ARCHIVE, "event": event, "values": {}}
        assert desk.call("POST", "/instances", body)[0] == 422
        assert office.province.desk(YAO).call("POST", "/instances", body | {"values": values})[0] == 403
        desk.post("/instances", body | {"values": values})
    rows = office.province.desk(CHENG).get("/registers/L-6/rows?limit=50")["items"]
    assert sorted(row["last_event"][:4] for row in rows) == ["离任离职", "职务变动"]
    for name in ("archive.event", "opinion.watch", "opinion.requested", "talk.subbatch"):
        status, answer = office.province.desk(YAO).call("POST", "/messages", {"name": name, "payload": EVENT})
        assert (status, answer["code"]) == (403, "not_sender")
    office.calm()


def test_a_correction_needs_approval(office: Bureau) -> None:
    """Proposed by one, approved by another: the row says so, its history keeps both. A refusal changes nothing."""
    office.province.at("2026-05-06 09:00")
    office.tell("archive.event", "", **EVENT)
    row_no = office.rows(CHENG, "L-6")["林舒"]["row_no"]
    for decision, text in (("reject", "上交礼品一件"), ("approve", "上交礼品两件")):
        office.start("2026-05-07 09:00", YAO, ARCHIVE)
        values = {"correct_text": "上交礼品两件", "correct_reason": "漏记。"}
        assert office.refused(YAO, "D4_40", correct_row="没有", **values) == {"correct_row"}
        office.does("2026-05-07 09:00", YAO, "D4_40", correct_row=row_no, **values)
        office.does("2026-05-07 10:00", CHENG, "D4_41", correct_decision=decision, correct_opinion="已核。")
        assert office.rows(CHENG, "L-6")["林舒"]["last_event"] == text
    office.calm()


def test_the_yearly_report(office: Bureau) -> None:
    """On 4 January a task for everybody supervised, once; a doubt is explained within 10 WD; locked with a letter."""
    office.province.night("2027-01-04 09:05")
    office.province.night("2027-01-04 09:06")
    assert [len(office.found(user, "D4_11")) for user in (JI, QIN, SHU, LUO, ZHUO, YAO)] == [1, 1, 1, 1, 1, 0]
    day = "2027-01-05 09:00"
    office.does(day, SHU, "D4_11", no_change=False, declarations=[{"section": "房产", "content": "购房一套"}],
                report_sign="林舒")
    office.does(day, TANG, "D4_12", hr_decision="ok")
    office.does(day, YAO, "D4_13", archive_decision="doubt", doubt_text="资金来源？")
    assert office.task(SHU, "D4_14")["limit"] == "TL-P13"
    office.does(day, SHU, "D4_14", explanation="贷款购买。", explanation_sign="林舒")
    office.does(day, YAO, "D4_13", archive_decision="lock")
    rows = [row for row in office.province.desk(CHENG).get("/registers/L-6/rows?limit=200")["items"]
            if row["person"] == "林舒"]
    assert {row["section"] for row in rows if row["last_confirmed"] == "2027-01-05"} == {"房产", "基本情况"}
    case = office.task(JI, "D4_11")["instance"]
    letters = office.see(YAO, case)["letters"]
    assert sorted(letter["letter"] for letter in letters) == ["D4-1", "D4-2"]
    for letter in letters:
        assert office.province.desk(YAO).download(f"/letters/{letter['id']}")[0] == 200
    assert {task["element"].split("_")[1] for task in office.see(SHU, case)["tasks"]} == {"11", "14"}
    office.calm()


def test_the_year_is_done_when_everybody_is(office: Bureau) -> None:
    """The case of the bureau closes with the last confirmation; nobody confirms their own."""
    office.province.night("2027-01-04 09:05")
    day = "2027-01-05 09:00"
    case = office.task(JI, "D4_11")["instance"]
    for user in SUPERVISED:
        office.does(day, user, "D4_11", no_change=True, report_sign=office.name(user))
    office.does(day, JI, "D4_12", "唐蔚", hr_decision="ok")
    for _ in SUPERVISED[1:]:
        office.does(day, TANG, "D4_12", hr_decision="ok")
    for _ in SUPERVISED:
        office.does(day, YAO, "D4_13", archive_decision="lock")
    assert office.see(YAO, case)["status"] == "closed"
    office.calm()
