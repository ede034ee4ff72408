"""The door of the room: a content folder, or its files by path, becomes a ``Bundle``; or every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from engine.content.assembly import FOLDERS, Assembly
from engine.content.bpmn import read_diagram
from engine.content.bundle import Bundle, DiagramSource
from engine.content.codes import ERROR, declare, relaxed
from engine.content.lint import lint_content, lint_process
from engine.content.lint.context import Context
from engine.model.errors import InvalidContent, Problem

MAX_FILE = 20_000_000
MAX_TOTAL = 500_000_000

FILE_TOO_LARGE = declare(
    "file-too-large", "文件超过 {limit} 字节", "The file is larger than {limit} bytes", "a template of 30 MB"
)


def read_folder(root: Path) -> Bundle:
    """The content of a folder. Raises InvalidContent with every fault of every file; paths are relative to ``root``."""
    return _checked(*_load(root))


def files_of(root: Path) -> dict[str, bytes]:
    """The files of a folder that may be only a part of the content, unread. Raises InvalidContent for sizes."""
    files, problems = _load(root)
    if problems:
        raise InvalidContent(problems)
    return files


def read_files(files: Mapping[str, bytes], *, house_rules: bool = True) -> Bundle:
    """The content of files by relative path (``forms/a/b.json``). Raises InvalidContent with every fault.

    Without ``house_rules`` a bare diagram is enough: what breaks only rules of the house is a warning.
    """
    return _checked(files, [], house_rules)


def read_deployed(files: Mapping[str, bytes]) -> Bundle:
    """Content that was found good when it was deployed, not judged again: a later version of the program may know more
    faults, and the cases that run on it go on. Raises InvalidContent for what cannot be read at all.
    """
    assembly = Assembly(files)
    for file in sorted(files):
        assembly.add(file, files[file])
    if assembly.broken():
        raise InvalidContent(assembly.problems)
    return assembly.bundle(files)


def lint_diagram(xml: bytes, file: str, bundle: Bundle) -> list[Problem]:
    """Faults of one edited diagram against otherwise good content, in the order of their places."""
    processes, problems = read_diagram(xml, file)
    edited = {
        process.key: DiagramSource(process, xml, file, hashlib.sha256(xml).hexdigest()) for process in processes
    }
    context = Context(replace(bundle, processes={**bundle.processes, **edited}))
    problems += [problem for process in processes for problem in lint_process(process, context)]
    problems += [problem for problem in lint_content(context) if problem.file == file]
    return sorted(problems)


def _checked(files: Mapping[str, bytes], problems: list[Problem], house_rules: bool = True) -> Bundle:
    assembly = Assembly(files)
    for file in sorted(files):
        assembly.add(file, files[file])
    context = Context(assembly.bundle(files), assembly.broken())
    problems += assembly.problems
    problems += [p for source in assembly.processes.values() for p in lint_process(source.process, context)]
    problems += lint_content(context)
    if not house_rules:
        problems = [relaxed(problem) for problem in problems]
    if any(problem.severity == ERROR for problem in problems):
        raise InvalidContent(problems)
    return assembly.bundle(files, tuple(sorted(problems)))


def _load(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    total = 0
    for path in _content_paths(root):
        name = path.relative_to(root).as_posix()
        total += (size := path.stat().st_size)
        if size > MAX_FILE or total > MAX_TOTAL:
            problems.append(FILE_TOO_LARGE.at(name, 1, limit=MAX_FILE))
        else:
            files[name] = path.read_bytes()
    return files, problems


def _content_paths(root: Path) -> Iterator[Path]:
    """Files of the content folders; hidden ones, office lock files and what links out of the folder are passed over."""
    base = root.resolve()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.resolve().is_relative_to(base)
            hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
            if path.is_file() and inside and not hidden:
                yield path
