"""Content: files in, model out. The folder an admin edits becomes one checked ``Bundle``, or a list of every fault.

Law of this room: no database, no clock, no execution. Reading never stops at the first fault: readers collect
``Problem`` values (file, line, element, code, Chinese and English text) and go on. Sources are untrusted: XML is parsed
without DOCTYPE, entities or network, YAML without tags, all within size limits.
"""

from engine.content.bpmn import read_diagram
from engine.content.bundle import Bundle, Decision, DiagramSource
from engine.content.folder import lint_diagram, read_deployed, read_files, read_folder
from engine.content.letters import render_letter

__all__ = [
    "Bundle", "Decision", "DiagramSource", "lint_diagram", "read_deployed", "read_diagram", "read_files", "read_folder",
    "render_letter",
]
