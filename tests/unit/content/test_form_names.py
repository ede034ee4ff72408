"""Names in a form must be text; anything else is one clear fault, never a crash."""

from __future__ import annotations

import json

import pytest

from engine.content import read_files
from engine.model.errors import InvalidContent


@pytest.mark.parametrize("bad", [{"key": [1]}, {"type": ["number"]}, {"id": {"a": 1}}, {"path": 7},
                                 {"properties": {"source": ["people"]}}])
def test_a_name_that_is_no_text_is_a_fault(bad: dict[str, object]) -> None:
    component = {"type": "select", "id": "F1", "key": "k", "values": [{"label": "a", "value": "a"}], **bad}
    form = {"type": "default", "name": "表单", "components": [component]}
    with pytest.raises(InvalidContent) as refused:
        read_files({"forms/p/f.json": json.dumps(form).encode()})
    assert {(p.file, p.code) for p in refused.value.problems} == {("forms/p/f.json", "form-malformed")}
