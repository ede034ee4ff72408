"""Letters have their template and their procedure, and their fields are FEEL."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.letters import used_fields
from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults, literal_or_feel
from engine.model.errors import Problem
from engine.model.register import Letter

TEMPLATE = declare(
    "letter-template-missing", "文书模板不存在:documents/{template}",
    "The template documents/{template} does not exist",
    "`template: clue-transfer/D-99.docx`",
)
FIELD = declare(
    "letter-field-missing", "模板用到的字段 {field} 没有定义,文书上会留空",
    "The template uses the field {field}, which the letter does not define: it prints as empty",
    "`{{ subject }}` in the .docx while `fields` has no `subject`", WARNING,
)
PROCEDURE = declare(
    "letter-unknown-procedure", "文书所属流程不存在:{procedure}", "The letter's procedure does not exist: {procedure}",
    "`procedure: clue-transferr`",
)

ALWAYS = frozenset({"number", "date", "unit_name", "to", "cc", "secrecy", "signed_by", "case_no"})
"""Fields every letter has (docs/reference/registers.md)."""


def templates(context: Context) -> Iterator[Problem]:
    """The .docx of a letter exists."""
    for letter in context.bundle.letters.values():
        if letter.template not in context.bundle.templates:
            line = context.line(letter.file, letter.template)
            yield TEMPLATE.at(letter.file, line, letter.id, template=letter.template)


def template_fields(context: Context) -> Iterator[Problem]:
    """Every field a template prints is one the letter defines or always has."""
    for letter in context.bundle.letters.values():
        known = ALWAYS | letter.fields.keys()
        for field in sorted(used_fields(context.bundle.templates.get(letter.template, b"")) - known):
            yield FIELD.at(letter.file, context.line(letter.file, letter.id), letter.id, field=field)


def procedures(context: Context) -> Iterator[Problem]:
    """The procedure of a letter exists; ``*`` means any."""
    for letter in context.bundle.letters.values():
        if letter.procedure != "*" and context.misses_process(letter.procedure):
            yield PROCEDURE.at(letter.file, context.line(letter.file, letter.id), letter.id, procedure=letter.procedure)


def letter_expressions(context: Context) -> Iterator[Problem]:
    """Every FEEL text of a letter compiles."""
    for letter in context.bundle.letters.values():
        yield from faults(context, letter.file, texts(letter))


def texts(letter: Letter) -> Iterator[Text]:
    """All FEEL texts of a letter."""
    for what, value in (("unit", letter.unit), ("to", letter.to), ("cc", letter.cc), *letter.fields.items()):
        yield from literal_or_feel(0, letter.id, what, value)
