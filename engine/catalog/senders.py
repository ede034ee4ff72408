"""Who may send a message a case waits for: asked when it is sent, for much is decided after the wait has opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.catalog.options import scope_unit
from engine.feel import compile
from engine.model.actor import role_principal, user_principal
from engine.model.definition import Node
from engine.model.org import Organisation

Functions = Mapping[str, Callable[..., Any]]


def senders(
    organisation: Organisation, node: Node, seen: Mapping[str, Any], functions: Functions, now: datetime
) -> frozenset[str]:
    """Principals of the declared senders of a node; ``seen`` are the variables and locals where it waits."""
    def value(text: str) -> str:
        return str(compile(text[1:])(seen, functions, now) or "") if text.startswith("=") else text

    found = compile(node.ext.sender_users)(seen, functions, now) if node.ext.sender_users else None
    principals = {user_principal(str(user)) for user in (found if isinstance(found, list) else [found]) if user}
    own = str(seen.get("own_unit") or "")
    for each in node.ext.senders:
        fixed = scope_unit(organisation, each.scope, own, str(seen.get("target_unit") or ""))
        unit = value(each.scope) or own if fixed is None else fixed
        principals.add(role_principal(value(each.role), unit, value(each.of)))
    return frozenset(principals)
