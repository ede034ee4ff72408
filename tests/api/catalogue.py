"""For every route one good request, and exactly what the engine must be told."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from engine import commands as c
from engine import queries as q


@dataclass(frozen=True)
class Sample:
    """A request and the command or query it must become."""

    method: str
    path: str
    means: c.Command | q.Query
    body: Any = None
    form: Any = None

    def options(self) -> dict[str, Any]:
        """Arguments for the test client."""
        if self.form is not None:
            return {"data": self.form()}
        return {} if self.body is None else {"json": self.body}


WHY = {"reason": "理由"}
CASE, TASK = "/instances/i-1", "/tasks/t-1"

SAMPLES = (
    Sample("GET", "/me", q.Me()),
    Sample("PUT", "/me/password", c.ChangePassword("a", "b"), {"old": "a", "new": "b"}),
    Sample("GET", "/me/tokens", q.Tokens()),
    Sample("POST", "/me/tokens", c.CreateToken("robot", 90), {"name": "robot"}),
    Sample("DELETE", "/me/tokens/k-1", c.RevokeToken("k-1")),
    Sample("GET", "/notices?limit=9", q.Notices(None, 9)),
    Sample("GET", "/definitions", q.Definitions()),
    Sample("GET", "/definitions/startable", q.Startable()),
    Sample("GET", "/definitions/clue-transfer/start-form", q.StartForm("clue-transfer")),
    Sample("GET", "/definitions/asked/start-form?event=E01b", q.StartForm("asked", "E01b")),
    Sample("GET", "/definitions/clue-transfer/versions", q.DefinitionVersions("clue-transfer")),
    Sample("GET", "/definitions/clue-transfer/xml?version=2", q.DefinitionXml("clue-transfer", 2)),
    Sample(
        "POST", "/deployments", c.Deploy({"processes/a.bpmn": b"<a/>", "forms/a/f.json": b"{}"}, "试用"),
        form=lambda: {
            "files": [(BytesIO(b"<a/>"), "processes/a.bpmn"), (BytesIO(b"{}"), "forms/a/f.json")], "note": "试用",
        },
    ),
    Sample(
        "POST", "/instances", c.StartInstance("clue-transfer", {"x": 1}, "GZ01"),
        {"definition": "clue-transfer", "values": {"x": 1}, "unit": "GZ01"},
    ),
    Sample("GET", "/instances?status=open&text=烟", q.Cases("open", None, "烟", None, 50)),
    Sample("GET", CASE, q.Case("i-1")),
    Sample("GET", f"{CASE}/choices", q.Choices("i-1")),
    Sample("POST", f"{CASE}/choices", c.ChooseActivity("i-1", "E02"), {"element": "E02"}),
    Sample("GET", f"{CASE}/messages", q.Sendable("i-1")),
    Sample("POST", f"{CASE}/messages", c.SendMessage("i-1", "S01", {"a": 1}), {"element": "S01", "values": {"a": 1}}),
    Sample(
        "POST", f"{CASE}/messages/w-1/attachments",
        c.AttachToMessage("i-1", "w-1", "papers", "a.pdf", b"%PDF-", "application/pdf"),
        form=lambda: {"field": "papers", "file": (BytesIO(b"%PDF-"), "a.pdf", "application/pdf")},
    ),
    Sample("GET", "/sendings?limit=9", q.Sendings(None, 9)),
    Sample("GET", f"{CASE}/variables", q.Variables("i-1")),
    Sample("POST", f"{CASE}/withdraw", c.Withdraw("i-1", "理由"), WHY),
    Sample(
        "POST", f"{CASE}/suspend", c.Suspend("i-1", "理由", "2026-05-01"), {**WHY, "until": "2026-05-01"}
    ),
    Sample("POST", f"{CASE}/suspension-request", c.RequestSuspension("i-1", "理由"), WHY),
    Sample("POST", f"{CASE}/resume", c.Resume("i-1", "理由"), WHY),
    Sample("POST", f"{CASE}/terminate", c.Terminate("i-1", "理由"), WHY),
    Sample("POST", f"{CASE}/take-over", c.TakeOver("i-1", "理由"), WHY),
    Sample("POST", f"{CASE}/leak-report", c.ReportLeak("i-1", "外泄"), {"text": "外泄"}),
    Sample("POST", f"{CASE}/open-content", c.OpenContent("i-1", "理由"), WHY),
    Sample("POST", f"{CASE}/participants", c.AddParticipant("i-1", "E27", "u-2"), {"element": "E27", "item": "u-2"}),
    Sample("GET", "/tasks?light=red", q.Inbox("red", None, None, None, 50)),
    Sample("GET", "/tasks/counts", q.InboxCounts()),
    Sample("GET", TASK, q.Task("t-1")),
    Sample("POST", f"{TASK}/claim", c.ClaimTask("t-1")),
    Sample("POST", f"{TASK}/release", c.ReleaseTask("t-1")),
    Sample("POST", f"{TASK}/assign", c.AssignTask("t-1", "u-2", "理由"), {**WHY, "user": "u-2"}),
    Sample("POST", f"{TASK}/draft", c.SaveDraft("t-1", {"a": None}), {"values": {"a": None}}),
    Sample("POST", f"{TASK}/complete", c.CompleteTask("t-1", {"a": [1]}), {"values": {"a": [1]}}),
    Sample("POST", f"{TASK}/return", c.ReturnTask("t-1", "E02", "理由"), {**WHY, "to": "E02"}),
    Sample("POST", f"{TASK}/extension", c.RequestExtension("t-1", 5, "理由"), {**WHY, "amount": 5}),
    Sample("POST", f"{TASK}/decision", c.Decide("t-1", False, "不同意", None), {"grant": False, "opinion": "不同意"}),
    Sample(
        "POST", f"{TASK}/swap", c.SwapHandler("t-1", "u-1", "u-2", "理由"), {**WHY, "leaving": "u-1", "entering": "u-2"}
    ),
    Sample("POST", f"{TASK}/remove-participant", c.RemoveParticipant("t-1", "理由"), WHY),
    Sample("GET", f"{CASE}/events?after=3", q.History("i-1", 3, 200)),
    Sample("GET", f"{CASE}/replay", q.Replay("i-1")),
    Sample("GET", f"{CASE}/picture?seq=4", q.PictureAt("i-1", 4)),
    Sample("GET", f"{CASE}/diff?seq=4", q.Diff("i-1", 4)),
    Sample("GET", f"{CASE}/verification", q.Verify("i-1")),
    Sample("GET", "/verification", q.Verify()),
    Sample(
        "POST", f"{TASK}/attachments", c.AttachFile("t-1", "evidence", "证据.pdf", b"%PDF-", "application/pdf"),
        form=lambda: {"field": "evidence", "file": (BytesIO(b"%PDF-"), "证据.pdf", "application/pdf")},
    ),
    Sample("GET", "/attachments/a-1", q.AttachmentFile("a-1")),
    Sample("DELETE", "/attachments/a-1", c.RemoveFile("a-1")),
    Sample("GET", "/letters/d-1", q.LetterFile("d-1")),
    Sample("GET", "/registers", q.Registers()),
    Sample(
        "GET", "/registers/L-1/rows?where[status]=open&where[unit]=GZ01&limit=7",
        q.RegisterRows("L-1", None, None, 7, {"status": "open", "unit": "GZ01"}),
    ),
    Sample("GET", "/registers/L-1/export?format=xlsx", q.RegisterExport("L-1", "xlsx", {})),
    Sample("GET", "/reports", q.ReportList()),
    Sample("GET", "/reports/R-05?unit=LJ&period=2026Q1", q.ReportTable("R-05", "LJ", "2026Q1")),
    Sample(
        "GET", "/reports/R-05/rows?row=total&column=listed&from=2026-01-01&to=2026-03-31&limit=7",
        q.ReportRows("R-05", "total", "listed", None, None, "2026-01-01", "2026-03-31", 7),
    ),
    Sample("GET", "/reports/R-05/export?format=xlsx&period=2026-03", q.ReportExport("R-05", "xlsx", None, "2026-03")),
    Sample("GET", "/warnings?level=red&unit=LJ&rule=EW-2&limit=7", q.EarlyWarnings("red", "EW-2", "LJ", None, 7)),
    Sample(
        "POST", "/messages", c.CorrelateMessage("clue.closed", "XS-1", {"ok": True}, "GZ01"),
        {"name": "clue.closed", "correlation": "XS-1", "payload": {"ok": True}, "unit": "GZ01"},
    ),
    Sample(
        "POST", "/signals", c.BroadcastSignal("alarm", {"level": 2}, "GZ01"),
        {"name": "alarm", "values": {"level": 2}, "unit": "GZ01"},
    ),
    Sample("GET", "/starts", q.AwaitedStarts()),
    Sample("POST", "/facts", c.TellFacts({"stock": 3}), {"values": {"stock": 3}}),
    Sample("POST", "/jobs/j-1/fire", c.FireTimer("j-1")),
    Sample("GET", "/incidents", q.Incidents()),
    Sample("POST", "/incidents/n-1/retry", c.RetryIncident("n-1")),
    Sample("POST", "/incidents/n-1/resolve", c.ResolveIncident("n-1", "已修"), {"note": "已修"}),
    Sample("PUT", "/accounts/u-2", c.SetAccount("u-2", "zhang", "first"), {"username": "zhang", "password": "first"}),
    Sample("GET", "/studio/catalog", q.StudioCatalog()),
    Sample("GET", "/studio/diagrams/clue-transfer", q.Diagram("clue-transfer")),
    Sample(
        "PUT", "/studio/diagrams/clue-transfer", c.SaveDiagram("clue-transfer", b"<x/>", 3),
        {"xml": "<x/>", "base_version": 3},
    ),
    Sample("DELETE", "/studio/diagrams/clue-transfer", c.DiscardDiagram("clue-transfer")),
    Sample("POST", "/studio/lint", q.LintDiagram(b"<x/>", "clue-transfer"), {"key": "clue-transfer", "xml": "<x/>"}),
    Sample(
        "POST", "/studio/diagrams/clue-transfer/deploy", c.DeployDiagram("clue-transfer", b"<x/>", ""), {"xml": "<x/>"}
    ),
)  # fmt: skip
