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

| code | severity | 中文 | English | example |
|---|---|---|---|---|"""


def reference() -> str:
    """The page as Markdown."""
    return "\n".join((HEAD, *_rows())) + "\n"


def _rows() -> Iterator[str]:
    for name in sorted(TABLE):
        yield _row(TABLE[name])


def _row(code: Code) -> str:
    cells = (f"`{code.name}`", code.severity, code.zh, code.en, code.example)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(reference())
