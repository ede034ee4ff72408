"""The witness of forms: what was refused and what was accepted at the door, by task, start and message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine import commands
from engine.content import read_files
from tests.rules.small import deploy
from tests.rules.test_sending import ASKED, FORMS, LETTERS
from tests.support.coverage_plugin import Witness
from tests.support.house import House

REACHED, PAY = "letters/reached", "letters/pay"


@contextmanager
def watching() -> Iterator[Witness]:
    """A witness of what engines do inside the block."""
    files = {path: content for part in (LETTERS, ASKED, *FORMS) for path, content in part.items()}
    witness = Witness(read_files(files))
    loop = witness.pytest_runtestloop()
    next(loop)
    yield witness
    loop.close()


def test_a_form_sent_as_a_message_is_refused_and_accepted(house: House) -> None:
    deploy(house, LETTERS, *FORMS)
    case = house.start("letters")
    with watching() as witness:
        house.attempt("stranger", commands.SendMessage(case, "E20a", {"amount": 1}))
        assert (witness.seen.refused, witness.seen.accepted) == (set(), set())
        house.attempt("o4", commands.SendMessage(case, "E20a", {}))
        assert (witness.seen.refused, witness.seen.accepted) == ({PAY}, set())
        house.do("o4", commands.SendMessage(case, "E20a", {"amount": 5}))
        assert (witness.seen.refused, witness.seen.accepted) == ({PAY}, {PAY})


def test_a_start_shows_the_form_of_its_own_event_alone(house: House) -> None:
    deploy(house, ASKED, *FORMS)
    with watching() as witness:
        house.do("o1", commands.StartInstance("asked", {}))
        house.attempt("o1", commands.StartInstance("asked", {}, None, "E01b"))
        assert (witness.seen.refused, witness.seen.accepted) == ({PAY}, set())
        house.do("o1", commands.StartInstance("asked", {"amount": 3}, None, "E01b"))
        assert witness.seen.accepted == {PAY}
