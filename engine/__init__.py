"""Jiandu engine: the shop window. Importers outside ``engine`` use only the names listed here.

``Engine`` is the door: ``execute(command, actor)`` changes, ``ask(query, actor)`` answers. ``commands`` and ``queries``
are namespaces of all there are.

A name is loaded when it is first asked for, so that ``engine.feel`` and ``engine.dmn`` can be used alone: they need no
database and no workflow engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_MODULES = {"commands": "engine.commands", "errors": "engine.model.errors", "queries": "engine.queries"}
_HOMES = {
    "Actor": "engine.model.actor", "Engine": "engine.engine", "MemoryEngine": "engine.embed",
    "Receipt": "engine.engine", "Settings": "engine.settings", "open_memory": "engine.embed",
    "read_files": "engine.content", "read_folder": "engine.content", "system_actor": "engine.model.actor",
}


def __getattr__(name: str) -> Any:
    """Load a name of the window (PEP 562)."""
    if name in _MODULES:
        found: Any = import_module(_MODULES[name])
    elif name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'engine' has no attribute '{name}'")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
