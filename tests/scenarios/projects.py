"""What people of Qingyan fill in while a project is supervised (P02) and paid for (G13); who does what by element."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.scenarios.conduct import Conduct, attach
from tests.scenarios.people import (
    CEN,
    FANGYAN,
    GU,
    HENG,
    JI_CHENG,
    JIANGYAN,
    LUOCHUAN,
    MUYUN,
    QI,
    QINLAN,
    REN,
    SONG,
    WEI,
    WENDI,
    WU,
    YU,
    ZHOU,
)
from tests.scenarios.province import Province
from tests.scenarios.usual import Usual

RESOLUTION = "LJ-QY-JY-2026-0007"
PROJECT: Mapping[str, Any] = {
    "project_code": "QY-GC-2026-01", "project_name": "物流分拣中心改造", "project_type": "工程项目",
    "owner_unit": "LJ-QY", "owner_dept": "logistics", "budget": 12_600_000, "resolution_no": RESOLUTION,
}
STAGES = ("decision", "contract", "execution", "settlement")
PROFESSIONS = {"finance_audit": "财务", "legal_affairs": "法律", "standard_management": "采购规范",
               "internal_supervision": "内管", "it_department": "工程技术"}
NOMINEES = {YU: (JI_CHENG, "财务"), FANGYAN: (FANGYAN, "法律"), MUYUN: (MUYUN, "采购规范"),
            LUOCHUAN: (LUOCHUAN, "内管"), GU: (WU, "工程技术")}
TEAM = ({"member": JI_CHENG, "profession": "财务"}, {"member": QI, "profession": "审计"},
        {"member": FANGYAN, "profession": "法律"}, {"member": MUYUN, "profession": "采购规范"},
        {"member": LUOCHUAN, "profession": "内管"}, {"member": WU, "profession": "工程技术"},
        {"member": JIANGYAN, "profession": "纪检"})
REVIEWERS = {"财务": JI_CHENG, "工程技术": WU, "法律": FANGYAN, "审计": QI, "采购规范": MUYUN, "纪检": JIANGYAN}
LEADER = ZHOU


def _fixed(**values: Any) -> Usual:
    return lambda now, name: dict(values)


def _day(now: datetime) -> str:
    return now.date().isoformat()


def nominee(user: str, profession: str) -> dict[str, Any]:
    """One nomination."""
    return {"nominee": user, "profession": profession, "qualification": "中级",
            "available_from": "2026-03-05", "available_to": "2026-12-31"}


def review(profession: str, result: str = "合规", **values: Any) -> dict[str, Any]:
    """A professional review with one item."""
    return {"profession": profession, "opinion": "经审查。", "conclusion": "通过" if result == "合规" else "附条件",
            "checked_items": [{"item": f"{profession}审查", "basis": "管理办法", "result": result}], **values}


def finding(description: str, **values: Any) -> dict[str, Any]:
    """One finding to rectify."""
    return {"description": description, "category": "工程管理", "level": "一般", "basis": "工程管理办法",
            "responsible_dept": "logistics", "suggestion": "限期整改。", "blocking": False, "handle": "整改", **values}


DAYS = {"decision": "2026-03-25", "tender": "2026-04-01", "contract": "2026-04-13", "execution": "2026-04-27",
        "acceptance": "2026-05-20", "settlement": "2026-06-05"}


def plan(stages: tuple[str, ...] = STAGES) -> dict[str, Any]:
    """The tailored plan: two checkpoints a stage."""
    return {
        "objectives": "规范实施。", "confidentiality": "不得外传。",
        "stages": [{"stage": stage, "planned_date": DAYS[stage], "checkpoints": "决策程序\n资料完整", "method": "查阅",
                    "sample_rate": 30, "evidence": "会议纪要", "lead": "财务", "support": "审计"} for stage in stages],
        "risk_points": [{"point": "先施工后签证", "level": "高", "control": "实地查验", "red_line": True}],
    }


USUAL: Mapping[str, Usual] = {
    "E02": _fixed(**{name: value for name, value in PROJECT.items() if name != "resolution_no"},
                  funding_source="自有", decision_ref=RESOLUTION, key_reason=["金额大"], planned_start="2026-03-10",
                  planned_end="2026-12-20", supervision_mode="全程"),
    "E04a": _fixed(initiation_decision="approve", initiation_opinion="同意。"),
    "E04b": lambda now, name: {
        "meeting_no": "党组会-5", "meeting_date": _day(now), "meeting_members": 4,
        "meeting_attendees": [SONG, WEI, REN, HENG], "votes_for": 4, "principal_last": True,
        "initiation_decision": "approve", "initiation_opinion": "同意立项。"},
    "E06": lambda now, name: {"has_conflict": False, "sign": name},
    "E07": _fixed(team_decision="establish", team=list(TEAM), team_leader=LEADER),
    "E09": _fixed(**plan()),
    "E10": lambda now, name: {"countersign": "agree", "countersign_sign": name},
    "E11": _fixed(plan_decision="approve", plan_opinion="同意。"),
    "E13": lambda now, name: {"received_on": _day(now), "liaison": CEN, "owner_sign": name},
    "S02": lambda now, name: {"reached_date": _day(now), "statement": "资料齐全。", "liaison_sign": name,
                              "materials": [{"title": "会议纪要", "pages": 3}]},
    "S06": _fixed(findings=[]),
    "S09": _fixed(hold_decision="issue", hold_reason="存在红线问题。", hold_requirement="停止施工，先行整改。"),
    "S12": _fixed(opinion="通过", next_stage_allowed=True),
    "E20g": _fixed(cause_gone=True, release_reason="问题已整改。"),
    "E22": _fixed(progress_pct=40, progress_note="主体施工。"),
    "E30": _fixed(report_text="全过程监督情况。", report_conclusion="总体规范。"),
    "E31": lambda now, name: {"objection": "none", "owner_head_sign": name},
    "E33": _fixed(objection_result="partly", objection_finding="部分成立，已修改报告。"),
    "E34": _fixed(report_decision="approve", report_opinion="同意。"),
    "E35a": lambda now, name: {
        "hearing_no": "党组会-19", "hearing_date": _day(now), "hearing_members": 4,
        "hearing_attendees": [SONG, WEI, REN], "hearing_decision": "同意报告。"},
    "E36": _fixed(catalogue=[{"no": 1, "title": "专项监督报告", "pages": 12}], file_no="ZX-2026-01", retention="30年",
                  team_dissolved=True),
}
WHO: Mapping[str, tuple[str, ...]] = {
    "E02": (ZHOU,), "E04b": (SONG,), "E05": tuple(NOMINEES), "E06": (JI_CHENG, FANGYAN, MUYUN, LUOCHUAN, WU, QI),
    "E07": (WEI,), "E09": (LEADER,), "E10": tuple(person["member"] for person in TEAM), "E11": (WEI,), "E13": (QINLAN,),
}
PATH = tuple(WHO)


class Supervision(Conduct):
    """One supervised project."""

    def usual(self, user: str, element: str) -> dict[str, Any]:
        """What people usually fill in."""
        made = USUAL.get(element)
        if element == "E05":
            member, profession = NOMINEES[user]
            others = [nominee(QI, "审计")] if user == YU else []
            return nominee(member, profession) | {"others": others}
        return {} if made is None else made(self.province.clock.local(), self.desk_name(user))

    def to(self, element: str, when: str) -> Supervision:
        """The usual people do everything before ``element`` at one moment."""
        self.province.at(when)
        for step in PATH[: PATH.index(element)]:
            for user in WHO[step]:
                for _ in self.find(user, step):
                    self.does(when, user, step)
        return self

    def reach(self, when: str, stage: str) -> None:
        """The owner's message that a stage is reached arrives."""
        message(self.province, when, "project.stage_reached", f"{PROJECT['project_code']}/{stage}")

    def review_all(self, when: str, **changed: dict[str, Any]) -> None:
        """Every reviewer of the stage at hand gives an opinion; ``changed`` by profession."""
        for profession, user in REVIEWERS.items():
            for task in self.find(user, "S03"):
                if self.desk(user).get(f"/tasks/{task['id']}")["data"]["reviewer"]["profession"] != profession:
                    continue
                self.province.at(when)
                status, answer = self.fill(user, task["id"], "S03", **review(profession) | changed.get(profession, {}))
                assert status == 200, (profession, answer)

    def stage(self, when: str, stage: str) -> None:
        """A stage without findings from arrival to opinion."""
        self.reach(when, stage)
        self.does(when, CEN, "S02", stage=stage)
        self.review_all(when)
        self.does(when, LEADER, "S06")
        self.does(when, LEADER, "S12", stage=stage)


