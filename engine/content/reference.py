"""The reference of lint codes (``docs/reference/lint.md``), written from the table of codes.

``python -m engine.content.reference > docs/reference/lint.md`` brings it up to date; a test sees to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from engine.content.codes import TABLE, Code

HEAD = """# Lint codes

Every fault of the content has one of these codes. `error` stops a deployment, `warning` does not. All faults of a
folder are reported at once, each as `file:line:element: [code] 中文 / English`. Faults inside decision tables carry
the codes of the DMN reader. This page is written from the code:
`python -m engine.content.reference > docs/reference/lint.md`.

`house` marks what breaks only a rule of the house, or of BPMN's form that running does not depend on: an error in a
content folder, a warning where a program [embeds the engine](../howto/developers/embed.md). The last column names
the place of the BPMN specification (2.0.2, formal/2013-12-09) a rule rests on: its words stand in quotation marks, the
rest is said in ours. What the runner refuses when
a diagram is compiled (`jiandu lint` does that too) stands in [the BPMN reference](bpmn.md).

| code | severity | 中文 | English | example | BPMN |
|---|---|---|---|---|---|"""


def reference() -> str:
    """The page as Markdown."""
    return "\n".join((HEAD, *_rows())) + "\n"


def _rows() -> Iterator[str]:
    for name in sorted(TABLE):
        yield _row(TABLE[name])


def _row(code: Code) -> str:
    severity = f"{code.severity}, house" if code.house else code.severity
    cells = (f"`{code.name}`", severity, code.zh, code.en, code.example, code.basis)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(reference())
