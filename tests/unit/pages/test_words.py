"""Both languages say everything: every Chinese text of pages and islands has its English, and none is left over."""

from __future__ import annotations

import json
import re
from pathlib import Path

from api.pages import cases, failures, look, reports, studio, tasks
from api.pages.confirm import Act
from api.pages.language import english

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "api" / "pages"
ISLANDS = ROOT / "web" / "src"
_CALL = re.compile(r"""\bt\(\s*(["'])(.+?)\1""")
_NAV = re.compile(r'nav_item\("\w+", "([^"]+)"')
_SAY = re.compile(r"(?:\bsay|\bwords|\bjianduSay)\('([^']+)'")


def _act_words(act: Act) -> set[str]:
    return {act.label, act.explanation, *(word for blank in act.blanks for word in (blank.label, blank.hint))}


def page_words() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in (*PAGES.glob("*.py"), *PAGES.glob("templates/*.html"))]
    said = {match[1] for source in sources for match in _CALL.findall(source)}
    said |= {word for source in sources for word in _NAV.findall(source)}
    shown = (look.LIGHTS, look.ESCALATIONS, look.STATES, look.SECRECY, look.UNITS, look.SAID)
    for table in (*shown, failures.NEXT, reports.LEVELS):
        said |= set(table.values())
    return said.union(*map(_act_words, (*cases.ACTS, *tasks.ACTS, studio.DISCARD))) - {""}


def test_every_text_of_the_pages_has_its_english() -> None:
    assert page_words() - english().keys() == set()


def test_no_english_is_left_over() -> None:
    assert english().keys() - page_words() == set()


def test_every_text_of_the_islands_has_its_english() -> None:
    words = json.loads((ISLANDS / "lib" / "en.json").read_text(encoding="utf-8"))
    sources = [path for path in ISLANDS.rglob("*.js") if not path.name.endswith(".test.js")]
    sources.append(ROOT / "web" / "form-js-words.js")
    said = {word for path in sources for word in _SAY.findall(path.read_text(encoding="utf-8"))}
    assert said == words.keys()


def test_placeholders_survive_translation() -> None:
    words = english() | json.loads((ISLANDS / "lib" / "en.json").read_text(encoding="utf-8"))
    for chinese, translated in words.items():
        assert sorted(re.findall(r"{\w+}", chinese)) == sorted(re.findall(r"{\w+}", translated)), chinese
