"""What a rule may look at: the bundle, and which files could not be read (references into those are not judged)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from engine.content.bundle import Bundle


@dataclass(frozen=True)
class Context:
    """The content around a rule. ``broken`` are paths of files with faults of their own."""

    bundle: Bundle
    broken: frozenset[str] = frozenset()

    def line(self, file: str, name: str, start: int = 1) -> int:
        """The first line of a file, from ``start`` on, with ``name`` as a whole word; ``start`` when there is none.

        Comments of YAML do not count.
        """
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])") if name else None
        comment = "#" if file.endswith((".yaml", ".yml")) else "\0"
        for number, text in enumerate(self.bundle.files.get(file, b"").decode("utf-8", "replace").split("\n"), 1):
            if word and number >= start and not text.lstrip().startswith(comment) and word.search(text):
                return number
        return start

    def misses(self, name: str, known: Collection[str], *files: str) -> bool:
        """Whether ``name`` is certainly unknown: not among ``known``, and none of the files to declare it is broken."""
        return name not in known and not self.broken.intersection(files)

    def misses_process(self, key: str) -> bool:
        """Whether no procedure has this key."""
        return self.misses(key, self.bundle.processes, f"processes/{key}.bpmn")

    def misses_register(self, id_: str) -> bool:
        """Whether no register has this id (not judged while any register is broken: ids are inside the files)."""
        broken = any(file.startswith("registers/") for file in self.broken)
        return id_ not in self.bundle.registers and not broken

    def misses_role(self, role: str) -> bool:
        """Whether no role has this id. A folder without ``org/roles.yaml`` uses the installation's own roles."""
        given = "org/roles.yaml" in self.bundle.files
        return given and self.misses(role, self.bundle.organisation.roles, "org/roles.yaml")

    def misses_department(self, department: str) -> bool:
        """Whether no department has this id; the same freedom as for roles."""
        given = bool(self.bundle.organisation.departments)
        return given and self.misses(department, self.bundle.organisation.departments, "org/roles.yaml")
