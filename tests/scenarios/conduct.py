"""One case as people conduct it: who does which step when, with the values of the example unless told otherwise.

    clue = file_clue(province, "2026-03-02 09:00")
    clue.does("2026-03-02 10:00", LUO, "E07", review_decision="return")
    clue.to("E28", "2026-03-05 10:00")      # the usual people do the usual things until E28 is open
"""

from __future__ import annotations

from typing import Any

from tests.scenarios.people import BAI, CHENG, HAN, LIANG, LUO, MIAO, QIN, YAO
from tests.scenarios.province import Desk, Province, step_values
from tests.scenarios.usual import USUAL

PATH = ("E02", "E07", "E10", "E13", "E22", "E23", "E25", "E26", "E28", "E29", "E30")
WHO = {
    "E02": (HAN,), "E07": (LUO,), "E10": (LIANG,), "E13": (BAI,), "E22": (CHENG,), "E23": (QIN,), "E25": (CHENG,),
    "E26": (YAO, MIAO), "E28": (YAO,), "E29": (CHENG,), "E30": (QIN,), "E34": (YAO,), "E36": (BAI,), "E36b": (LUO,),
    "E41": (BAI,),
}


class Conduct:
    """A case and its province."""

    def __init__(self, province: Province, case: str) -> None:
        self.province, self.case = province, case

    def desk(self, user: str) -> Desk:
        return self.province.desk(user)

    def find(self, user: str, element: str) -> list[dict[str, Any]]:
        """Open tasks of an element of this case in somebody's inbox."""
        return [
            task for task in self.desk(user).tasks()
            if task["instance"] == self.case and f"{task['element']}_".startswith(f"{element}_")
        ]

    def task(self, user: str, element: str) -> dict[str, Any]:
        """The one open task of an element in somebody's inbox, whole."""
        found = self.find(user, element)
        assert len(found) == 1, (element, user, self.inbox(user))
        return dict(self.desk(user).get(f"/tasks/{found[0]['id']}"))

    def inbox(self, user: str) -> list[str]:
        """Ids of the elements of this case open for somebody, without their words."""
        return sorted(
            short(task["element"]) for task in self.desk(user).tasks() if task["instance"] == self.case
        )

    def does(self, when: str, user: str, element: str, **values: Any) -> Any:
        """Somebody completes a step; values not named are the usual ones, ``None`` takes one out.

        The first time a form is met in a test it is handed in wrong before: it must refuse that by the field's name.
        """
        self.province.at(when)
        self.refuses(user, element)
        answer = self.attempt(user, element, **values)
        assert answer[0] == 200, (element, answer)
        return answer[1]

    def refuses(self, user: str, element: str) -> None:
        """A form not tried before refuses an empty sheet, or nonsense where nothing is required."""
        task = self.task(user, element)
        form = task["form"] or {"key": "", "schema": {"components": []}}
        wrong = wrong_values(form["schema"]["components"])
        if wrong is None or form["key"] in self.province.tried:
            return
        self.province.tried.add(form["key"])
        status, problem = self.desk(user).call("POST", f"/tasks/{task['id']}/complete", {"values": wrong})
        assert status == 422, (element, wrong, problem)
        named = {each["path"].split("/")[0] for each in problem["problems"]}
        assert named & set(fields(form["schema"]["components"])), (element, problem)

    def attempt(self, user: str, element: str, **values: Any) -> tuple[int, Any]:
        """Status and answer of completing a step now."""
        return self.fill(user, self.task(user, element)["id"], element, **values)

    def fill(self, user: str, task: str, element: str, **values: Any) -> tuple[int, Any]:
        """Status and answer of completing a task by id."""
        given = self.usual(user, element) | values
        sent = {name: value for name, value in given.items() if value is not None}
        return self.desk(user).call("POST", f"/tasks/{task}/complete", {"values": sent})

    def usual(self, user: str, element: str) -> dict[str, Any]:
        """What people usually fill in, on the day of the clock."""
        now = self.province.clock.local()
        made = USUAL.get(element)
        return {} if made is None else made(now, self.desk_name(user))

    def desk_name(self, user: str) -> str:
        """The person's name, as signed."""
        return str(self.desk(user).get("/me")["name"])

    def to(self, element: str, when: str) -> Conduct:
        """The usual people do everything before ``element`` at one moment."""
        self.province.at(when)
        for step in PATH[: PATH.index(element)]:
            for user in WHO[step]:
                for _ in self.find(user, step)[:1]:
                    self.does(when, user, step)
        return self

    def see(self, user: str) -> dict[str, Any]:
        """The case as somebody sees it."""
        return dict(self.desk(user).get(f"/instances/{self.case}"))

    def events(self, user: str, *types: str) -> list[dict[str, Any]]:
        """Events of the case, of some types."""
        found: list[dict[str, Any]] = []
        after: int | None = 0
        while after is not None:
            page = self.desk(user).get(f"/instances/{self.case}/events?after={after}&limit=200")
            found += page["items"]
            after = page["next"]
        return [event for event in found if not types or event["type"] in types]

    def child(self, user: str, definition: str) -> Conduct:
        """The newest linked case of a procedure, as somebody sees the links."""
        links = [
            link for link in self.see(user)["links"] if (link["definition"], link["direction"]) == (definition, "to")
        ]
        assert links, (definition, self.see(user)["links"])
        return Conduct(self.province, links[-1]["instance"])

    def elsewhere(self, user: str, element: str) -> Conduct:
        """The case of the one task of this element in somebody's inbox: what another case has started for them."""
        [task] = [task for task in self.desk(user).tasks() if f"{task['element']}_".startswith(f"{element}_")]
        return Conduct(self.province, task["instance"])

    def row(self, user: str, register: str) -> dict[str, Any]:
        """The row this case wrote into a register, as somebody reads it."""
        items = self.desk(user).get(f"/registers/{register}/rows?limit=200")["items"]
        found = [item for item in items if item.get("instance") == self.case]
        assert len(found) == 1, (register, items)
        return dict(found[0])

    def notices(self, user: str) -> list[str]:
        """What somebody was told about this case."""
        return [item["text"] for item in self.desk(user).get("/notices")["items"] if item["instance"] == self.case]


