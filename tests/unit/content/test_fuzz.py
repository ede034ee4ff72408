"""However a file is damaged, reading gives a bundle or a list of faults: no other error comes out."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content import read_files
from engine.model.errors import InvalidContent

from .samples import good

GOOD = good()
TEXTS = sorted(name for name in GOOD if not name.endswith(".docx"))
SNIPPETS = st.sampled_from(
    ["", "{", "}", "[", "]", '"', "'", "null", "0", "-1", "1e999", "true", ": ", "- ", "\n", "&a ", "*a", "!!int ",
     "<a>", "</a>", "<!-- -->", "&lt;", "=", "\x00", "�", "9" * 30, "  ", "|", "#",
     "id: ", '"components": 5, ', '"key": [1], ']
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 4000), st.integers(0, 40), SNIPPETS)
def test_damage_is_reported_not_raised(name: str, at: int, cut: int, snippet: str) -> None:
    text = GOOD[name].decode()
    at %= len(text)
    damaged = text[:at] + snippet + text[at + cut:]
    with contextlib.suppress(InvalidContent):
        read_files({**GOOD, name: damaged.encode()})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.binary(max_size=60))
def test_any_bytes_are_reported_not_raised(name: str, content: bytes) -> None:
    with contextlib.suppress(InvalidContent):
        read_files({**GOOD, name: content})
