"""EW-1: the same person reminded or reported again within a year is told, without the name in the open register."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct, start
from tests.scenarios.people import CHENG, QIN, YAO
from tests.scenarios.province import Province
from tests.scenarios.test_early_warnings import alarms
from tests.scenarios.test_paths_to_the_archive import disposed


def reminded(province: Province, day: str, source_ref: str | None = None) -> Conduct:
    """许某 refuses the talk of a reminder: entered at once."""
    case = start(province, f"{day} 09:00", YAO, "reminder-admonition")
    case.does(f"{day} 09:10", YAO, "A8_01", source_ref=source_ref)
    case.does(f"{day} 09:20", YAO, "A8_04a")
    case.does(f"{day} 09:30", YAO, "A8_05", talk_refused=True)
    province.night(f"{day} 09:35")
    return case


def test_reminders_of_one_person_are_counted(province: Province) -> None:
    """The second is yellow for 程野, the third red for 秦若川 too; one of a year ago no longer counts."""
    reminded(province, "2025-03-03")
    reminded(province, "2026-03-05")
    assert alarms(province, CHENG, "EW-1") == []
    second = reminded(province, "2026-03-10")
    [row] = alarms(province, CHENG, "EW-1")
    assert (row["alert_level"], row["value"]) == ("yellow", 2)
    assert "许某" not in str(row)
    assert len(second.notices(CHENG)) == 1
    third = reminded(province, "2026-03-11")
    assert [each["alert_level"] for each in alarms(province, CHENG, "EW-1")].count("red") == 1
    assert any("合并研究" in text for text in third.notices(QIN))


def test_a_clue_and_the_reminder_it_led_to_are_one_matter(province: Province) -> None:
    """A reminder out of the clue does not count twice; another clue about the person does, as the second matter."""
    disposed(province, "2026-03-02 10:00", "hold")
    province.night("2026-03-02 10:05")
    assert alarms(province, CHENG, "EW-1c") == []
    reminded(province, "2026-03-03", "LJ-LH-XS-2026-0001")
    assert alarms(province, CHENG, "EW-1") == []
    disposed(province, "2026-03-04 10:00", "hold", discipline_category="工作纪律", sub_category="其他")
    province.night("2026-03-04 10:05")
    [row] = alarms(province, CHENG, "EW-1c")
    assert (row["alert_level"], row["value"]) == ("yellow", 2)