def fields(components: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Fields of a form that people fill in, by name; a table is one field."""
    found = {}
    for component in components:
        name = component.get("path") or component.get("key")
        if component["type"] == "group" and not component.get("path"):
            found |= fields(component["components"])
        elif name and not component.get("readonly"):
            found[name] = component
    return found


def wrong_values(components: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What no form of these components can accept; None where there is nothing to fill in."""
    known = {name: each for name, each in fields(components).items() if "conditional" not in each}
    if any(each.get("validate", {}).get("required") for each in known.values()):
        return {}
    return {name: {"nonsense": True} for name in list(known)[:1]} or None


def short(element: str) -> str:
    """``E28_disposal_opinion`` is E28, ``A3_08_serve`` is A3_08."""
    parts = element.split("_")
    return parts[0] if parts[0].startswith("E") else "_".join(parts[:2])


def file_clue(province: Province, when: str, **values: Any) -> Conduct:
    """韩澄 finds a clue and fills in the form."""
    province.at(when)
    found = start(province, when, HAN)
    found.does(when, HAN, "E02", **values)
    return found


def start(province: Province, when: str, user: str, definition: str = "clue-transfer", **values: Any) -> Conduct:
    """Somebody starts a case."""
    province.at(when)
    if definition == "clue-transfer":
        values = step_values("01-start") | {"discovery_date": when[:10]} | values
    refuses_start(province, user, definition)
    started = province.desk(user).post("/instances", {"definition": definition, "values": values})
    return Conduct(province, started["instance"])


def refuses_start(province: Province, user: str, definition: str) -> None:
    """A start form not tried before refuses an empty sheet, or nonsense where nothing is required."""
    status, asked = province.desk(user).call("GET", f"/definitions/{definition}/start-form")
    form = asked["form"] if status == 200 else None
    wrong = wrong_values(form["schema"]["components"]) if form else None
    if form is None or wrong is None or form["key"] in province.tried:
        return
    province.tried.add(form["key"])
    status, problem = province.desk(user).call("POST", "/instances", {"definition": definition, "values": wrong})
    assert status == 422, (definition, wrong, problem)


def attach(case: Conduct, user: str, element: str, field: str, name: str, content: bytes = b"%PDF-1.7") -> str:
    """Upload a file to the open task of an element; the attachment's id."""
    status, answer = case.desk(user).upload(case.task(user, element)["id"], field, name, content)
    assert status == 201, answer
    return str(answer["attachment"])
