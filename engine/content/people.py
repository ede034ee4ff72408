"""The sample organisation: ``org/sample/units.yaml`` and ``org/sample/people.yaml``."""

from __future__ import annotations

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, records
from engine.content.sheet import Sheet
from engine.model.org import Holding, Person, Unit

UNIT_TWICE = declare("unit-twice", "单位重复:{id}", "Unit declared twice: {id}", "two units with `code: LJ-LH`")
BAD_LEVEL = declare(
    "unit-unknown-level", "单位 {id} 的层级不认识:{level}", "Unit {id}: unknown level {level}", "`level: town`"
)
PERSON_TWICE = declare("person-twice", "人员重复:{id}", "Person declared twice: {id}", "two people with one `id`")

LEVELS = frozenset({"national", "province", "city", "county", "subunit"})


def read_units(source: bytes, sheet: Sheet) -> dict[str, Unit]:
    """Units by code."""
    data = marked.load(source, sheet)
    units: dict[str, Unit] = {}
    for item in records(data, sheet) if data is not None else ():
        unit = Unit(
            code=item.text("code"), name=item.text("name"), short_name=item.text("short_name"),
            level=item.text("level"), parent=item.text("parent", ""), legal_person=item.flag("legal_person", True),
            calendar=item.text("calendar", "CN"), departments=item.words("departments"),
            staff=item.number("staff", 0),
        )
        item.done()
        if unit.level not in LEVELS:
            sheet.note(BAD_LEVEL, item.line_of("level"), unit.code, id=unit.code, level=unit.level)
        if unit.code in units:
            sheet.note(UNIT_TWICE, item.line, unit.code, id=unit.code)
        units.setdefault(unit.code, unit)
    return units


def read_people(source: bytes, sheet: Sheet) -> dict[str, Person]:
    """People by id."""
    data = marked.load(source, sheet)
    people: dict[str, Person] = {}
    for item in records(data, sheet) if data is not None else ():
        person = Person(
            id=item.text("id"), name=item.text("name"), unit=item.text("unit"), department=item.text("department", ""),
            post=item.text("post", ""), clearance=item.number("clearance", 1),
            manager_scope=item.text("manager_scope", ""), holdings=_holdings(item), relatives=item.words("relatives"),
        )
        item.done()
        if person.id in people:
            sheet.note(PERSON_TWICE, item.line, person.id, id=person.id)
        people.setdefault(person.id, person)
    return people


def _holdings(item: Record) -> tuple[Holding, ...]:
    """``holdings: [{role: auditor, unit: LJ-LH, of: [finance_audit]}]``; the unit is the person's own by default."""
    holdings = []
    for found in item.records("holdings"):
        found.element = item.element
        holdings.append(Holding(found.text("role"), found.text("unit", item.text("unit", "")), found.words("of")))
        found.done()
    return tuple(holdings)
