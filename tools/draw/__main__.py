"""``python -m tools.draw outline.yaml target.bpmn``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.draw.outline import read
from tools.draw.write import drawn


def main() -> None:
    """Draw the outline named first into the diagram named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.write_text(drawn(read(source)), "utf-8")


main()
