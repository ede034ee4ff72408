"""What one character of a pattern accepts: a character, a class, a category."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Accepts = Callable[[str], bool]

_SPACES = " \t\n\r"
_CATEGORIES = frozenset({
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
    "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn", "Cs",
})


def is_word(char: str) -> bool:
    r"""``\w``: all but punctuation, separators and others."""
    return unicodedata.category(char)[0] not in "PZC"


def is_initial(char: str) -> bool:
    r"""``\i``: may begin an XML name."""
    return char in ":_" or char.isalpha()


def is_name(char: str) -> bool:
    r"""``\c``: may stand in an XML name."""
    return char in ":_-.·" or char.isalnum()


ESCAPES: dict[str, Accepts] = {
    "d": str.isdecimal,
    "s": lambda char: char in _SPACES,
    "w": is_word,
    "i": is_initial,
    "c": is_name,
}
PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def category(name: str) -> Accepts | None:
    r"""``\p{Lu}``; None when there is no such category."""
    if name not in _CATEGORIES:
        return None
    return lambda char: unicodedata.category(char).startswith(name)


def inverted(accepts: Accepts) -> Accepts:
    """The complement."""
    return lambda char: not accepts(char)


def exactly(wanted: str, *, fold: bool) -> Accepts:
    """One character."""
    if not fold:
        return lambda char: char == wanted
    both = {wanted.lower(), wanted.upper(), wanted}
    return lambda char: char in both


def between(low: str, high: str, *, fold: bool) -> Accepts:
    """A span of characters."""
    if not fold:
        return lambda char: low <= char <= high
    return lambda char: low <= char <= high or low <= char.lower() <= high or low <= char.upper() <= high


def any_of(parts: list[Accepts]) -> Accepts:
    """The union."""
    if len(parts) == 1:
        return parts[0]
    return lambda char: any(part(char) for part in parts)
