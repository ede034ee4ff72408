"""The reference page on limits repeats org/limits.yaml; here the two are compared."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"\| (TL-\w+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| ([VSU]) \|")


def test_the_table_repeats_the_data() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
    limits = yaml.safe_load((ROOT / "org/limits.yaml").read_text(encoding="utf-8"))
    written = [(id_, name, english, length, tag) for id_, name, english, length, _, _, tag in ROW.findall(page)]
    assert written == [
        (each["id"], each["name"], each["name_en"], length(each), each["tag"]) for each in limits
    ]


def test_the_table_names_the_bounds_of_extensions() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
    written = {id_: bound for id_, _, _, _, _, bound, _ in ROW.findall(page)}
    assert written["TL-B03"] == "1×, ≤ 30 CD"
    assert written["TL-A08"] == "1×, no bound"
    assert written["TL-A07"] == "–"


def length(limit: dict[str, object]) -> str:
    return "–" if limit["amount"] is None else f"{limit['amount']} {limit['unit']}"
