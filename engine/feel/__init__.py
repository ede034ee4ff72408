"""FEEL, the expression language of DMN 1.5 chapter 10: ``compile('金额 >= 10000 and 类别 = "专卖"')(variables)``.

Law of this room: pure. Text becomes tokens, a frozen tree, then closures, compiled once and cached. There is no
``eval``, no clock (``now`` is an argument), no I/O, and no expression that can hang a node: every loop, list and string
has a limit (``limits``). What goes wrong while evaluating gives null and a warning, as FEEL asks; only text that is not
FEEL (``FeelSyntaxError``) and a limit (``FeelLimitError``) are errors.

Values: None, bool, Decimal (34 digits), str, date, time, datetime, timedelta, YearMonthDuration, list, dict, Range,
Function. Host values are converted as they are read and never changed.
"""

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.expression import Expression, Functions, Result, Scope, UnaryTests, compile, compile_unary
from engine.feel.foreign import unwrap
from engine.feel.syntax.lookalikes import Lookalike, lookalikes
from engine.feel.values.kinds import Function, Range, YearMonthDuration

__all__ = [
    "Expression", "FeelLimitError", "FeelSyntaxError", "Function", "Functions", "Lookalike", "Range", "Result", "Scope",
    "UnaryTests", "YearMonthDuration", "compile", "compile_unary", "lookalikes", "unwrap",
]
