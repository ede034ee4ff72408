"""B3: the checklist of a field inspection comes from L-14, or from the plan of the project that calls it."""

from __future__ import annotations

from tests.scenarios.conduct import start
from tests.scenarios.people import CEN, JIANGYAN, LUO, ZHOU
from tests.scenarios.projects import LEADER, supervised
from tests.scenarios.province import Province


def test_the_checklist_comes_from_what_is_known(province: Province) -> None:
    """Risk points of the department inspected; a project's checkpoints of the stage; nothing known: an empty list."""
    case = supervised(province, ("acceptance",))
    site = {"object": "物流中心", "unit": "LJ-QY"}
    alone = start(province, "2026-03-18 09:00", ZHOU, "joint-field-inspection", theme="物流检查", objects=[site],
                  departments=["logistics"])
    data = alone.task(JIANGYAN, "B3_01")["data"]
    risks = province.desk(ZHOU).get("/registers/L-14/rows?limit=100")["items"]
    assert data["checklist_source"] == "L-14"
    assert sorted(each["item"] for each in data["checklist"]) == sorted(row["step"] for row in risks)
    other = start(province, "2026-03-18 09:30", LUO, "joint-field-inspection", theme="采购检查", objects=[site],
                  departments=["finance_audit"])
    assert other.desk(LUO).get(f"/instances/{other.case}/variables")["checklist"] == []
    case.reach("2026-03-24 09:00", "acceptance")
    case.does("2026-03-24 10:00", CEN, "S02", stage="acceptance")
    for user, profession in (("lj-qy.wuning", "工程技术"), ("lj-qy.qiran", "审计"), ("lj-qy.muyun", "采购规范"),
                             (JIANGYAN, "纪检")):
        assert len(case.find(user, "S03")) == 1, profession
    case.review_all("2026-03-25 10:00")
    province.night("2026-03-25 10:05")
    called = case.child(LEADER, "joint-field-inspection")
    assert [each["item"] for each in called.task(JIANGYAN, "B3_01")["data"]["checklist"]] == ["决策程序", "资料完整"]
