"""Putting the files of a folder together: each file goes to the reader of its kind, the results to one bundle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Protocol, TypeVar

from engine.content import alarms, bpmn, decisions, documents, forms, registers, reports
from engine.content.bundle import Bundle, Decision, DiagramSource
from engine.content.codes import ERROR, WARNING, Code, declare
from engine.content.org import OrgReader
from engine.content.sheet import Sheet
from engine.dmn import by_namespace
from engine.model.alarm import AlarmRule
from engine.model.errors import Problem
from engine.model.form import Form
from engine.model.register import Letter, Register
from engine.model.report import Report

FOLDERS = ("processes", "forms", "registers", "reports", "documents", "org")
"""The folders that hold content."""

PROCESS_TWICE = declare(
    "process-twice", "流程 {key} 已在 {other} 中定义", "Process {key} is already defined in {other}",
    "`clue_transfer` in two .bpmn files",
)
REGISTER_TWICE = declare(
    "register-twice", "台账 {id} 已在 {other} 中定义", "Register {id} is already defined in {other}",
    "`id: L-1` in two files",
)
REPORT_TWICE = declare(
    "report-twice", "报表 {id} 已在 {other} 中定义", "Report {id} is already defined in {other}",
    "`id: R-05` in two files",
)
RULE_TWICE = declare(
    "alarm-twice", "预警规则 {id} 已在 {other} 中定义", "Rule {id} is already defined in {other}",
    "`id: EW-2` in two files",
)
LETTER_TWICE = declare(
    "letter-in-two-files", "文书 {id} 已在 {other} 中定义", "Letter {id} is already defined in {other}",
    "`id: D-01` in two letters.yaml",
)
UNEXPECTED = declare(
    "unexpected-file", "此处不认识这种文件,未读取", "No reader for this file here; it is ignored",
    "`processes/clue-transfer.bpnm`", WARNING,
)


class Assembly:
    """Collects what the readers make of the files, and every fault."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._models = by_namespace(source for file, source in sorted(files.items()) if file.endswith(".dmn"))
        self.problems: list[Problem] = []
        self.processes: dict[str, DiagramSource] = {}
        self.forms: dict[str, Form] = {}
        self.registers: dict[str, Register] = {}
        self.rules: dict[str, AlarmRule] = {}
        self.reports: dict[str, Report] = {}
        self.letters: dict[str, Letter] = {}
        self.templates: dict[str, bytes] = {}
        self.decisions: dict[str, Decision] = {}
        self.org = OrgReader()

    def add(self, file: str, source: bytes) -> None:
        """Read one file."""
        for pattern, reader in _READERS:
            if fnmatchcase(file, pattern):
                sheet = Sheet(file)
                reader(self, source, sheet)
                self.problems.extend(sheet.problems)
                return
        self.problems.append(UNEXPECTED.at(file, 1))

    def broken(self) -> frozenset[str]:
        """Files with faults so far."""
        return frozenset(problem.file for problem in self.problems if problem.severity == ERROR)

    def bundle(self, files: Mapping[str, bytes], warnings: tuple[Problem, ...] = ()) -> Bundle:
        """Everything read, as one value."""
        return Bundle(
            processes=self.processes, forms=self.forms, registers=self.registers, rules=self.rules,
            reports=self.reports, figures=self.org.figures, letters=self.letters, templates=self.templates,
            decisions=self.decisions, organisation=self.org.organisation(), limits=self.org.limits,
            calendars=self.org.calendars, warning_policy=self.org.warnings, permissions=self.org.permissions,
            offices=self.org.offices, files=dict(files), hash=content_hash(files), warnings=warnings,
        )

    def diagram(self, source: bytes, sheet: Sheet) -> None:
        """One .bpmn file."""
        processes, problems = bpmn.read_diagram(source, sheet.file)
        sheet.problems.extend(problems)
        for process in processes:
            first = self.processes.get(process.key)
            if first:
                sheet.note(PROCESS_TWICE, process.line, process.id, key=process.key, other=first.file)
                continue
            digest = hashlib.sha256(source).hexdigest()
            self.processes[process.key] = DiagramSource(process, source, sheet.file, digest)

    def decision(self, source: bytes, sheet: Sheet) -> None:
        """One .dmn file."""
        if (found := decisions.read_decision(source, sheet, self._models)) is not None:
            self.decisions[found.id] = found

    def form(self, source: bytes, sheet: Sheet) -> None:
        """One form."""
        if (found := forms.read_form(source, sheet)) is not None:
            self.forms[found.key] = found

    def register(self, source: bytes, sheet: Sheet) -> None:
        """One register."""
        _keep(registers.read_register(source, sheet), self.registers, sheet, REGISTER_TWICE)

    def rule(self, source: bytes, sheet: Sheet) -> None:
        """One early-warning rule."""
        _keep(alarms.read_rule(source, sheet), self.rules, sheet, RULE_TWICE)

    def report(self, source: bytes, sheet: Sheet) -> None:
        """One report."""
        _keep(reports.read_report(source, sheet), self.reports, sheet, REPORT_TWICE)

    def letters_of(self, source: bytes, sheet: Sheet) -> None:
        """One list of letters."""
        for id_, letter in documents.read_letters(source, sheet).items():
            if first := self.letters.get(id_):
                sheet.note(LETTER_TWICE, 1, id_, id=id_, other=first.file)
            self.letters.setdefault(id_, letter)

    def template(self, source: bytes, sheet: Sheet) -> None:
        """One .docx template."""
        self.templates[sheet.file.removeprefix("documents/")] = source

    def organisation(self, source: bytes, sheet: Sheet) -> None:
        """One file of ``org/``."""
        if not self.org.add(source, sheet):
            sheet.note(UNEXPECTED, 1)


class _Declared(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...


_Kind = TypeVar("_Kind", bound=_Declared)


def _keep(found: _Kind | None, known: dict[str, _Kind], sheet: Sheet, twice: Code) -> None:
    """Keep what a file declares; where its id is taken the first one stays and the second is a fault."""
    if found is None:
        return
    if first := known.get(found.id):
        sheet.note(twice, 1, found.id, id=found.id, other=first.file)
    known.setdefault(found.id, found)


_READERS: tuple[tuple[str, Callable[[Assembly, bytes, Sheet], None]], ...] = (
    ("*.md", lambda *_: None),
    ("processes/*.bpmn", Assembly.diagram),
    ("processes/*.dmn", Assembly.decision),
    ("forms/*.json", Assembly.form),
    ("registers/rules/*.yaml", Assembly.rule),
    ("registers/*.yaml", Assembly.register),
    ("reports/*.yaml", Assembly.report),
    ("documents/*letters.yaml", Assembly.letters_of),
    ("documents/*.docx", Assembly.template),
    ("org/*.yaml", Assembly.organisation),
)


def content_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over the paths and contents of all files, independent of their order."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return digest.hexdigest()
