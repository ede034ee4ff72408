"""Extensions bounded by the procedure: how much, how far, by whom; a second one is refused."""

from __future__ import annotations

import pytest

from engine import commands
from tests.rules.small import deploy, form, problems, procedure, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House


def asked(house: House, declared: str, *amounts: int) -> list[str]:
    """Ask for each amount in turn and have it granted; the new due date or the code of the refusal."""
    path = f'<sv:exception kind="extend" by="handler" approve="secretary@own" {declared}/>'
    deploy(house, form("late/note", "note"), procedure(
        "late", start(), work("E01_write", "late/note", '<sv:limit ref="TL-T01"/>'), end(), "s > E01_write > e",
        declared=path))
    case = house.start("late")
    task = house.task(case, "E01_write")
    told = []
    for amount in amounts:
        answer = house.attempt("o1", commands.RequestExtension(task, amount, "材料未齐"))
        if isinstance(answer, Exception):
            told.append(answer.code)
            continue
        house.do("secretary", commands.Decide(answer.result["request"], True, "同意"))
        told.append(next(row["due"] for row in house.open_tasks(case) if row["id"] == task))
    return told


@pytest.mark.parametrize(("declared", "amounts", "told"), [
    ("", (6, 5, 1), ["extension_amount", "2026-03-16", "extension_count"]),
    ('max="2"', (3, 2, 1), ["extension_amount", "2026-03-11", "extension_count"]),
    ('max="if case_no = null then 2 else 8"', (8,), ["2026-03-19"]),
    ('latest="date(started_at) + duration(&quot;P9D&quot;)"', (3, 2), ["extension_latest", "2026-03-11"]),
])
def test_bounds_of_an_extension(house: House, declared: str, amounts: tuple[int, ...], told: list[str]) -> None:
    assert asked(house, declared, *amounts) == told


def test_less_may_be_granted_than_asked_but_not_more_than_allowed(house: House) -> None:
    asked(house, 'latest="date(&quot;2026-03-11&quot;)"')
    case = house.start("late")
    request = house.do("o1", commands.RequestExtension(house.task(case, "E01_write"), 2, "材料未齐")).result["request"]
    told = house.attempt("secretary", commands.Decide(request, True, "同意", 3))
    assert getattr(told, "code", "") == "extension_latest"
    house.do("secretary", commands.Decide(request, True, "同意", 1))
    assert [row["due"] for row in house.open_tasks(case)] == ["2026-03-10"]


def test_a_faulty_bound_is_refused_at_deployment(house: House) -> None:
    found = problems(house, form("late/note", "note"), procedure(
        "late", start(), work("E01_write", "late/note", '<sv:limit ref="TL-T01"/>'), end(), "s > E01_write > e",
        declared='<sv:exception kind="extend" by="handler" max="(" latest=")"/>'))
    assert found == {("feel-syntax", "late")}


def test_a_day_set_in_place_of_the_counted_one(house: House) -> None:
    """2026-03-14 is a Saturday: the task is due on Monday; an extension counts from the day that was set."""
    path = '<sv:exception kind="extend" by="handler" approve="secretary@own"/>'
    deploy(house, form("late/note", "day:datetime"), procedure(
        "late", start(), work("E01_set", "late/note"),
        work("E02_do", "late/note", '<sv:limit ref="TL-T01" until="day"/>'), end(),
        "s > E01_set > E02_do > e", declared=path))
    counted, stated = house.start("late"), house.start("late")
    house.complete(counted, "E01_set", "o1")
    house.complete(stated, "E01_set", "o1", day="2026-03-14")
    due = {case: [row["due"] for row in house.open_tasks(case)] for case in (counted, stated)}
    assert due == {counted: ["2026-03-09"], stated: ["2026-03-16"]}
    asked = house.do("o1", commands.RequestExtension(house.task(stated, "E02_do"), 2, "材料未齐"))
    house.do("secretary", commands.Decide(asked.result["request"], True, "同意"))
    assert [row["due"] for row in house.open_tasks(stated)] == ["2026-03-17"]
