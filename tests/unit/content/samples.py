"""A small content folder without a fault, and ways to break it."""

from __future__ import annotations

from pathlib import Path

from engine.content import Bundle, read_files, read_folder
from engine.model.errors import InvalidContent, Problem

FOLDER = Path(__file__).parent / "folder"
DIAGRAM = "processes/clue-report.bpmn"
TEMPLATE = "documents/clue-report/D-01.docx"


def good() -> dict[str, bytes]:
    """The files of the folder; the template is any bytes, since reading does not open it."""
    files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    return {**files, TEMPLATE: b"docx"}


def broken(file: str, old: str, new: str) -> dict[str, bytes]:
    """The folder with one text replaced (the first time it occurs)."""
    files = good()
    text = files[file].decode()
    assert old in text, f"{old!r} is not in {file}"
    return {**files, file: text.replace(old, new, 1).encode()}


def faults(files: dict[str, bytes]) -> list[Problem]:
    """Errors and warnings of the files."""
    try:
        return list(read_files(files).warnings)
    except InvalidContent as error:
        return list(error.problems)


def bundle() -> Bundle:
    """The good folder, read."""
    return read_files(good())


__all__ = ["DIAGRAM", "FOLDER", "TEMPLATE", "broken", "bundle", "faults", "good", "read_folder"]
