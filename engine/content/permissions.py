"""Rights (权限): ``org/permissions.yaml`` -> ``Permissions``. What each word means is explained in that file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, record
from engine.content.sheet import Sheet

BAD_RIGHT = declare(
    "permission-bad-value", "权限配置 {key} 无效:{value}", "Permission setting {key} is not valid: {value}",
    "a data scope that is not among `scopes`",
)


@dataclass(frozen=True)
class Disjoint:
    """A separation of duty between offices: no person may hold two of ``roles`` (rule ``rule``, e.g. SD-10)."""

    rule: str
    name: str
    name_en: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Permissions:
    """Function rights and data scopes. Words and names by id; ``scopes`` from narrow to wide.

    ``data`` is the widest data scope by role (others see their own tasks); ``penetration`` the roles that look into
    subordinate units, up to ``content_level`` at once; ``registers`` who reads which register by office; ``clearance``
    the least clearance a role needs.
    """

    actions: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    penetration: frozenset[str] = frozenset()
    content_level: int = 2
    registers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disjoint: tuple[Disjoint, ...] = ()
    clearance: Mapping[str, int] = field(default_factory=dict)

    def scope_of(self, role: str) -> str:
        """The data scope of a role."""
        return self.data.get(role, "own_tasks")

    def roles(self) -> frozenset[str]:
        """Every role the settings name."""
        apart = (role for rule in self.disjoint for role in rule.roles)
        readers = (role for roles in self.registers.values() for role in roles)
        return frozenset((*self.data, *self.penetration, *self.clearance, *apart, *readers))


def read_permissions(source: bytes, sheet: Sheet) -> Permissions:
    """The permissions of the file."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return Permissions()
    scopes = tuple(_words(item, "scopes"))
    looking = Record(item.mapping("penetration"), sheet)
    result = Permissions(
        actions=_words(item, "actions"), scopes=scopes, data=_data(item, scopes),
        penetration=frozenset(looking.words("roles")), content_level=looking.number("content_level", 2),
        registers=_registers(item), disjoint=tuple(_disjoint(found) for found in item.records("disjoint")),
        clearance=_clearance(item),
    )
    looking.done()
    item.done()
    return result


def _words(item: Record, key: str) -> dict[str, str]:
    words = {}
    for found in item.records(key):
        words[found.text("id")] = found.text("name")
        found.text("name_en", "")
        found.done()
    return words


def _data(item: Record, scopes: tuple[str, ...]) -> dict[str, str]:
    """Role -> scope; a role under several scopes has the widest."""
    nested = Record(item.mapping("data"), item.sheet)
    for scope in nested.data:
        if scope not in scopes:
            _bad(nested, scope, scope)
    return {role: scope for scope in scopes for role in nested.words(scope)}


def _registers(item: Record) -> dict[str, tuple[str, ...]]:
    readers = {}
    for found in item.records("registers"):
        readers[found.text("register")] = found.words("readers")
        found.done()
    return readers


def _disjoint(item: Record) -> Disjoint:
    found = Disjoint(item.text("rule"), item.text("name"), item.text("name_en", ""), item.words("roles"))
    item.done()
    return found


def _clearance(item: Record) -> dict[str, int]:
    nested = Record(item.mapping("clearance"), item.sheet)
    levels = {}
    for level in nested.data:
        if not (level.isascii() and level.isdigit()):
            _bad(nested, level, level)
            continue
        levels.update(dict.fromkeys(nested.words(level), int(level)))
    return levels


def _bad(item: Record, key: str, value: str) -> None:
    item.sheet.note(BAD_RIGHT, item.line_of(key), key=key, value=value)
