"""The check of a completed form: every field's fault at once, or the typed values.

Visible fields only: what is hidden or unknown is refused. Read-only fields keep their current value whatever was sent.
An optional field that was left empty becomes null (false, an empty list), so that an old value does not linger.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.feel.expression import Functions
from engine.forms.checks import Means, Options, check
from engine.forms.reading import is_empty, read
from engine.forms.refusals import Refused
from engine.forms.scope import Feel, flat, hidden, name_of, typed
from engine.forms.tables import Table, is_readonly, rows_of
from engine.model.errors import FieldProblem, InvalidValues
from engine.model.form import Component, Form

Values = Mapping[str, Any]


def validate(
    form: Form, values: Values, context: Values, options: Options, now: datetime, performer_name: str,
    functions: Functions | None = None,
) -> dict[str, Any]:
    """The typed values of a completion. Raises InvalidValues naming each field.

    ``context`` are the current variables; ``options`` gives the allowed ids of a field whose choices come from the
    server; ``now`` is aware, and naive date-times are taken in its zone; ``functions`` are those FEEL may call.
    """
    validation = _Validation(Means(options, context, now, performer_name), Feel(now, functions))
    result = validation.level(form.components, values, context, context, "")
    if not validation.problems:
        validation.rules(form, {**context, **result})
    if validation.problems:
        raise InvalidValues(validation.problems)
    return result


class _Validation:
    """One check under way; ``problems`` grow as levels are walked."""

    def __init__(self, means: Means, feel: Feel) -> None:
        self.means = means
        self.feel = feel
        self.problems: list[FieldProblem] = []
        self.hidden: frozenset[str] = frozenset()

    def level(
        self, components: tuple[Component, ...], sent: Values, outer: Values, current: Values, path: str
    ) -> dict[str, Any]:
        """The typed values of one level: the form itself, a group with a path, or a row of a table.

        ``outer`` is what FEEL sees around the level, ``current`` the values the level holds now.
        """
        seen = typed(components, sent, current, self.means.now.tzinfo)
        gone = hidden(components, seen, outer, self.feel)
        if not path:
            self.hidden = gone
        scope = {**outer, **seen, **dict.fromkeys(gone)}
        known = {name_of(component): component for component, _ in flat(components) if name_of(component)}
        self._refuse_strangers(sent, known, gone, path)
        result: dict[str, Any] = {}
        for name, component in known.items():
            if name in gone or is_readonly(component, scope, self.feel):
                continue
            try:
                result[name] = self._value(component, sent.get(name), scope, current.get(name), path + name)
            except Refused as refused:
                self.problems.append(refused.at(path + name))
        return result

    def rules(self, form: Form, scope: Values) -> None:
        """The form's own rules: each must be true, unless its field is hidden."""
        for rule in form.schema.get("rules", ()):
            field = str(rule["field"])
            if field.split("/")[0] not in self.hidden and not self.feel.holds(rule["assert"], scope):
                self.problems.append(FieldProblem(field, "rule", str(rule["zh"]), str(rule["en"])))

    def _refuse_strangers(
        self, sent: Values, known: Mapping[str, Component], gone: frozenset[str], path: str
    ) -> None:
        for name, value in sent.items():
            if name not in known:
                self.problems.append(Refused("unknown").at(path + str(name)[:100]))
            elif name in gone and not is_empty(value) and value is not False:
                self.problems.append(Refused("hidden").at(path + name))

    def _value(self, component: Component, raw: Any, scope: Values, current: Any, path: str) -> Any:
        kind = component.get("type")
        if kind == "dynamiclist":
            return self._table(component, raw, scope, current, path)
        if kind == "group":
            return self._group(component, raw, scope, current, path)
        return check(component, read(component, raw, self.means.now.tzinfo), self.means)

    def _group(self, component: Component, raw: Any, scope: Values, current: Any, path: str) -> dict[str, Any]:
        if raw is not None and not isinstance(raw, Mapping):
            raise Refused("group")
        sent, held = raw or {}, current if isinstance(current, Mapping) else {}
        inner = {**scope, "this": sent, "parent": scope}
        return {**held, **self.level(tuple(component.get("components", ())), sent, inner, held, path + "/")}

    def _table(self, component: Component, raw: Any, scope: Values, current: Any, path: str) -> list[Any]:
        table = Table(component, rows_of(raw), current if isinstance(current, list) else [])
        table.check()
        result = []
        for index, row in enumerate(table.rows):
            inner = {**scope, "this": row, "parent": scope}
            held = table.held(index, inner, self.feel)
            made = self.level(table.components, row, inner, held, f"{path}/{index}/")
            result.append({**held, **made})
        return result