def message(province: Province, when: str, name: str, key: str, **payload: Any) -> Any:
    """A message from outside, brought in by the system administrator."""
    province.at(when)
    answer = province.desk(WENDI).post("/messages", {"name": name, "correlation": key, "payload": payload,
                                                      "unit": "LJ-QY"})
    province.engine.run_due(1000)
    return answer


def decided(province: Province, when: str = "2026-03-02 10:00", **values: Any) -> Supervision:
    """The resolution on the project starts its supervision."""
    answer = message(province, when, "major_project.decided", RESOLUTION, **{**PROJECT, **values})
    return Supervision(province, answer["instances"][0])


PAYMENT: Mapping[str, Any] = {
    "amount": 3_200_000, "payee": "岚江建工", "account": "1234", "purpose": "工程进度款",
    "contract_ref": "QY-HT-2026-011",
    "contract_total": 11_800_000, "resolution_ref": RESOLUTION, "budget_row": "基建", "progress_pct": 52,
    "project_code": PROJECT["project_code"], "urgent_kind": "none",
}


def settled(issue: Conduct, when: str) -> None:
    """An issue of the project is put right, checked and struck off by those who are to."""
    responsible = {"responsible_dept": "logistics", "responsible_person": [CEN], "leader": HENG}
    issue.does(when, SONG, "C2_03", **responsible)
    measure = {"text": "补办签证，追究责任", "owner": "岑安", "due": when[:10], "milestone": "补办"}
    issue.does(when, CEN, "C2_04", measures=[measure])
    issue.does(when, JIANGYAN, "C2_05")
    issue.does(when, CEN, "C2_06b")
    issue.does(when, CEN, "C2_07", result_text="已补办签证并追究责任。",
               evidence=[attach(issue, CEN, "C2_07", "evidence", "签证单.pdf")])
    issue.does(when, SONG, "C2_08")
    issue.does(when, JIANGYAN, "C2_09")
    issue.does(when, ZHOU, "C2_10")


