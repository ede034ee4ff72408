"""Tree to closures. Law of this room: all looking up that can be done once is done here, not while evaluating."""

from engine.feel.compiler import calls, control, literals, loops, operators, paths, ranges, unary
from engine.feel.compiler.core import Compiled, compile_tree

__all__ = [
    "Compiled", "calls", "compile_tree", "control", "literals", "loops", "operators", "paths", "ranges", "unary",
]
