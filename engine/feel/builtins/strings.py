"""Strings (DMN 1.5, table 76). Positions count characters from 1, or from the end when negative."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelLimitError
from engine.feel.regex import Pattern, PatternError, compile_pattern
from engine.feel.runtime import Run


@builtin("substring", "string: string, start position: number, length?: number")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None = None) -> str | None:
    """``start`` is a whole number from 1 to the length (or the same from the end).

    A ``length`` beyond the end gives all there is, as in other engines (ADR 12); its part behind the point is cut off.
    """
    at = int(start)
    first = at - 1 if at > 0 else len(string) + at
    if at != start or at == 0 or abs(at) > len(string):
        return run.warn("substring 的位置在文本之外", "substring position outside the string")
    if length is None:
        return string[first:]
    if int(length) < 1:
        return run.warn("substring 的长度须大于 0", "substring length must be positive")
    return string[first : first + int(length)]


@builtin("string length", "string: string")
def string_length(_: Run, string: str) -> Decimal:
    return Decimal(len(string))


@builtin("upper case", "string: string")
def upper_case(_: Run, string: str) -> str:
    return string.upper()


@builtin("lower case", "string: string")
def lower_case(_: Run, string: str) -> str:
    return string.lower()


@builtin("substring before", "string: string, match: string")
def substring_before(_: Run, string: str, match: str) -> str:
    head, found, _tail = string.partition(match) if match else ("", "", "")
    return head if found else ""


@builtin("substring after", "string: string, match: string")
def substring_after(_: Run, string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


@builtin("contains", "string: string, match: string")
def contains(_: Run, string: str, match: str) -> bool:
    return match in string


@builtin("starts with", "string: string, match: string")
def starts_with(_: Run, string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(_: Run, string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("matches", "input: string, pattern: string, flags?: string | null")
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool | None:
    program = _pattern(run, pattern, flags)
    return None if program is None else program.search(text, 0, run.spend) is not None


@builtin("replace", "input: string, pattern: string, replacement: string, flags?: string | null")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    program = _pattern(run, pattern, flags)
    if program is None:
        return None
    if program.search("", 0, run.spend):
        return run.warn("模式不得匹配空文本", "the pattern must not match the empty string")
    result = program.replace(text, replacement, run.spend)
    return _checked(result) if result is not None else run.warn("替换文本有误", "the replacement is malformed")


@builtin("split", "string: string, delimiter: string")
def split(run: Run, string: str, delimiter: str) -> list[Any] | None:
    program = _pattern(run, delimiter, None)
    if program is None:
        return None
    if program.search("", 0, run.spend):
        return run.warn("分隔符不得匹配空文本", "the delimiter must not match the empty string")
    return run.grown(list(program.split(string, run.spend)))


@builtin("string join", "list: list, delimiter?: string | null")
def string_join(run: Run, items: list[Any], delimiter: str | None = None) -> str | None:
    run.spend(len(items))
    words = [item for item in items if item is not None]
    if not all(type(word) is str for word in words):
        return run.warn("string join 只接受文本", "string join takes strings only")
    size = sum(len(word) for word in words) + len(delimiter or "") * len(words)
    if size > limits.STRING:
        raise FeelLimitError(f"文本超过 {limits.STRING} 字", f"a string of more than {limits.STRING} characters")
    return (delimiter or "").join(words)


def _checked(text: str) -> str:
    if len(text) > limits.STRING:
        raise FeelLimitError(f"文本超过 {limits.STRING} 字", f"a string of more than {limits.STRING} characters")
    return text


def _pattern(run: Run, pattern: str, flags: str | None) -> Pattern | None:
    try:
        return compile_pattern(pattern, flags or "")
    except PatternError as fault:
        return run.warn(f"正则表达式有误:{fault.zh}", f"bad pattern: {fault.en}")
