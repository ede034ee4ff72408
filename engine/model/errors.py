"""The short family of errors. Each docstring tells the user what happened; HTTP learns of them in one table.

Every error has a stable ``code``, a message in Chinese and one in English (``str`` gives "中文 / English").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


class JianduError(Exception):
    """Base of everything the engine refuses on purpose."""

    code = "error"

    def __init__(self, zh: str, en: str, code: str | None = None) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en
        if code is not None:
            self.code = code


class NotFound(JianduError):
    """There is no such thing, or you may not know of it: both look the same on purpose."""

    code = "not_found"

    def __init__(self, zh: str = "未找到", en: str = "Not found") -> None:
        super().__init__(zh, en)


class Forbidden(JianduError):
    """You may see it, but this act is not yours to do."""

    code = "forbidden"


class Unauthenticated(JianduError):
    """Nobody is logged in, or the credentials are wrong."""

    code = "unauthenticated"


class Conflict(JianduError):
    """The thing is no longer in the state your act needs (already completed, suspended, claimed by another ...)."""

    code = "conflict"


class Busy(JianduError):
    """Somebody else is working on the same case right now; try again."""

    code = "busy"


class OutOfTurn(Busy):
    """Another case was needed that somebody else holds; the act begins again with ``cases`` locked in their order."""

    def __init__(self, cases: frozenset[str]) -> None:
        super().__init__("正被他人处理,请重试", "Busy, please try again")
        self.cases = cases


class Throttled(JianduError):
    """Too many attempts; wait before the next one."""

    code = "throttled"


class Tampered(JianduError):
    """A stored record does not match its proof: it was changed behind the engine's back."""

    code = "tampered"


class RunawayError(JianduError):
    """A case ran more automatic steps than the limit allows (an endless loop in the diagram).

    ``element`` is the id of the element at which it was stopped, empty when unknown.
    """

    code = "runaway"

    def __init__(self, zh: str, en: str, element: str = "") -> None:
        super().__init__(zh, en)
        self.element = element


class DiagramError(JianduError):
    """The diagram cannot go on with these values (no way out of a gateway, a due date that is none); nothing changed.

    ``element`` is the id of the element that failed.
    """

    code = "diagram"

    def __init__(self, element: str, zh: str, en: str) -> None:
        super().__init__(f"环节 {element}:{zh}", f"Element {element}: {en}")
        self.element = element
        self._told = zh, en

    def because(self, reasons: Sequence[str]) -> DiagramError:
        """The same error with the warnings of the expressions that led to it (``中文 / English`` each)."""
        pairs = [reason.partition(" / ") for reason in reasons]
        zh, en = ";".join(pair[0] for pair in pairs), "; ".join(pair[2] for pair in pairs)
        return DiagramError(self.element, f"{self._told[0]}(原因:{zh})", f"{self._told[1]} (because {en})")


class AutomationFailed(JianduError):
    """An automatic step after your act failed, so the act was not saved; an incident names the element."""

    code = "incident"

    def __init__(self, element: str, why: str) -> None:
        super().__init__(f"自动步骤 {element} 失败:{why}", f"Automatic step {element} failed: {why}")
        self.element = element
        self.why = why


@dataclass(frozen=True)
class FieldProblem:
    """One wrong form value. ``path`` names the field, rows of a table by number: ``subjects/0/name``."""

    path: str
    code: str
    zh: str
    en: str


class InvalidValues(JianduError):
    """The values sent do not fit the form; ``problems`` names each field. Nothing was saved."""

    code = "invalid_values"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        fields = ", ".join(problem.path for problem in self.problems)
        super().__init__(f"表单内容有误:{fields}", f"Invalid form values: {fields}")


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the content: where it is and what is wrong. ``severity`` is ``error`` or ``warning``."""

    file: str
    line: int
    element: str
    code: str = field(compare=False)
    zh: str = field(compare=False)
    en: str = field(compare=False)
    severity: str = field(default="error", compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.element or '-'}: [{self.code}] {self.zh} / {self.en}"


class InvalidContent(JianduError):
    """The content folder or diagram has faults; ``problems`` lists every one of them. Nothing was deployed."""

    code = "invalid_content"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"内容有 {len(self.problems)} 处问题", f"{len(self.problems)} problem(s) in the content")
