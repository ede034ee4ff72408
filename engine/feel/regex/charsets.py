"""What one character of a pattern accepts: a character, a class, a category, a block."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from engine.feel.regex.blocks import BLOCKS

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
PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"} | {char: char for char in "\\|.?*+(){}-[]^$"}
"""Characters written with a backslash; no others may be (XML Schema part 2, appendix G.4.2.1)."""


def category(name: str) -> Accepts | None:
    r"""``\p{Lu}`` or the block ``\p{IsCJKUnifiedIdeographs}``; None when there is no such category or block."""
    if name.startswith("Is") and name[2:] in BLOCKS:
        low, high = BLOCKS[name[2:]]
        return lambda char: low <= ord(char) <= high
    if name not in _CATEGORIES:
        return None
    return lambda char: unicodedata.category(char).startswith(name)


def inverted(accepts: Accepts) -> Accepts:
    """The complement."""
    return lambda char: not accepts(char)


_LAST_LETTER_WITH_CASE = 0x1E943


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """By a lower or upper case: the characters that have it and are not it."""
    families: dict[str, str] = {}
    for char in map(chr, range(_LAST_LETTER_WITH_CASE + 1)):
        for key in {char.lower(), char.upper()} - {char}:
            families[key] = families.get(key, "") + char
    return families


def variants(char: str) -> frozenset[str]:
    """The character and its case variants (F&O 5.6.1.1): ``k``, ``K`` and the Kelvin sign are of one family."""
    families = _families()
    keys = {char, char.lower(), char.upper()}
    return frozenset(key for key in keys if len(key) == 1).union(*(families.get(key, "") for key in keys))


def exactly(wanted: str, *, fold: bool) -> Accepts:
    """One character."""
    if not fold:
        return lambda char: char == wanted
    family = variants(wanted)
    return lambda char: char in family


def between(low: str, high: str, *, fold: bool) -> Accepts:
    """A span of characters."""
    if not fold:
        return lambda char: low <= char <= high
    return lambda char: low <= char <= high or any(low <= one <= high for one in variants(char))


def any_of(parts: list[Accepts]) -> Accepts:
    """The union."""
    if len(parts) == 1:
        return parts[0]
    return lambda char: any(part(char) for part in parts)
