"""The report of what tests have shown: it misses nothing, and asks for nothing that is not there."""

from __future__ import annotations

import pytest

from engine.content import Bundle, read_files, render_letter
from tests.scenarios.province import content_files
from tests.support.coverage import Seen, holes, opens
from tests.support.coverage_accepted import ACCEPTED


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return read_files(content_files())


def everything(bundle: Bundle) -> Seen:
    """As if tests had shown all of it."""
    seen = Seen(accepted=set(bundle.forms), refused=set(bundle.forms), letters=set(bundle.letters))
    for key, source in bundle.processes.items():
        seen.completed |= {(key, node) for node in source.process.nodes}
        seen.left |= {(key, id_) for id_ in (*source.process.nodes, *source.process.flows)}
    return seen


def test_nothing_is_asked_for_that_tests_could_not_show(bundle: Bundle) -> None:
    missing, counts = holes(bundle, everything(bundle))
    assert missing == []
    assert set(counts) == set(bundle.processes)
    assert all(count.shown == count.all > 0 for kinds in counts.values() for count in kinds.values())


@pytest.mark.parametrize(("part", "thing", "told"), [
    ("completed", ("talk-inquiry", "A3_09_reply"), "task completed: A3_09_reply"),
    ("left", ("talk-inquiry", "f_A3_14_A3_01"), "outcome: A3_14_outcome -> A3_01_plan (f_A3_14_A3_01)"),
    ("left", ("clue-transfer", "E28e_assistance_end"), "event: E28e_assistance_end"),
    ("refused", "talk-inquiry/reply", "form refused: talk-inquiry/reply"),
    ("accepted", "talk-inquiry/reply", "form accepted: talk-inquiry/reply"),
    ("letters", "D-04", "letter opened: D-04"),
])
def test_what_is_missing_is_named_with_file_and_line(bundle: Bundle, part: str, thing: object, told: str) -> None:
    seen = everything(bundle)
    getattr(seen, part).remove(thing)
    [hole] = holes(bundle, seen)[0]
    file, line, rest = str(hole).split(":", 2)
    assert rest.strip() == told
    text = bundle.files[file].decode().splitlines()[int(line) - 1]
    assert hole.kind.startswith("form") or hole.id.split("(")[-1].rstrip(")") in text


def test_a_letter_opens_when_it_bears_its_number_and_is_filled(bundle: Bundle) -> None:
    template = bundle.templates[bundle.letters["D-04"].template]
    paper = render_letter(template, {"number": "LJ-LH-BZ-2026-0001"})
    assert opens(paper, "LJ-LH-BZ-2026-0001")
    assert not opens(paper, "LJ-LH-BZ-2026-0002")
    assert not opens(template, "number")


def test_exceptions_name_what_exists(bundle: Bundle) -> None:
    known = {(hole.procedure, hole.id) for hole in holes(bundle, Seen())[0]}
    assert set(ACCEPTED) <= known
    assert all(ACCEPTED.values())
