"""Letters as documents: a .docx template filled with plain values."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment


def render_letter(template: bytes, fields: Mapping[str, Any]) -> bytes:
    """The filled .docx. Templates may only read the fields (sandboxed); an unknown field prints as empty."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(fields), SandboxedEnvironment(autoescape=True), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
