"""Persons on both sides: namesakes in other units, officers who are appointed themselves."""

from __future__ import annotations

from engine import commands, system_actor
from tests.scenarios.appointment.bureau import NAMES, REN, YAO, Bureau
from tests.scenarios.appointment.test_selection import DAY, examined
from tests.scenarios.people import BAI, CHENG, JI, MENG, QIN, TANG
from tests.scenarios.province import content_files

NAMES.update({YAO: ("姚溪", "LJ-LH"), TANG: ("唐蔚", "LJ-LH"), QIN: ("秦若川", "LJ-LH")})


def test_an_opinion_on_a_namesake_does_not_count(office: Bureau) -> None:
    """A 任川 works in the next county, too: his opinion opens nothing for the 任川 of the batch."""
    files, path = content_files(), "org/sample/people.yaml"
    other = ("- {id: lj-lh-lk.renchuan, name: 任川, unit: LJ-LH-LK, department: marketing, post: 客户经理, "
             "clearance: 1, manager_scope: LJ-LH,\n   holdings: [{role: liaison, unit: LJ-LH-LK}]}\n")
    before = "# --- LJ-QY 青砚市局"
    text = files[path].decode().replace(before, other + before, 1)
    office.province.engine.execute(commands.Deploy(files | {path: text.encode()}, "namesake", whole=True),
                                   system_actor())
    NAMES["lj-lh-lk.renchuan"] = ("任川", "LJ-LH-LK")
    office.opinion("2026-05-06 09:00", "lj-lh-lk.renchuan")
    office.batch("2026-05-07 09:00", REN)
    assert office.found(BAI, "D2_01")
    office.opinion("2026-05-07 10:00", REN, conclusion="不宜")
    assert office.rows(TANG, "L-7")["任川"]["held"] is True
    office.calm()


def test_an_officer_appointed_does_not_prepare_their_own_talk(office: Bureau) -> None:
    """姚溪 is to be promoted: another officer plans, and she is not offered it."""
    office.opinion("2026-05-06 09:00", REN)
    office.opinion("2026-05-06 09:00", YAO, drafter=MENG)
    office.batch("2026-05-07 09:00", REN, YAO, publicity_required=False)
    assert not office.found(YAO, "E10")
    office.does("2026-05-08 09:00", MENG, "E10", recorder=MENG)
    assert office.found(QIN, "E11")


def test_who_is_recorded_does_not_record(office: Bureau) -> None:
    """The recorder is neither talked to nor near to who is; 正职 are talked to by the two principals."""
    office.opinion("2026-05-06 09:00", REN)
    office.batch("2026-05-07 09:00", REN, publicity_required=False, new_rank="正职")
    office.province.at("2026-05-08 09:00")
    assert office.refused(YAO, "E10", talker=JI, co_talker=CHENG) == {"co_talker"}
    assert office.refused(YAO, "E10", talker=JI, co_talker=QIN, recorder=REN) == {"recorder"}
    office.does("2026-05-08 09:00", YAO, "E10", talker=JI, co_talker=QIN, recorder=MENG)


def test_hr_is_no_judge_of_its_own_promotion(office: Bureau) -> None:
    """The head of personnel is the candidate and nobody else holds that office: it is for the party secretary."""
    case = office.start(DAY, TANG, "cadre-selection-supervision")
    office.does(DAY, TANG, "D3_01", post="副局长", vacancies=1, conditions="条件。", plan_text="安排。")
    examined(office, TANG)
    office.opinion(DAY, TANG)
    assert not office.found(TANG, "D3_06")
    checks = [{"name": "唐蔚", "personal_matter_check": "一致", "archive_check": True}]
    office.does(DAY, JI, "D3_06", checks=checks)
    office.does(DAY, JI, "D3_07", decision_meeting="会-3", decision_date="2026-05-06",
                decisions=[{"name": "唐蔚", "agreed": True}])
    office.does(DAY, JI, "D3_08", publicity_from="2026-05-06", publicity_days=5, publicity_place="全市系统")
    assert office.found(JI, "D3_10")
    assert office.see(JI, case["instance"])["status"] == "in_progress"
    office.calm()
