"""Regular expressions of XPath (which FEEL uses), run by a machine whose work grows only with text times pattern.

Law of this room: no pattern can be made to hang a node. Back-references, the one construct that needs to try one way
after the other, run in a machine of their own whose every step counts as work of the evaluation.
"""

from engine.feel.regex.parser import PatternError
from engine.feel.regex.pattern import Pattern, compile_pattern

__all__ = ["Pattern", "PatternError", "compile_pattern"]
