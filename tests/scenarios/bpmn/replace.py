"""The same diagram with a user task in the place of every automatic step."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.model.definition import BPMN_NAMESPACE, SV_NAMESPACE
from tests.scenarios.bpmn.build import AUTOMATIC

_BPMN, _SV = f"{{{BPMN_NAMESPACE}}}", f"{{{SV_NAMESPACE}}}"


@dataclass(frozen=True)
class Replaced:
    """What the automatic step would have done: a FEEL script and the variable for its result."""

    feel: str
    result: str


def with_user_tasks(document: str) -> tuple[str, dict[str, Replaced]]:
    """The document with user tasks, and what they stand for by element."""
    root = etree.fromstring(document)
    found: dict[str, Replaced] = {}
    for element in list(root.iter(*(_BPMN + kind for kind in sorted(AUTOMATIC)))):
        if element.get("isForCompensation") == "true" or element.find(f".//{_SV}action") is not None:
            continue
        script = element.find(_BPMN + "script")
        result = element.find(f".//{_SV}result")
        feel = (script.text or "").strip() if script is not None else ""
        found[element.get("id", "")] = Replaced(feel, result.get("variable", "") if result is not None else "")
        for gone in (script, result):
            if gone is not None:
                gone.getparent().remove(gone)
        element.tag = _BPMN + "userTask"
    return etree.tostring(root).decode(), found
