"""``python -m tools.draw outline.yaml target.bpmn``."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.draw.label import expected
from tools.draw.outline import read
from tools.draw.place import place
from tools.draw.route import route
from tools.draw.write import write


def main() -> None:
    """Draw the outline named first into the diagram named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    outline = read(source)
    pool = place(outline)
    route(outline, pool, expected(outline))
    target.write_text(write(outline, pool), "utf-8")


main()
