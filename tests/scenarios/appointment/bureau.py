"""The city bureau of Lanhu at work on appointments: who does what, with the values they usually fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.scenarios.conduct import wrong_values
from tests.scenarios.people import BAI, CHENG, HAN, LUO, MU, QIN, TANG, YAO
from tests.scenarios.province import Province

REN, ZHENG, SHU, JIANGMO, WENYU = (
    "lj-lh-wq.renchuan", "lj-lh-wq.zhengmian", "lj-lh.linshu", "lj-lh.jiangmoran", "lj.wenyu"
)
NAMES = {REN: ("任川", "LJ-LH-WQ"), ZHENG: ("郑眠", "LJ-LH-WQ"), SHU: ("林舒", "LJ-LH"), HAN: ("韩澄", "LJ-LH")}
TALK, OPINION = "pre-appointment-integrity-talk", "integrity-opinion-reply"
SELECTION, ARCHIVE = "cadre-selection-supervision", "integrity-archive-update"
CLEAR, DEFER = "暂未发现影响", "建议暂缓(待查清)"

Made = Callable[[datetime, str], dict[str, Any]]


def _fixed(**values: Any) -> Made:
    return lambda now, name: values


def _talk(now: datetime, name: str) -> dict[str, Any]:
    start, end = now.replace(hour=9, minute=0), now.replace(hour=10, minute=0)
    return {"started": start.isoformat(), "ended": end.isoformat(), "present": [QIN, YAO], "absent": [],
            "key_points": "讲清纪律要求。", "appointee_statement": "坚决遵守。", "risk_acknowledged": True}


def _plan(now: datetime, name: str) -> dict[str, Any]:
    return {"form": "个别", "time": now.isoformat(), "place": "三楼会议室", "talker": QIN, "recorder": YAO,
            "outline": [{"topic": "政治纪律", "content": "讲清要求。"}], "typical_cases": [{"title": "某县局案例"}]}


USUAL: Mapping[str, Made] = {
    "C07": _fixed(objection_channel="电话", real_name=True, content="收受礼品。", verification="已核实。",
                  conclusion="失实"),
    "E10": _plan,
    "E11": _fixed(plan_decision="approve", plan_opinion="同意。"),
    "E13": _fixed(attendance_decision="confirm"),
    "E14": lambda now, name: {"score": 92, "paper_version": "2026A", "taken_at": now.isoformat()},
    "E15": _talk,
    "E16": _fixed(key_points="讲清纪律要求。", appointee_statement="坚决遵守。"),
    "E17": lambda now, name: {"check_decision": "signed", "record_sign": name},
    "E18": lambda now, name: {"pledge_decision": "signed", "personal_promise": "廉洁从业。", "sign": name,
                              "date": now.date().isoformat(), "witness": YAO, "family_sign": "家属"},
    "E20": _fixed(reminder_text="请说明亲属从业情况。"),
    "E21": _fixed(reported_to_party=True, refusal_decision="hold", refusal_opinion="建议暂缓。"),
    "E24": lambda now, name: {"appointment_result": "appointed", "appointed_on": now.date().isoformat(),
                              "notice_no": "澜湖人〔2026〕8号"},
    "E25": lambda now, name: {"catalogue": [{"no": 1, "title": "谈话记录", "pages": 4}], "file_no": "RQ-1",
                              "retention": "长期", "archive_sign": name},
    "E26": _fixed(performance="好", conclusion="良好", pledge_items_check=[{"item": "如实报告", "kept": "做到"}]),
    "E27": _fixed(probation_result="合格", probation_opinion="胜任。"),
    "D2_04": _fixed(dept_opinion="无异议"),
    "D2_05": _fixed(conclusion=CLEAR),
    "D2_06": lambda now, name: {"check_decision": "approve", "check_name": name},
    "D2_07": lambda now, name: {"sign_decision": "approve", "sign_name": name},
    "D2_23": _fixed(change_decision="changed", change_reason="收到新的线索。"),
}
OFFICES = (LUO, JIANGMO, MU, WENYU)


class Bureau:
    """The people at their desks; tasks are found by the catalogue's ids, whatever case they belong to."""

    def __init__(self, province: Province) -> None:
        self.province = province

    def found(self, user: str, element: str) -> list[dict[str, Any]]:
        """Open tasks of an element in somebody's inbox, the oldest first."""
        return [task for task in self.province.desk(user).tasks() if f"{task['element']}_".startswith(f"{element}_")]

    def task(self, user: str, element: str, about: str = "") -> dict[str, Any]:
        """The first open task of an element, whole; ``about`` whom its form must be."""
        found = [self.province.desk(user).get(f"/tasks/{task['id']}") for task in self.found(user, element)]
        found = [task for task in found if not about or about in task["data"].values()]
        assert found, (user, element, self.open(user))
        return dict(found[0])

    def open(self, user: str) -> list[str]:
        """Elements open for somebody."""
        return sorted(task["element"] for task in self.province.desk(user).tasks())

    def attempt(self, user: str, element: str, about: str = "", **values: Any) -> tuple[int, Any]:
        """Status and answer of completing a task of an element now."""
        task = self.task(user, element, about)
        made = USUAL.get(element, _fixed())(self.province.clock.local(), self.name(user))
        sent = {name: value for name, value in (made | values).items() if value is not None}
        return self.province.desk(user).call("POST", f"/tasks/{task['id']}/complete", {"values": sent})

    def does(self, when: str, user: str, element: str, about: str = "", **values: Any) -> Any:
        """Somebody completes a task of an element; a form met for the first time is handed in wrong before."""
        self.province.at(when)
        self._wrong(user, element)
        status, answer = self.attempt(user, element, about, **values)
        assert status == 200, (user, element, answer)
        return answer

    def refused(self, user: str, element: str, **values: Any) -> set[str]:
        """The fields (or the code) by which a completion is refused."""
        status, answer = self.attempt(user, element, **values)
        assert status >= 400, (user, element, answer)
        return {problem["path"].split("/")[0] for problem in answer.get("problems", ())} or {answer["code"]}

    def _wrong(self, user: str, element: str) -> None:
        task = self.task(user, element)
        form = task["form"] or {"key": "", "schema": {"components": []}}
        wrong = wrong_values(form["schema"]["components"])
        if wrong is None or form["key"] in self.province.tried:
            return
        self.province.tried.add(form["key"])
        path = f"/tasks/{task['id']}/complete"
        assert self.province.desk(user).call("POST", path, {"values": wrong})[0] == 422, (element, wrong)

    def name(self, user: str) -> str:
        """A person's name, as signed."""
        return str(self.province.desk(user).get("/me")["name"])

    def start(self, when: str, user: str, definition: str) -> dict[str, Any]:
        """Start a case; ``{instance, case_no}``."""
        self.province.at(when)
        return dict(self.province.desk(user).post("/instances", {"definition": definition, "values": {}}))

    def see(self, user: str, instance: str) -> dict[str, Any]:
        """A case as somebody sees it."""
        return dict(self.province.desk(user).get(f"/instances/{instance}"))

    def rows(self, user: str, register: str) -> dict[str, dict[str, Any]]:
        """Rows of a register by person, the newest of each."""
        items = self.province.desk(user).get(f"/registers/{register}/rows?limit=200")["items"]
        return {str(item.get("person")): item for item in items}

    def tell(self, name: str, correlation: str, **payload: Any) -> Any:
        """A message from outside, handed in by the system administrator."""
        body = {"name": name, "payload": payload, "unit": "LJ-LH"}
        if correlation:
            body["correlation"] = correlation
        return self.province.desk("lj.wendi").post("/messages", body)

    def calm(self) -> None:
        """Nothing has failed on its way."""
        assert self.province.desk("lj.wendi").get("/incidents")["items"] == []

    # -- whole stretches ---------------------------------------------------------------------------------------------

    def opinion(
        self, when: str, *people: str, conclusion: str = CLEAR, drafter: str = YAO, **values: Any
    ) -> None:
        """HR asks for an opinion on people; every office answers on the same day."""
        if not self.found(BAI, "D2_01"):
            self.start(when, TANG, OPINION)
        persons = [{"name": NAMES[user][0], "unit": NAMES[user][1]} for user in people]
        self.does(when, BAI, "D2_01", purpose="提拔", persons=persons, **values)
        for office in OFFICES:
            while self.found(office, "D2_04"):
                self.does(when, office, "D2_04")
        reason = None if conclusion == CLEAR else "有问题待查清。"
        for _ in people:
            self.does(when, drafter, "D2_05", conclusion=conclusion, reason=reason)
            self.does(when, CHENG, "D2_06")
            self.does(when, QIN, "D2_07")

    def batch(self, when: str, *people: str, **values: Any) -> dict[str, Any]:
        """HR hands in a batch; ``{instance, case_no}``."""
        case = self.start(when, TANG, TALK)
        self.does(when, TANG, "E02", decision_meeting="LJ-LH-HY-2026-0001", decision_date=when[:10],
                  appointees=[appointee(user, when[:10], **values) for user in people])
        return case

    def planned(self, when: str, *people: str, **plan: Any) -> None:
        """A plan made and approved, everybody confirms and passes the test."""
        self.does(when, YAO, "E10", **plan)
        self.does(when, QIN, "E11")
        for user in people:
            self.does(when, user, "E13")
            if self.found(user, "E14"):
                self.does(when, user, "E14")

    def talked(self, when: str, *people: str, **talk: Any) -> None:
        """Talked to one after the other."""
        for _ in people:
            self.does(when, QIN, "E15", **talk)

    def signed(self, when: str, user: str) -> None:
        """The record is written and signed."""
        self.does(when, YAO, "E16", NAMES[user][0])
        self.does(when, user, "E17")

    def at_the_talk(self, *people: str, **values: Any) -> dict[str, Any]:
        """Opinions of 05-06, a batch of 05-07 without publicity, planned on 05-08: the talker's turn."""
        self.opinion("2026-05-06 09:00", *people)
        case = self.batch("2026-05-07 09:00", *people, publicity_required=False, **values)
        self.planned("2026-05-08 09:00", *people)
        return case


def appointee(user: str, day: str, **values: Any) -> dict[str, Any]:
    """One line of the batch list, publicity from that day."""
    name, unit = NAMES[user]
    line = {
        "name": name, "current_unit": unit, "current_post": "现任职务", "new_unit": "LJ-LH", "new_post": "专卖科副科长",
        "new_rank": "中层副职", "type": "提拔", "publicity_required": True, "publicity_from": day, "publicity_days": 5,
        "personal_matter_check": "一致", "archive_check": True, **values,
    }
    if not line["publicity_required"]:
        line = {key: value for key, value in line.items() if key not in ("publicity_from", "publicity_days")}
    return line
