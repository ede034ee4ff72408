"""Letters (文书): ``documents/letters.yaml``, or ``documents/<procedure>/letters.yaml`` -> ``Letter`` by id."""

from __future__ import annotations

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, records
from engine.content.sheet import Sheet
from engine.model.register import Letter

LETTER_TWICE = declare(
    "letter-twice", "文书编号重复:{id}", "Letter declared twice: {id}", "two letters with `id: D-01`"
)


def read_letters(source: bytes, sheet: Sheet) -> dict[str, Letter]:
    """The letters of one file by id."""
    data = marked.load(source, sheet)
    letters: dict[str, Letter] = {}
    for item in records(data, sheet) if data is not None else ():
        letter = _letter(item, sheet.file)
        if letter.id in letters:
            sheet.note(LETTER_TWICE, item.line, letter.id, id=letter.id)
        letters.setdefault(letter.id, letter)
    return letters


def _letter(item: Record, file: str) -> Letter:
    letter = Letter(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""),
        procedure=item.text("procedure"), template=item.text("template"), series=item.text("series"),
        unit=item.text("unit", "=own_unit"), to=item.text("to", ""), cc=item.text("cc", ""),
        secrecy=item.number("secrecy", 1), fields=item.texts("fields"), file=file,
    )
    item.done()
    return letter
