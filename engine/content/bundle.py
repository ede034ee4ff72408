"""What a content folder says, read and checked: the whole behaviour of an installation as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.content.permissions import Permissions
from engine.content.roles import Offices
from engine.content.warnings import Warnings
from engine.dmn import Model
from engine.model.alarm import AlarmRule, Figures
from engine.model.definition import Process
from engine.model.errors import Problem
from engine.model.form import Form
from engine.model.org import Organisation
from engine.model.register import Letter, Register
from engine.model.report import Report
from engine.model.worktime import Calendar, Limit


@dataclass(frozen=True)
class DiagramSource:
    """A diagram with its text. ``hash`` is the SHA-256 of the file (hex)."""

    process: Process
    xml: bytes
    file: str
    hash: str


@dataclass(frozen=True)
class Decision:
    """A decision with its text; ``model`` is what ``engine.dmn.read`` made of it."""

    id: str
    model: Model
    xml: bytes
    file: str


@dataclass(frozen=True)
class Bundle:
    """The content of a folder. Paths are relative to the folder, with ``/``; ``hash`` covers every file."""

    processes: Mapping[str, DiagramSource] = field(default_factory=dict)    # by definition key
    forms: Mapping[str, Form] = field(default_factory=dict)                 # by "<procedure>/<form>"
    registers: Mapping[str, Register] = field(default_factory=dict)         # by id (L-1)
    rules: Mapping[str, AlarmRule] = field(default_factory=dict)            # early-warning rules by id (EW-2)
    figures: Mapping[str, Figures] = field(default_factory=dict)            # their numbers by rule id
    reports: Mapping[str, Report] = field(default_factory=dict)             # by id
    letters: Mapping[str, Letter] = field(default_factory=dict)             # by id (D-01)
    templates: Mapping[str, bytes] = field(default_factory=dict)            # by path inside documents/
    decisions: Mapping[str, Decision] = field(default_factory=dict)         # by decision id
    organisation: Organisation = field(default_factory=lambda: Organisation({}, {}, {}))
    limits: Mapping[str, Limit] = field(default_factory=dict)               # by id (TL-A07)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)         # by id (CN)
    warning_policy: Warnings = field(default_factory=Warnings)
    permissions: Permissions = field(default_factory=Permissions)
    offices: Offices = field(default_factory=Offices)                       # heads of departments, groups
    files: Mapping[str, bytes] = field(default_factory=dict)
    hash: str = ""
    warnings: tuple[Problem, ...] = ()
