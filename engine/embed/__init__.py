"""The embeddable door: the whole engine in this process's memory, for programs and tests.

Law of this room: nothing here executes anything. It is the real engine on a database in memory, with a clock that is
set by hand, one caller who may do everything, and no house rules for diagrams. See docs/howto/developers/embed.md.
"""

from engine.embed.memory import MemoryEngine, open_memory

__all__ = ["MemoryEngine", "open_memory"]
