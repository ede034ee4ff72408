"""A look-back as people conduct it (P03): who does which step, and what they usually fill in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.past_issues import listed_before
from tests.scenarios.people import FANG, JIANG, LU, SHAO, SHEN, SHIMO, SONG, WENYU
from tests.scenarios.province import Province

LIAISON = "lj-qy.cenan"
GU = "lj.guchengyuan"
TEAM = [WENYU, FANG, JIANG, SHIMO]


def number(index: int, unit: str = "LJ-QY") -> str:
    """Number of the unit's issue ``index`` of 2026."""
    return f"{unit}-WT-2026-{index:04}"


def past(index: int, **values: Any) -> dict[str, Any]:
    """An issue of LJ-QY struck off before: 一般, of an inspection, rectified by 岑安 and verified by 江晏."""
    return {
        "key": f"p{index}", "issue_no": number(index), "source": "inspection", "category": f"类别{index}",
        "level": "一般", "description": f"问题{index}", "basis": "巡察反馈", "repeat_count": 0,
        "listed_on": "2026-01-12", "rectifiers": [LIAISON], "verifiers": ["lj-qy.jiangyan"], **values,
    }


def few(province: Province, count: int = 4, **of: Mapping[str, Any]) -> list[str]:
    """``count`` issues struck off on 2026-02-09; ``of`` changes one by its number (``n1={...}``)."""
    province.at("2026-02-09 09:00")
    listed_before(province, "LJ-QY", [past(n, **of.get(f"n{n}", {})) for n in range(1, count + 1)])
    return [number(n) for n in range(1, count + 1)]


class Lookback(Conduct):
    """One look-back of LJ at LJ-QY."""

    def usual(self, user: str, element: str) -> dict[str, Any]:
        made = P03.get(element)
        return {} if made is None else dict(made(self.province.clock.local(), self.desk_name(user)))

    def inbox(self, user: str) -> list[str]:
        mine = (task for task in self.desk(user).tasks() if task["instance"] == self.case)
        return sorted(task["element"].split("_")[0] for task in mine)

    def select(self, when: str, *chosen: str, **values: Any) -> None:
        """陆青和 selects these issues."""
        rows = [{"issue_no": each, "reason_selected": reason(self, each)} for each in chosen]
        self.does(when, LU, "E03", selected=rows, **values)

    def prepare(self, when: str, *chosen: str, team: list[str] | None = None, **values: Any) -> Lookback:
        """Selection, plan, approval, team and declarations on one moment: the notice goes out."""
        self.select(when, *chosen)
        self.does(when, FANG, "E04", team=team or TEAM)
        self.does(when, SHEN, "E05")
        self.does(when, LU, "E06", team=team or TEAM, **values)
        for member in team or TEAM:
            self.does(when, member, "E06b")
        return self

    def self_assess(self, when: str, user: str = LIAISON, **values: Any) -> None:
        """The liaison fills in every item with evidence."""
        self.province.at(when)
        evidence = attach(self, user, "U02", "evidence", "自查.pdf")
        items = [{
            "measures_done": "已落实。", "responsible": user, "finished_at": "2026-02-06", "mechanism_built": "无",
            "same_problem_since": False, "self_grade": "已完成", "evidence": [evidence], **values,
        } for _ in self.task(user, "U02")["data"]["items"]]
        self.does(when, user, "U02", items=items)

    def to_items(self, when: str) -> Lookback:
        """Self-assessed, endorsed and reviewed at the desk: the items are open for their checkers."""
        self.self_assess(when)
        self.does(when, SONG, "U03")
        count = len(self.task(WENYU, "U04")["data"]["desk_items"])
        self.does(when, WENYU, "U04", desk_items=[{"evidence_sufficient": True, "field": False}] * count)
        return self

    def item(self, user: str, element: str, issue: str) -> dict[str, Any]:
        """The open task of an element about an issue, whole."""
        for task in self.find(user, element):
            whole = self.desk(user).get(f"/tasks/{task['id']}")
            if whole["data"]["issue_no"] == issue:
                return dict(whole)
        raise AssertionError((user, element, issue))

    def check(self, when: str, issue: str, conclusion: str, a: str = FANG, b: str = JIANG, **values: Any) -> None:
        """A concludes, B agrees; ``element`` R for the second look."""
        kind = values.pop("kind", "I")
        self.province.at(when)
        task = self.item(a, f"{kind}03", issue)["id"]
        file = self.desk(a).upload(task, "evidence", "核查.pdf", b"%PDF-1.7")[1]["attachment"]
        given = {"facts": f"{issue}核查情况。", "evidence": [file], "conclusion": conclusion,
                 "suggestion": "巩固成效。", **values}
        status, answer = self.desk(a).call("POST", f"/tasks/{task}/complete", {"values": given})
        assert status == 200, answer
        second = self.item(b, f"{kind}04", issue)["id"]
        self.desk(b).post(f"/tasks/{second}/complete", {
            "values": {"second_decision": "agree", "second_opinion": "同意。"}})

    def inspected(self, when: str) -> None:
        """The field inspection an item called is made: the site is closed, the report says so."""
        case = Field(self.province, self.child(LU, "joint-field-inspection").case)
        for user, element in FIELD:
            case.does(when, user, element)

    def advised(self, when: str) -> None:
        """The experts an item asked give their opinion."""
        case = self.elsewhere(FANG, "B5_01")
        extract = attach(case, FANG, "B5_01", "extract", "摘录.pdf")
        case.does(when, FANG, "B5_01", kind="法律意见", to_unit="LJ-LH", to_dept="legal_affairs", need="合同效力。",
                  extract=[extract], due=f"{when[:4]}-12-31")
        case.does(when, LU, "B5_02")
        case.does(when, SHAO, "B5_03", accept_decision="accept", expert=SHAO)
        case.does(when, SHAO, "B5_04")
        case.does(when, SHAO, "B5_05")
        case.does(when, FANG, "B5_06")

    def to_report(self, when: str) -> Lookback:
        """Unit summary, no objection."""
        self.does(when, WENYU, "U20")
        self.does(when, SONG, "U21")
        return self

    def to_uses(self, when: str) -> Lookback:
        """Report and deliberation."""
        self.does(when, LU, "E20")
        self.does(when, LU, "E21")
        return self

    def letters(self) -> list[str]:
        """Letters made, in order."""
        return [each["letter"] for each in self.see(LU)["letters"]]


