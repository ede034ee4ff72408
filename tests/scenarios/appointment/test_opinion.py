"""D2: opinions returned, refused, asked of another unit, urgent, and watched while they are valid."""

from __future__ import annotations

from tests.scenarios.appointment.bureau import CLEAR, DEFER, NAMES, OFFICES, REN, SHU, WENYU, Bureau
from tests.scenarios.conduct import file_clue, start
from tests.scenarios.people import BAI, CHENG, FANG, LU, LUO, QIN, SHEN, TANG, YAO, YE

MORNING = "2026-05-06 09:00"


def asked(office: Bureau, user: str, **values: object) -> None:
    """Registered, and every office has answered."""
    name, unit = NAMES[user]
    office.start(MORNING, TANG, "integrity-opinion-reply")
    office.does(MORNING, BAI, "D2_01", purpose="评先评优", persons=[{"name": name, "unit": unit}], **values)
    for each in OFFICES:
        office.does(MORNING, each, "D2_04")


def test_returned_twice_and_signed(office: Bureau) -> None:
    """The head and the secretary each return it once; nobody checks or signs their own draft (SD-1)."""
    asked(office, REN, deadline="2026-05-12")
    assert office.task(YAO, "D2_05")["due"] == "2026-05-12"
    office.does(MORNING, YAO, "D2_05")
    office.does(MORNING, CHENG, "D2_06", check_decision="return", check_opinion="补充核对。")
    office.does(MORNING, YAO, "D2_05")
    office.does(MORNING, CHENG, "D2_06")
    office.does(MORNING, QIN, "D2_07", sign_decision="return", sign_opinion="再核对。")
    office.does(MORNING, YAO, "D2_05")
    office.does(MORNING, CHENG, "D2_06")
    office.does(MORNING, QIN, "D2_07")
    row = office.rows(BAI, "L-5")["任川"]
    assert (row["purpose"], row["conclusion"], row["replied_at"], row["valid_until"], row["status"]) == (
        "评先评优", CLEAR, "2026-05-06", "2026-08-06", "closed")
    assert row["letter_no"].startswith("LJ-LH-YJHF-2026-")
    office.calm()


def test_an_urgent_opinion(office: Bureau) -> None:
    """One working day instead of five."""
    asked(office, REN, urgent=True)
    assert office.task(YAO, "D2_05")["due"] == "2026-05-07"


def test_the_candidate_is_not_asked(office: Bureau) -> None:
    """The head of finance is not asked about themselves; HR sees the request but no opinion of a department."""
    NAMES[LUO] = ("罗一禾", "LJ-LH")
    office.start(MORNING, TANG, "integrity-opinion-reply")
    office.does(MORNING, BAI, "D2_01", purpose="提拔", persons=[{"name": "罗一禾", "unit": "LJ-LH"}])
    assert not office.found(LUO, "D2_04")
    assert office.province.desk(TANG).call("GET", "/registers/L-5/rows")[0] == 404
    blind = office.task(OFFICES[1], "D2_04")["data"]
    assert set(blind) <= {"blind_name", "blind_unit", "dept_opinion", "dept_facts"}


def test_an_open_clue_forbids_a_clear_opinion_and_a_new_one_turns_it(office: Bureau) -> None:
    """许某 has an open clue: not clear. A clue that comes later turns the opinion of 任川 within its three months."""
    asked(office, REN)
    for user, step in ((YAO, "D2_05"), (CHENG, "D2_06"), (QIN, "D2_07")):
        office.does(MORNING, user, step)
    subject = {"name": "任川", "unit": "LJ-LH-WQ", "post": "许可证办理员", "rank": "一般", "manager_scope": "LJ-LH"}
    clue = file_clue(office.province, "2026-05-11 09:00", subjects=[subject])
    clue.to("E22", "2026-05-11 10:00")
    office.province.night("2026-05-11 09:30")
    office.province.night("2026-05-12 10:30")
    office.does("2026-05-12 11:00", CHENG, "D2_23")
    assert office.rows(BAI, "L-5")["任川"]["changed_at"] == "2026-05-12"
    asked(office, REN)
    assert office.refused(YAO, "D2_05") == {"conclusion"}
    office.calm()


def test_a_new_clue_that_changes_nothing(office: Bureau) -> None:
    """The head finds the opinion stands."""
    office.opinion(MORNING, REN)
    subject = {"name": "任川", "unit": "LJ-LH-WQ", "post": "许可证办理员", "rank": "一般", "manager_scope": "LJ-LH"}
    file_clue(office.province, "2026-05-11 09:00", subjects=[subject]).to("E22", "2026-05-11 10:00")
    office.province.night("2026-05-12 10:30")
    office.does("2026-05-12 11:00", CHENG, "D2_23", change_decision="unchanged")
    assert office.rows(BAI, "L-5")["任川"]["changed_at"] is None


def test_the_watch_ends_with_the_opinion(office: Bureau) -> None:
    """Daily looks until 2026-08-06, then no more."""
    office.opinion(MORNING, SHU)
    for day in range(1, 4):
        office.province.night(f"2026-05-{6 + day:02} 09:30")
    office.province.night("2026-08-07 12:00")
    assert not office.found(CHENG, "D2_23")
    office.calm()


def test_a_person_managed_elsewhere(office: Bureau) -> None:
    """宋砚 is managed by the province: its discipline office gives the opinion, the city only passes it on."""
    asking = office.start(MORNING, TANG, "integrity-opinion-reply")
    office.does(MORNING, BAI, "D2_01", purpose="交流", persons=[{"name": "宋砚", "unit": "LJ-QY"}])
    assert not office.found(LUO, "D2_04")
    office.does(MORNING, "lj.xuyan", "D2_01", purpose="交流", persons=[{"name": "宋砚", "unit": "LJ-QY"}])
    for user in (YE, WENYU):
        office.does(MORNING, user, "D2_04")
    assert not office.found(YAO, "D2_05")
    office.does(MORNING, FANG, "D2_05", conclusion=DEFER, reason="有问题待查清。")
    office.does(MORNING, LU, "D2_06")
    office.does(MORNING, SHEN, "D2_07")
    assert case_status(office, asking["instance"]) == "closed"
    assert office.rows(LU, "L-5")["宋砚"]["conclusion"] == DEFER
    office.calm()


def case_status(office: Bureau, instance: str) -> str:
    """Status of a case as the clue administrator of the city sees it."""
    return str(office.see(BAI, instance)["status"])


def test_who_is_held_accountable_is_found(office: Bureau) -> None:
    """L-28 names the persons: 任川, named by an inquiry under way, is found."""
    proposal = {"object": "个人", "object_unit": "LJ-LH-WQ", "facts": "监管缺位。"}
    inquiry = start(office.province, "2026-05-06 08:00", YAO, "accountability", **proposal)
    inquiry.does("2026-05-06 08:10", YAO, "A10_01", **proposal, persons=["lj-lh-wq.renchuan"], duty_row="许可证办理",
                 level="直接")
    inquiry.does("2026-05-06 08:20", QIN, "A10_03", start_decision="approve", start_opinion="同意。")
    asked(office, REN)
    found = {each["source"]: each["found"] for each in office.task(YAO, "D2_05")["data"]["findings"]}
    assert found["问责"] == 1
