"""Pattern text to a tree (XPath and XQuery Functions 3.1, section 5.6.1; XML Schema part 2, appendix G)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel import limits
from engine.feel.regex import charsets
from engine.feel.regex.charsets import Accepts

_DEEPEST = 50


class PatternError(Exception):
    """The pattern is malformed or asks for what this machine refuses."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Char:
    accepts: Accepts


@dataclass(frozen=True, slots=True)
class Anchor:
    at_start: bool


@dataclass(frozen=True, slots=True)
class Back:
    """What a group before matched, once more."""

    number: int


@dataclass(frozen=True, slots=True)
class Group:
    inner: Tree
    number: int
    """0: does not capture."""


@dataclass(frozen=True, slots=True)
class Repeat:
    inner: Tree
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    items: tuple[Tree, ...]


Tree = Char | Anchor | Back | Group | Repeat | Sequence | Choice


class PatternReader:
    """Reads one pattern. ``flags``: ``s`` dot takes newlines, ``i`` letters of either case."""

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0
        self._closed: set[int] = set()
        self._depth = 0
        self._fold = "i" in flags
        self._dot_all = "s" in flags

    def read(self) -> Tree:
        """The whole pattern."""
        tree = self._choice()
        if self.at < len(self.text):
            raise PatternError("多余的 )", "unmatched )")
        return tree

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _next(self) -> str:
        if self.at >= len(self.text):
            raise PatternError("模式提前结束", "the pattern ends too early")
        self.at += 1
        return self.text[self.at - 1]

    def _take(self, text: str) -> bool:
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def _choice(self) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("括号嵌套过深", "groups nested too deeply")
        items = [self._sequence()]
        while self._take("|"):
            items.append(self._sequence())
        self._depth -= 1
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def _sequence(self) -> Tree:
        items: list[Tree] = []
        while self._peek() not in ("", "|", ")"):
            items.append(self._repeated(self._atom()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _repeated(self, atom: Tree) -> Tree:
        char = self._peek()
        bounds = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(char)
        if bounds:
            self.at += 1
        elif char == "{":
            bounds = self._bounds()
        else:
            return atom
        if self._peek() in ("*", "+", "{"):
            raise PatternError("重复符号叠用", "a quantifier after a quantifier")
        return Repeat(atom, bounds[0], bounds[1], greedy=not self._take("?"))

    def _bounds(self) -> tuple[int, int | None]:
        inner, closed, _ = self.text[self.at + 1 :].partition("}")
        low, comma, high = inner.partition(",")
        numbers = [part for part in (low, high) if part]
        if not closed or not low or not all(part.isdecimal() and len(part) < 5 for part in numbers):
            raise PatternError("次数写法有误", "malformed repetition count")
        self.at += len(inner) + 2
        least, most = int(low), int(high) if high else (None if comma else int(low))
        if most is not None and most < least:
            raise PatternError("次数上限小于下限", "repetition count runs backwards")
        return least, most

    def _atom(self) -> Tree:
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return Char(self._class())
        if char == "\\":
            return self._back() if self._peek() in "123456789" and self._peek() else Char(self._escape())
        if char in "^$":
            return Anchor(char == "^")
        if char == ".":
            return Char((lambda _: True) if self._dot_all else (lambda one: one not in "\n\r"))
        if char in "*+?{}]":
            raise PatternError(f"{char} 的位置有误", f"misplaced {char}")
        return Char(charsets.exactly(char, fold=self._fold))

    def _group(self) -> Tree:
        number = 0
        if not self._take("?:"):
            if self._peek() == "?":
                raise PatternError("不支持 (?...)", "(?...) is not supported")
            self.groups += 1
            if self.groups > limits.GROUPS:
                raise PatternError("分组过多", "too many groups")
            number = self.groups
        inner = self._choice()
        if not self._take(")"):
            raise PatternError("缺少 )", "missing )")
        self._closed.add(number)
        return Group(inner, number)

    def _back(self) -> Tree:
        """The longest number that is a group; digits left over are text."""
        number = int(self._next())
        while self._peek().isdecimal() and number * 10 + int(self._peek()) <= self.groups:
            number = number * 10 + int(self._next())
        if number not in self._closed:
            raise PatternError(f"没有已结束的第 {number} 组", f"no group {number} ends before its reference")
        return Back(number)

    def _escape(self) -> Accepts:
        char = self._next()
        if char in "pP":
            name, closed, _ = self.text[self.at + 1 :].partition("}")
            accepts = charsets.category(name) if self._peek() == "{" and closed else None
            if accepts is None:
                raise PatternError(f"未知字符类 \\{char}{{{name[:20]}}}", f"unknown category \\{char}{{{name[:20]}}}")
            self.at += len(name) + 2
            return accepts if char == "p" else charsets.inverted(accepts)
        if char.lower() in charsets.ESCAPES:
            accepts = charsets.ESCAPES[char.lower()]
            return accepts if char.islower() else charsets.inverted(accepts)
        return charsets.exactly(self._literal(char), fold=self._fold)

    def _literal(self, char: str) -> str:
        if char not in charsets.PLAIN_ESCAPES:
            raise PatternError(f"未知转义 \\{char}", f"unknown escape \\{char}")
        return charsets.PLAIN_ESCAPES[char]

    def _class(self) -> Accepts:
        negated = self._take("^")
        parts: list[Accepts] = []
        removed: Accepts | None = None
        while not self._take("]"):
            if parts and self._take("-["):
                removed = self._subtracted()
                continue
            parts.append(self._class_part())
        if not parts:
            raise PatternError("空的字符类", "an empty class")
        accepts = charsets.any_of(parts)
        accepts = charsets.inverted(accepts) if negated else accepts
        return (lambda char: accepts(char) and not removed(char)) if removed else accepts

    def _subtracted(self) -> Accepts:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("字符类嵌套过深", "classes nested too deeply")
        removed = self._class()
        self._depth -= 1
        if self._peek() != "]":
            raise PatternError("字符类的减法须在末尾", "class subtraction has to come last")
        return removed

    def _class_part(self) -> Accepts:
        char = self._next()
        if char == "\\" and (self._peek() in ("p", "P") or self._peek().lower() in charsets.ESCAPES):
            return self._escape()
        low = self._literal(self._next()) if char == "\\" else char
        if char == "[":
            raise PatternError("字符类中的 [ 须转义", "[ in a class needs a backslash")
        if self._peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", "[", ""):
            return charsets.exactly(low, fold=self._fold)
        self.at += 1
        high = self._next()
        high = self._literal(self._next()) if high == "\\" else high
        if high < low:
            raise PatternError(f"范围 {low}-{high} 颠倒", f"the span {low}-{high} runs backwards")
        return charsets.between(low, high, fold=self._fold)