class Field(Conduct):
    """A field inspection of LJ that a look-back called."""

    def usual(self, user: str, element: str) -> dict[str, Any]:
        own = {
            "B3_01": {"theme": "整改“回头看”", "objects": [{"object": "整改现场", "unit": "LJ-QY"}],
                      "departments": ["discipline_office"]},
            "B3_04": {"nominee": JIANG, "profession": "纪检"}, "B3_05": {"team": [FANG, JIANG], "team_leader": FANG},
            "B3_11b": {"site_state": "closed", "site_state_note": "项目已终止。"},
        }
        return own["B3_04"] if element == "B3_04" else super().usual(user, element) | own.get(element, {})


FIELD = [(FANG, "B3_01"), (SHEN, "B3_02"), (LU, "B3_04"), (LU, "B3_05"), (FANG, "B3_06"), (JIANG, "B3_06"),
         (FANG, "B3_09"), (FANG, "B3_11b"), (FANG, "B3_12"), (FANG, "B3_15"), (JIANG, "B3_15"), (FANG, "B3_16")]


def reason(case: Conduct, issue: str) -> str:
    """What a preselected issue was selected for, else a spot check."""
    rows = case.task(LU, "E03")["data"]["selected"]
    return next((row["reason_selected"] for row in rows if row["issue_no"] == issue), "抽查")


def open_lookback(province: Province, when: str, **values: Any) -> Lookback:
    """陆青和 starts a look-back on the inspection of LJ-QY."""
    given = {"lookback_title": "2025 巡察整改回头看", "source": ["巡视巡察"], "period": "2025", "units": ["LJ-QY"]}
    return Lookback(province, start(province, when, LU, "rectification-lookback", **(given | values)).case)


def listed(province: Province, user: str, issue: str) -> dict[str, Any]:
    """The row of an issue in L-12."""
    rows = province.desk(user).get("/registers/L-12/rows?limit=200")["items"]
    [found] = [row for row in rows if row["row_no"] == issue]
    return dict(found)


def meeting(members: list[str]) -> Any:
    """A meeting held today at which everybody is present."""
    def made(now: datetime, name: str) -> dict[str, Any]:
        return {"meeting_no": f"会-{now:%m%d}", "meeting_date": now.date().isoformat(), "meeting_attendees": members,
                "meeting_members": len(members)}
    return made


P03: Mapping[str, Any] = {
    "E03": lambda now, name: {"lookback_title": "2025 巡察整改回头看", "source": ["巡视巡察"], "period": "2025"},
    "E04": lambda now, name: {
        "basis": "年度计划", "methods": ["查阅资料", "实地查看"], "sample_rate": 50, "check_from": "2026-09-28",
        "check_to": "2026-11-06", "focus": "是否真改实改。"},
    "E05": lambda now, name: {"approval_decision": "approve", "approval_opinion": "同意。"},
    "E06": lambda now, name: {"team_leader": WENYU},
    "E06b": lambda now, name: {"has_conflict": False, "sign": name},
    "U03": lambda now, name: {"endorse_decision": "sign", "endorse_sign": name},
    "U20": lambda now, name: {"score": 82, "comment": "总体到位。"},
    "U21": lambda now, name: {"objection_decision": "none"},
    "E20": lambda now, name: {"report_text": "总体良好。"},
    "E21": lambda now, name: meeting([SHEN, LU])(now, name) | {"study_decision": "agree", "study_opinion": "同意。"},
    "E22": lambda now, name: meeting([GU, SHEN])(now, name) | {"uses": ["通报"], "decision_text": "举一反三。"},
    "E24a": lambda now, name: meeting([GU, SHEN])(now, name) | {"responsibility_text": "严肃问责。"},
    "E27": lambda now, name: {"catalogue": [{"no": 1, "title": "报告", "pages": 12}], "file_no": "HT-2026-1",
                              "retention": "长期", "archive_sign": name},
}
