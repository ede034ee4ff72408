"""The organisation: unit tree, departments, people and the roles they hold in units. Pure look-ups, no database."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Unit:
    """A unit (单位). ``level``: national, province, city, county, subunit; ``departments``: those switched on.

    ``staff`` is the head count, 0 when it is not known.
    """

    code: str
    name: str
    short_name: str
    level: str
    parent: str = ""
    legal_person: bool = True
    calendar: str = "CN"
    departments: tuple[str, ...] = ()
    staff: int = 0


@dataclass(frozen=True)
class Role:
    """A role (candidate group). ``department`` it belongs to; ``head`` marks the department's head role."""

    id: str
    name: str
    name_en: str
    department: str = ""
    head: bool = False
    actions: frozenset[str] = frozenset()
    reach: str = "own_tasks"    # own_tasks, own_department, own_unit, unit_and_descendants, all
    penetrates: bool = False    # sees lower units' cases by the columns marked up (上级穿透)


@dataclass(frozen=True)
class Holding:
    """A person holds ``role`` in ``unit``; ``of`` names the departments a leader is in charge of."""

    role: str
    unit: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """A person with an account. ``unit`` is the workplace, ``manager_scope`` the unit that manages the cadre."""

    id: str
    name: str
    unit: str
    department: str = ""
    post: str = ""
    clearance: int = 1
    manager_scope: str = ""
    holdings: tuple[Holding, ...] = ()
    relatives: tuple[str, ...] = ()     # names of declared near relatives


@dataclass(frozen=True)
class Organisation:
    """Units, roles and people of one installation at one moment."""

    units: Mapping[str, Unit]
    roles: Mapping[str, Role]
    people: Mapping[str, Person]
    departments: Mapping[str, str] = field(default_factory=dict)    # id -> Chinese name

    def parent(self, unit: str) -> str:
        """Code of the superior unit, empty at the top."""
        return self.units[unit].parent if unit in self.units else ""

    def ancestors(self, unit: str) -> Iterator[str]:
        """Superior units from near to far, without the unit itself."""
        while unit := self.parent(unit):
            yield unit

    def province(self, unit: str) -> str:
        """The provincial unit above (or equal to) ``unit``; empty when there is none."""
        for code in (unit, *self.ancestors(unit)):
            if code in self.units and self.units[code].level == "province":
                return code
        return ""

    def descendants(self, unit: str) -> frozenset[str]:
        """The unit itself and everything below it."""
        return self._below.get(unit, frozenset({unit}))

    def holders(self, role: str, unit: str, of: str = "") -> tuple[str, ...]:
        """Ids of those who hold ``role`` in exactly ``unit`` (narrowed to department ``of``), in id order."""
        return tuple(
            person.id for person in self.people.values()
            if any(h.role == role and h.unit == unit and (not of or of in h.of) for h in person.holdings)
        )

    def holds(self, person: str, role: str, unit: str, of: str = "") -> bool:
        """Whether the person holds the role in exactly that unit."""
        return person in self.holders(role, unit, of)

    def heads(self, department: str) -> tuple[str, ...]:
        """Roles that head a department."""
        return tuple(role.id for role in self.roles.values() if role.department == department and role.head)

    def serving(
        self, role: str, unit: str, of: str = "", without: Container[str] = ()
    ) -> tuple[str, tuple[str, ...]]:
        """Who does what ``role`` of ``unit`` should, and where: its holders, else those of the nearest superior that
        has any ``without`` those kept away; the unit and nobody where there are none.
        """
        for place in (unit, *self.ancestors(unit)):
            if found := tuple(user for user in self.holders(role, place, of) if user not in without):
                return place, found
        return unit, ()

    def may(self, person: str, action: str) -> bool:
        """Whether a person has a function right, by any role held anywhere."""
        holdings = self.people[person].holdings if person in self.people else ()
        return any(action in self.roles[holding.role].actions for holding in holdings if holding.role in self.roles)

    def role_of(self, name: str) -> str:
        """The role meant by ``name``: itself, or the head of the department of this name."""
        return name if name in self.roles else next(iter(self.heads(name)), name)

    @cached_property
    def discipline(self) -> frozenset[str]:
        """Departments that do discipline work: those of the discipline secretary and of the discipline office."""
        names = ("discipline_secretary", "discipline_office_head")
        return frozenset(self.roles[name].department for name in names if name in self.roles)

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, set[str]] = {code: {code} for code in self.units}
        for code in self.units:
            for ancestor in self.ancestors(code):
                below.setdefault(ancestor, {ancestor}).add(code)
        return {code: frozenset(codes) for code, codes in below.items()}
