"""The JSON API, one module a subject. A handler is one line: build a command or a query, hand it to the engine.

``SUBJECTS`` is the table everything else is made of: URL rules, request checks and the OpenAPI document.
"""

from __future__ import annotations

from api.rest import (
    definitions,
    files,
    history,
    instances,
    operations,
    registers,
    reports,
    session,
    studio,
    tasks,
)

SUBJECTS = (
    session.SUBJECT, definitions.SUBJECT, instances.SUBJECT, tasks.SUBJECT, history.SUBJECT, files.SUBJECT,
    registers.SUBJECT, reports.SUBJECT, operations.SUBJECT, studio.SUBJECT,
)  # fmt: skip
