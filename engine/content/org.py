"""The files of ``org/``: roles, rights, limits, warnings, calendars and the sample units and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase

from engine.content.alarms import read_figures
from engine.content.calendars import read_calendar
from engine.content.limits import read_limits
from engine.content.people import read_people, read_units
from engine.content.permissions import Permissions, read_permissions
from engine.content.roles import Offices, read_offices
from engine.content.sheet import Sheet
from engine.content.warnings import Warnings, read_warnings
from engine.model.alarm import Figures
from engine.model.org import Organisation, Person, Unit
from engine.model.worktime import Calendar, Limit


class OrgReader:
    """Collects what the files of ``org/`` say."""

    def __init__(self) -> None:
        self.offices = Offices()
        self.permissions = Permissions()
        self.limits: dict[str, Limit] = {}
        self.warnings = Warnings()
        self.figures: dict[str, Figures] = {}
        self.calendars: dict[str, Calendar] = {}
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}

    def add(self, source: bytes, sheet: Sheet) -> bool:
        """Read one file of ``org/``; False when no reader knows it."""
        for pattern, reader in _READERS:
            if fnmatchcase(sheet.file, pattern):
                reader(self, source, sheet)
                return True
        return False

    def organisation(self) -> Organisation:
        """Units, roles and people as one value."""
        heads = set(self.offices.heads.values())
        roles = {
            role.id: replace(
                role, head=role.id in heads, reach=self.permissions.scope_of(role.id),
                penetrates=role.id in self.permissions.penetration,
            )
            for role in self.offices.roles.values()
        }
        return Organisation(self.units, roles, self.people, self.offices.departments)

    def read_roles(self, source: bytes, sheet: Sheet) -> None:
        """``roles.yaml``."""
        self.offices = read_offices(source, sheet)

    def read_permissions(self, source: bytes, sheet: Sheet) -> None:
        """``permissions.yaml``."""
        self.permissions = read_permissions(source, sheet)

    def read_limits(self, source: bytes, sheet: Sheet) -> None:
        """``limits.yaml``."""
        self.limits = read_limits(source, sheet)

    def read_warnings(self, source: bytes, sheet: Sheet) -> None:
        """``warnings.yaml``."""
        self.warnings = read_warnings(source, sheet)

    def read_thresholds(self, source: bytes, sheet: Sheet) -> None:
        """``thresholds.yaml``."""
        self.figures = dict(read_figures(source, sheet))

    def read_calendar(self, source: bytes, sheet: Sheet) -> None:
        """One year of a calendar."""
        read_calendar(source, sheet, self.calendars)

    def read_units(self, source: bytes, sheet: Sheet) -> None:
        """``sample/units.yaml``."""
        self.units = read_units(source, sheet)

    def read_people(self, source: bytes, sheet: Sheet) -> None:
        """``sample/people.yaml``."""
        self.people = read_people(source, sheet)


_READERS: tuple[tuple[str, Callable[[OrgReader, bytes, Sheet], None]], ...] = (
    ("org/roles.yaml", OrgReader.read_roles),
    ("org/permissions.yaml", OrgReader.read_permissions),
    ("org/limits.yaml", OrgReader.read_limits),
    ("org/warnings.yaml", OrgReader.read_warnings),
    ("org/thresholds.yaml", OrgReader.read_thresholds),
    ("org/calendars/*.yaml", OrgReader.read_calendar),
    ("org/sample/units.yaml", OrgReader.read_units),
    ("org/sample/people.yaml", OrgReader.read_people),
)
