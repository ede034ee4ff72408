"""Decisions: ``processes/<key>.dmn`` -> ``Decision``, compiled by ``engine.dmn``."""

from __future__ import annotations

from collections.abc import Mapping

from engine.content import xml
from engine.content.bundle import Decision
from engine.content.codes import declare
from engine.content.sheet import Sheet
from engine.dmn import imported, read
from engine.model.errors import InvalidContent, JianduError, Problem

BAD_DECISION = declare(
    "dmn-invalid", "决策表有误:{zh}", "The decision is not valid: {en}",
    "a cell that is not FEEL, an unknown hit policy",
)
WRONG_ID = declare(
    "dmn-file-name", "文件中没有与文件名同名的决策:{id}", "The file holds no decision named after it: {id}",
    '`<decision id="route">` in `processes/clue-jurisdiction.dmn`',
)


def decision_id(file: str) -> str:
    """Id of a decision by its file: ``processes/clue-jurisdiction.dmn`` is ``clue-jurisdiction``."""
    return file.rsplit("/", 1)[-1].removesuffix(".dmn")


def read_decision(source: bytes, sheet: Sheet, library: Mapping[str, bytes]) -> Decision | None:
    """The decision of one file, None when it cannot be read. ``library``: models it may import, by namespace.

    A file that others import need not hold a decision named after it.
    """
    root = xml.parse(source, sheet.file)
    if isinstance(root, Problem):
        sheet.problems.append(root)
        return None
    try:
        model = read(source, sheet.file, library)
    except InvalidContent as error:
        sheet.problems.extend(error.problems)
        return None
    except JianduError as error:
        sheet.note(BAD_DECISION, 1, zh=error.zh, en=error.en)
        return None
    sheet.problems.extend(model.warnings)
    id_ = decision_id(sheet.file)
    if id_ not in model.decisions and str(root.get("namespace", "")) not in imported(library):
        sheet.note(WRONG_ID, 1, id=id_)
    return Decision(id_, model, source, sheet.file)
