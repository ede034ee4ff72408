"""Queries: read-only SQL that starts from what the actor may see (``visible``). Seeing is a query, not a later filter.

Law of this room: nothing is written; every query names one function right; unseen equals not found.
"""

from engine.queries.alarms import EarlyWarnings
from engine.queries.base import Query
from engine.queries.cases import Case, Cases, Variables
from engine.queries.choices import Choices
from engine.queries.content import (
    Definitions,
    DefinitionVersions,
    DefinitionXml,
    Diagram,
    LintDiagram,
    StudioCatalog,
)
from engine.queries.history import Diff, History, LogOf, PictureAt, Replay, Verify
from engine.queries.inbox import Inbox, InboxCounts
from engine.queries.office import AttachmentFile, Health, Incidents, LetterFile, Me, Notices, Tokens
from engine.queries.registers import RegisterExport, RegisterRows, Registers
from engine.queries.reports import ReportExport, ReportList, ReportRows, ReportTable
from engine.queries.sending import Sendable, Sendings
from engine.queries.starting import AwaitedStarts, Startable, StartForm
from engine.queries.tasks import Task

__all__ = [
    "AttachmentFile", "AwaitedStarts", "Case", "Cases", "Choices", "DefinitionVersions", "DefinitionXml",
    "Definitions", "Diagram", "Diff", "EarlyWarnings", "Health", "History", "Inbox", "InboxCounts", "Incidents",
    "LetterFile", "LintDiagram", "LogOf", "Me", "Notices", "PictureAt", "Query", "RegisterExport", "RegisterRows",
    "Registers", "Replay", "ReportExport", "ReportList", "ReportRows", "ReportTable", "Sendable", "Sendings",
    "StartForm", "Startable", "StudioCatalog", "Task", "Tokens", "Variables", "Verify",
]
