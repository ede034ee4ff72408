"""Standard loops, which decide how an element runs but are no part of the model of a definition."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.feel import unwrap
from engine.model.definition import BPMN_NAMESPACE
from engine.model.errors import InvalidContent
from engine.runner.graph import Loop
from engine.runner.refusals import refuse

_BPMN = f"{{{BPMN_NAMESPACE}}}"


def read_loops(xml: bytes, file: str) -> Mapping[str, Loop]:
    """Standard loops by element id. Raises ``InvalidContent`` for XML that is malformed or has a DOCTYPE."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidContent([refuse("bad-xml", file, error.lineno or 1, "", error.msg)]) from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise InvalidContent([refuse("bad-xml", file, 1, "", "DOCTYPE")])
    return {_owner(found): _loop(found) for found in root.iter(_BPMN + "standardLoopCharacteristics")}


def _owner(found: etree._Element) -> str:
    activity = found.getparent()
    return "" if activity is None else activity.get("id", "")


def _loop(found: etree._Element) -> Loop:
    maximum = found.get("loopMaximum", "0")
    condition = unwrap(found.findtext(_BPMN + "loopCondition") or "")
    return Loop(condition, int(maximum) if maximum.isdigit() else -1, found.get("testBefore") == "true")
