"""What FEEL refuses. A fault while evaluating is never an error: the expression becomes null with a warning."""

from __future__ import annotations

from engine.model.errors import JianduError


class FeelSyntaxError(JianduError):
    """The text is not FEEL. ``line`` and ``column`` count from 1; ``expected`` names what would have been right.

    ``wanted_en`` is the same in English where the two differ; the hints say what a likely mistake should have been.
    """

    code = "feel_syntax"

    def __init__(
        self, line: int, column: int, found: str, expected: str, wanted_en: str = "", hint: tuple[str, str] = ("", ""),
    ) -> None:
        self.line = line
        self.column = column
        self.expected = expected
        seen_zh, seen_en = (f"“{found}”", f'"{found}"') if found else ("结尾", "the end")
        zh = f"表达式第 {line} 行第 {column} 列有误:遇到{seen_zh},应为{'' if wanted_en else ' '}{expected}"
        en = f"FEEL line {line}, column {column}: found {seen_en}, expected {wanted_en or expected}"
        super().__init__(*(f"{text}{end}{more}" if more else text
                           for text, end, more in ((zh, "。", hint[0]), (en, ". ", hint[1]))))


class FeelLimitError(JianduError):
    """The expression is too long, too deep or works too long; it was stopped so that it cannot hang a node."""

    code = "feel_limit"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"表达式超出限制:{zh}", f"FEEL limit exceeded: {en}")
