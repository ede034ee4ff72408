"""A rectification is verified on site (C2-09 → B3): the verifier's department inspects, then decides."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct
from tests.scenarios.people import CHENG, LUO, QIN, YAO
from tests.scenarios.province import Province
from tests.scenarios.test_issue_rectification import fields, open_issue, to_doing, to_verification


def test_verified_on_site(province: Province) -> None:
    """``field`` calls the inspection with the verifier's department; once is enough; the answer is ``ok``."""
    issue = to_verification(to_doing(open_issue(province)))
    issue.does("2026-03-11 09:00", LUO, "C2_09", verify_decision="field", verify_method="实地检查")
    province.night("2026-03-11 09:10")
    inspected(issue.elsewhere(YAO, "B3_01"))
    assert fields(issue.attempt(LUO, "C2_09", verify_decision="field")) == ["verify_decision"]
    issue.does("2026-03-17 09:00", LUO, "C2_09", verify_method="实地检查")
    assert issue.see(LUO)["status"] == "closed"


def inspected(case: Conduct) -> None:
    """姚溪 and 罗一禾 go there; the unit is closed for works."""
    assert case.task(YAO, "B3_01")["data"]["departments"] == ["finance_audit"]
    case.does("2026-03-11 10:00", YAO, "B3_01", departments=["finance_audit"])
    case.does("2026-03-11 11:00", QIN, "B3_02")
    case.does("2026-03-12 09:00", LUO, "B3_04")
    case.does("2026-03-12 10:00", CHENG, "B3_05", team=[YAO, LUO])
    for member in (YAO, LUO):
        case.does("2026-03-12 11:00", member, "B3_06")
    case.does("2026-03-12 14:00", YAO, "B3_09")
    case.does("2026-03-13 09:00", YAO, "B3_11b", site_state="closed", site_state_note="停业装修。")
    case.does("2026-03-13 10:00", YAO, "B3_12")
    for member in (YAO, LUO):
        case.does("2026-03-13 11:00", member, "B3_15")
    case.does("2026-03-16 09:00", YAO, "B3_16")
