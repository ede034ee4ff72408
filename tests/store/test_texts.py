"""Text that no database can keep is refused by its field, on both databases alike."""

from __future__ import annotations

import pytest

from engine import commands, errors
from tests.support.house import House


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair"])
def test_bad_text_names_its_field(house: House, text: str) -> None:
    case = house.start("line")
    task = house.task(case, "E01_write")
    for command, name in (
        (commands.SaveDraft(task, {"note": text}), "values"),
        (commands.CorrelateMessage("reply", text), "correlation"),
        (commands.Withdraw(case, text), "reason"),
    ):
        with pytest.raises(errors.InvalidValues) as refused:
            house.do("o1", command)
        assert [problem.path for problem in refused.value.problems] == [name]
