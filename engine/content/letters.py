"""Letters as documents: a .docx template filled with plain values."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment


class _Environment(SandboxedEnvironment):
    """A sandbox that compiles each text once: letters of one template differ in their fields only."""

    def from_string(self, source: str | nodes.Template, *_: Any, **__: Any) -> Template:
        return _compiled(source)


@lru_cache(maxsize=1000)
def _compiled(source: str | nodes.Template) -> Template:
    return SandboxedEnvironment.from_string(_ENVIRONMENT, source)


_ENVIRONMENT = _Environment(autoescape=True)


def render_letter(template: bytes, fields: Mapping[str, Any]) -> bytes:
    """The filled .docx. Templates may only read the fields (sandboxed); an unknown field prints as empty.

    The same template and fields give the same bytes, so that a letter can be made again and its hash compared.
    """
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(fields), _ENVIRONMENT, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return _timeless(out)


@lru_cache(maxsize=1000)
def used_fields(template: bytes) -> frozenset[str]:
    """Names of the fields a template prints; none when it cannot be opened."""
    try:
        document = DocxTemplate(io.BytesIO(template))
        return frozenset(document.get_undeclared_template_variables(_ENVIRONMENT))
    except (BadZipFile, KeyError, ValueError, TemplateError):
        return frozenset()


def _timeless(package: io.BytesIO) -> bytes:
    """The package without the machine's time of packing on its entries."""
    out = io.BytesIO()
    with ZipFile(package) as made, ZipFile(out, "w") as kept:
        for name in made.namelist():
            kept.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)
    return out.getvalue()
