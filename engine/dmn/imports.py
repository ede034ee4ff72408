"""Other models a model imports (DMN 1.5, 6.3.3): found by namespace, each import read as its own part of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.dmn.xml import NAMESPACES, Element, parse
from engine.model.errors import InvalidContent

MOST = 50
"""Models read for one model, an imported one counted once for each way it is reached."""

Sources = Mapping[str, bytes]
"""DMN files by their namespace."""


def by_namespace(files: Iterable[bytes]) -> dict[str, bytes]:
    """The files that are DMN models, ready to be imported. Of several with one namespace the first counts."""
    found: dict[str, bytes] = {}
    for source in files:
        try:
            namespace = str(parse(source, "").get("namespace", ""))
        except InvalidContent:
            continue
        found.setdefault(namespace, source)
    return found


def imported(sources: Sources) -> frozenset[str]:
    """Namespaces that any of the models imports."""
    roots = (parse(source, "") for source in sources.values())
    return frozenset(str(one.get("namespace", "")) for root in roots for one in root.iterfind("{*}import"))


@dataclass(slots=True)
class Library:
    """What can be imported, and how much of it has been read."""

    sources: Sources
    read: int = 0

    def find(self, element: Element, above: frozenset[str]) -> bytes | tuple[str, str, str]:
        """The file an ``import`` means, or the code and the texts of what is wrong with it."""
        namespace = str(element.get("namespace", ""))
        if str(element.get("importType", "")) not in NAMESPACES:
            return "dmn_unsupported", "只支持导入 DMN 1.2-1.5 模型", "only models of DMN 1.2-1.5 can be imported"
        if namespace in above:
            return "dmn_import_cycle", f"模型循环导入:{namespace}", f"models import each other: {namespace}"
        source = self.sources.get(namespace)
        if source is None:
            return "dmn_no_import", f"找不到命名空间为 {namespace} 的模型", f"no model with namespace {namespace}"
        self.read += 1
        if self.read > MOST:
            return "dmn_import_many", f"导入的模型超过 {MOST} 个", f"more than {MOST} models imported"
        return source
