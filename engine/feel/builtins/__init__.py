"""The functions of FEEL (DMN 1.5, 10.3.4), each under its signature as the specification writes it.

Law of this room: a function gets the running evaluation and values already of its kinds; it returns null, through
``run.warn``, for what it cannot do; it counts the work it does on long lists.
"""

from engine.feel.builtins import contexts, conversion, lists, logic, numbers, ranges, statistics, strings, temporal
from engine.feel.builtins.registry import BUILTINS, Builtin

__all__ = [
    "BUILTINS", "Builtin", "contexts", "conversion", "lists", "logic", "numbers", "ranges", "statistics", "strings",
    "temporal",
]
