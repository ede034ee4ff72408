"""What people write who know another language: a hint for each, so that the error also says what FEEL would want."""

from __future__ import annotations

Hint = tuple[str, str]

NONE: Hint = ("", "")
_BY_TEXT: dict[str, Hint] = {
    "&": ("“并且”写作 and", "“And” is written and"),
    "|": ("“或者”写作 or", "“Or” is written or"),
    "!": ("取反写作 not(…),不等于写作 !=", "Negation is not(...), unequal is !="),
    "%": ("取余写作 modulo(a, b)", "The remainder is modulo(a, b)"),
    "'": ("文本须用双引号", "Text stands in double quotes"),
    ";": ("一处只写一个表达式,各项之间用逗号", "One expression only; parts are separated by commas"),
    "$": ("变量直接写名称,不用 ${…}", "A variable is just its name, without ${...}"),
    "\\": ("反斜杠只能写在双引号之内", "A backslash belongs inside double quotes"),
}
_BY_PAIR: dict[tuple[str, str], Hint] = {
    ("=", "="): ("判断相等只用一个等号", "Equality is one equals sign"),
    ("<", ">"): ("不等于写作 !=", "Unequal is !="),
    ("=", ">"): ("大于或等于写作 >=", "Greater or equal is >="),
    ("=", "<"): ("小于或等于写作 <=", "Less or equal is <="),
}
_BY_WANT: dict[str, Hint] = {
    "else": ("if 须写全 if … then … else …", "An if is complete only as if ... then ... else ..."),
    "satisfies": ("写作 some/every … in … satisfies …", "It is some/every ... in ... satisfies ..."),
    "return": ("写作 for … in … return …", "It is for ... in ... return ..."),
}
_AT_THE_END: dict[str, Hint] = {
    ")": ("有一个左括号没有配对", "A bracket is not closed"),
    "]": ("有一个左方括号没有配对", "A square bracket is not closed"),
    "}": ("有一个左花括号没有配对", "A curly bracket is not closed"),
}


def hint(found: str, before: str = "", wanted: str = "") -> Hint:
    """The hint for what stands there. ``before``: the symbol right against it; ``wanted``: what the grammar wants."""
    known = _BY_PAIR.get((before, found)) or _BY_TEXT.get(found) or _BY_WANT.get(wanted)
    return known or (NONE if found else _AT_THE_END.get(wanted, NONE))
