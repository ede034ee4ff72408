"""Facts of the XML that decide how an element runs but are no part of the model of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.model.definition import BPMN_NAMESPACE
from engine.model.errors import InvalidContent
from engine.runner.graph import Loop
from engine.runner.refusals import refuse

_BPMN = f"{{{BPMN_NAMESPACE}}}"


@dataclass(frozen=True)
class Detail:
    """Attributes of one element as written, its standard loop, its multi-instance ``behavior``."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    loop: Loop | None = None
    behavior: str = "All"

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)


def read_details(xml: bytes, file: str) -> Mapping[str, Detail]:
    """Details by element id. Raises ``InvalidContent`` for XML that is malformed or has a DOCTYPE."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidContent([refuse("bad-xml", file, error.lineno or 1, "", error.msg)]) from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise InvalidContent([refuse("bad-xml", file, 1, "", "DOCTYPE")])
    return {element.get("id", ""): _detail(element) for element in root.iter(_BPMN + "*") if element.get("id")}


def _detail(element: etree._Element) -> Detail:
    multi = element.find(_BPMN + "multiInstanceLoopCharacteristics")
    return Detail(
        attributes={str(name): str(value) for name, value in element.attrib.items()},
        loop=_loop(element.find(_BPMN + "standardLoopCharacteristics")),
        behavior=multi.get("behavior", "All") if multi is not None else "All",
    )


def _loop(found: etree._Element | None) -> Loop | None:
    if found is None:
        return None
    maximum = found.get("loopMaximum", "0")
    condition = (found.findtext(_BPMN + "loopCondition") or "").strip().removeprefix("=").strip()
    return Loop(condition, int(maximum) if maximum.isdigit() else -1, found.get("testBefore") == "true")
