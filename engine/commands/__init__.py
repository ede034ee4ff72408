"""Commands: the only way to change anything. Intention and behaviour stand side by side.

Law of this room: a command is one small frozen class with one permission; it works inside the one transaction it is
given, lets events happen, and never commits, never talks to the outside, never asks the clock.
"""

from engine.commands.accounts import ChangePassword, CreateToken, Login, Logout, RevokeToken, SetAccount
from engine.commands.base import Command
from engine.commands.choosing import ChooseActivity
from engine.commands.deployments import Deploy, DeployDiagram, DiscardDiagram, SaveDiagram
from engine.commands.files import AttachFile, AttachToMessage, RemoveFile
from engine.commands.handing import AddParticipant, AssignTask, RemoveParticipant, ReturnTask, SwapHandler
from engine.commands.instances import (
    OpenContent,
    ReportLeak,
    Resume,
    StartInstance,
    Suspend,
    TakeOver,
    Terminate,
    Withdraw,
)
from engine.commands.jobs import FireTimer, ResolveIncident, RetryIncident
from engine.commands.messages import BroadcastSignal, CorrelateMessage
from engine.commands.requests import Decide, RequestExtension, RequestSuspension
from engine.commands.sending import SendMessage
from engine.commands.starts import TellFacts
from engine.commands.tasks import ClaimTask, CompleteTask, ReleaseTask, SaveDraft

__all__ = [
    "AddParticipant", "AssignTask", "AttachFile", "AttachToMessage", "BroadcastSignal", "ChangePassword",
    "ChooseActivity", "ClaimTask", "Command", "CompleteTask", "CorrelateMessage", "CreateToken", "Decide", "Deploy",
    "DeployDiagram", "DiscardDiagram", "FireTimer", "Login", "Logout", "OpenContent", "ReleaseTask", "RemoveFile",
    "RemoveParticipant", "ReportLeak", "RequestExtension", "RequestSuspension", "ResolveIncident", "Resume",
    "RetryIncident", "ReturnTask", "RevokeToken", "SaveDiagram", "SaveDraft", "SendMessage", "SetAccount",
    "StartInstance", "Suspend", "SwapHandler", "TakeOver", "TellFacts", "Terminate", "Withdraw",
]
