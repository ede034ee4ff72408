"""Jiandu engine: the shop window. Importers outside ``engine`` use only the names listed here.

``Engine`` is the door: ``execute(command, actor)`` changes, ``ask(query, actor)`` answers. ``commands`` and ``queries``
are namespaces of all there are.
"""

from engine import commands, queries
from engine.content import read_files, read_folder
from engine.embed import MemoryEngine, open_memory
from engine.engine import Engine, Receipt
from engine.model import errors
from engine.model.actor import Actor, system_actor
from engine.settings import Settings

__all__ = [
    "Actor", "Engine", "MemoryEngine", "Receipt", "Settings", "commands", "errors", "open_memory", "queries",
    "read_files", "read_folder", "system_actor",
]
