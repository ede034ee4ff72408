"""Regular expressions of XPath (which FEEL uses), run by a machine whose work grows only with text times pattern.

Law of this room: no backtracking, so no pattern can be made to hang a node. Back-references, the one construct that
needs it, are refused.
"""

from engine.feel.regex.machine import Pattern, compile_pattern
from engine.feel.regex.parser import PatternError

__all__ = ["Pattern", "PatternError", "compile_pattern"]
