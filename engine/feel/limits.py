"""The walls no expression can break through. Each number is far above honest use and far below harm."""

TEXT = 50_000
"""Characters of one expression."""

NESTING = 60
"""Brackets, conditions and functions inside each other, in the text."""

CHAIN = 200
"""Depth of the syntax tree; ``a + b + c`` is a tree of depth 3."""

STEPS = 200_000
"""Work of one evaluation: syntax nodes inside loops, list members touched, regular expression states."""

BOUND = 500
"""Names of more than one word bound at one place."""

CALLS = 100
"""Functions written in FEEL calling each other."""

STRING = 1_000_000
"""Characters of one string."""

LIST = 100_000
"""Members of one list."""

DATA_DEPTH = 60
"""Lists and contexts inside each other."""

GROUPS = 50
"""Groups of a regular expression."""

PATTERN = 1_000
"""Characters of a regular expression, and states of the machine made from it."""

WARNINGS = 50
"""Warnings kept of one evaluation."""
