"""Our own content has no fault, and the mistakes people make in it are told with file, line and element."""

from __future__ import annotations

import pytest

from engine.content import read_files
from engine.model.errors import InvalidContent, Problem
from tests.content.faults import FAULTS, Fault
from tests.scenarios.province import content_files

FILES = content_files()
BEFORE = {str(each) for each in read_files(FILES).warnings}


def problems(files: dict[str, bytes]) -> list[Problem]:
    """Errors and warnings."""
    try:
        return list(read_files(files).warnings)
    except InvalidContent as refused:
        return list(refused.problems)


def with_fault(fault: Fault) -> dict[str, bytes]:
    """Our content with the mistake made once."""
    if fault.old is None:
        return {name: content for name, content in FILES.items() if name != fault.file}
    text = FILES[fault.file].decode()
    assert fault.old in text, (fault.mistake, "is not there to be made")
    return {**FILES, fault.file: text.replace(fault.old, fault.new, 1).encode()}


def changed_line(fault: Fault) -> int:
    """The line of the first letter that is different."""
    text, made = FILES[fault.file].decode(), with_fault(fault)[fault.file].decode()
    same = next(at for at, (old, new) in enumerate(zip(text, made, strict=False)) if old != new)
    return text.count("\n", 0, same) + 1


def test_our_content_has_no_fault() -> None:
    assert [str(each) for each in problems(FILES)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.mistake)
def test_the_mistake_is_told_where_it_is(fault: Fault) -> None:
    files = with_fault(fault)
    found = problems(files)
    told = [each for each in found if each.code == fault.code and str(each) not in BEFORE]
    assert fault.element in {each.element for each in told}, [str(each) for each in found]
    for each in told:
        assert each.file == fault.where
        line = files[each.file].decode().splitlines()[each.line - 1]
        assert line.strip(), each
        assert each.zh
        assert each.en
    if fault.file == fault.where and fault.file.endswith(".yaml") and "unknown" in fault.code:
        assert changed_line(fault) in {each.line for each in told}