def pay_form(case: Conduct, user: str, element: str, **values: Any) -> dict[str, Any]:
    """The values of a payment review, with a file of evidence."""
    return {"contract_no": "QY-HT-2026-011", "payee": "岚江建工", "amount": 3_200_000, "progress_pct": 52,
            "within_plan": True, "basis_files": [attach(case, user, element, "basis_files", "支付证书.pdf")], **values}


def supervised(province: Province, stages: tuple[str, ...] = ("decision",)) -> Supervision:
    """A project under supervision since 03-17, with the stages planned."""
    case = decided(province)
    case.to("E09", "2026-03-05 10:00").does("2026-03-06 10:00", LEADER, "E09", **plan(stages))
    case.to("E13", "2026-03-16 10:00").does("2026-03-17 10:00", QINLAN, "E13")
    return case


class Visit(Conduct):
    """A field inspection by people of Qingyan."""

    def usual(self, user: str, element: str) -> dict[str, Any]:
        """What people usually fill in; who is nominated is said by the test."""
        return {} if element == "B3_04" else super().usual(user, element)


def inspected(case: Supervision, when: str, **findings: Any) -> None:
    """江晏 and 戚然 go to the building site and find nothing beyond what the reviews say, unless told."""
    case.province.night(when)
    visit = Visit(case.province, case.elsewhere(JIANGYAN, "B3_01").case)
    site = {"object": PROJECT["project_name"], "unit": "LJ-QY", "address": "青砚市物流园"}
    visit.does(when, JIANGYAN, "B3_01", theme="物流分拣中心改造", departments=["finance_audit"], objects=[site])
    visit.does(when, WEI, "B3_02")
    visit.does(when, YU, "B3_04", nominee=QI, profession="审计")
    visit.does(when, ZHOU, "B3_05", team=[JIANGYAN, QI], team_leader=JIANGYAN)
    for member in (JIANGYAN, QI):
        visit.does(when, member, "B3_06")
    visit.does(when, JIANGYAN, "B3_09")
    visit.does(when, JIANGYAN, "B3_11b")
    visit.does(when, QI, "B3_11e", checklist=[{"item": "签证单", "standard": "先签证", "result": "不适用"}])
    visit.child(JIANGYAN, "inspection-interview").does(
        when, JIANGYAN, "B3i_01", interviewers=[JIANGYAN, QI],
        interview=[{"interviewee": "岑安", "note": "介绍施工情况。", "signed": True}])
    visit.does(when, QI, "B3_11g")
    visit.does(when, JIANGYAN, "B3_11j")
    visit.does(when, SONG, "B3_11l")
    visit.does(when, JIANGYAN, "B3_12", **(findings or {"no_findings": True}))
    for member in (JIANGYAN, QI):
        visit.does(when, member, "B3_15")
    visit.does(when, JIANGYAN, "B3_16")
    case.province.night(when)
