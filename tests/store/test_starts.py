"""A start that nothing would set off is refused with its element, so that no procedure waits for ever unnoticed."""

from __future__ import annotations

import pytest

from engine import errors, open_memory

DIAGRAM = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
<process id="p" isExecutable="true"><startEvent id="Nightly">{event}</startEvent>
<sequenceFlow id="f" sourceRef="Nightly" targetRef="Done"/><endEvent id="Done"/></process></definitions>"""


@pytest.mark.parametrize("event", [
    "<timerEventDefinition><timeCycle>R/PT24H</timeCycle></timerEventDefinition>",
    "<conditionalEventDefinition><condition>stock &lt; 5</condition></conditionalEventDefinition>",
])
def test_a_start_nobody_hears_is_refused(event: str) -> None:
    with pytest.raises(errors.InvalidContent) as refused:
        open_memory().deploy(DIAGRAM.format(event=event))
    assert [(p.element, p.code) for p in refused.value.problems] == [("Nightly", "start-not-heard")]
