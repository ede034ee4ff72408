"""What a person fills into a form: the plan's answers, and for the rest something fitting the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.demo.dice import Dice, value
from engine.demo.plan import Plan, Values
from engine.forms.scope import Feel, flat, hidden, name_of, typed
from engine.forms.tables import is_readonly
from engine.model.form import Component
from engine.model.values import from_json, to_plain

Upload = Callable[[str], str]
DEFAULT = "按规定办理。"
TEXTS = ("textfield", "textarea")
"""Fields that show what the case knows already and are left as they are, where the plan does not say."""
AGREED = 0.9
"""Share of decisions that take the first choice, where the plan does not say."""


@dataclass
class Filler:
    """Fills one form. ``options`` are the server's choices by ``<key>__options``; ``scope`` what FEEL sees beside the
    form (the form's present values, ``me``); ``upload`` attaches a file to a field and gives its id; ``outcome`` is the
    field that decides: mostly its first choice is taken, from the second round on always."""

    plan: Plan
    dice: Dice
    now: datetime
    name: str
    options: Mapping[str, Any]
    scope: Mapping[str, Any]
    upload: Upload
    outcome: str = ""

    def fill(self, key: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Plain values, ready to be sent."""
        given = {**self.plan.answers.get("*", {}), **self.plan.answers.get(key, {})}
        filled = self._level(tuple(schema.get("components", ())), given, self.scope, {})
        return {name: to_plain(each) for name, each in filled.items()}

    def _level(
        self, components: tuple[Component, ...], given: Values, outer: Values, present: Values
    ) -> dict[str, Any]:
        """One form, group or table row; ``present``: what the row holds already."""
        known = {name_of(component): component for component, _ in flat(components) if name_of(component)}
        values: dict[str, Any] = {}
        for name, component in known.items():
            if is_readonly(component, {**outer, **values}, Feel(self.now, None)):
                continue
            made = self._field(component, given, name, {**outer, **values}, present)
            if made is not None:
                values[name] = made
        gone = hidden(components, typed(components, values, outer, self.now.tzinfo), outer, Feel(self.now, None))
        return {name: each for name, each in values.items() if name not in gone}

    def _field(self, component: Component, given: Values, name: str, scope: Values, present: Values) -> Any:
        if component.get("type") == "group":
            own = given.get(name)
            return self._level(tuple(component["components"]), own if isinstance(own, dict) else given, scope, present)
        if name in given:
            choices = {"choices": self._choices(component)}
            return value(given[name], {**scope, **choices}, self.dice, self.now)
        if present.get(name) is not None:
            return present[name]
        if component.get("type") == "dynamiclist":
            return self._table(component, given, scope)
        if component.get("type") in TEXTS and self.scope.get(name):
            return self.scope[name]
        if (component.get("validate") or {}).get("required"):
            return self._any(component)
        return None

    def _table(self, component: Component, given: Values, scope: Values) -> Any:
        """The rows the case knows already, completed; one row where there are none and rows may be added."""
        rows = scope.get(str(component["path"])) or ([] if component.get("allowAddRemove") is False else [{}])
        return [self._level(tuple(component["components"]), given, {**scope, **row, "this": row}, row) for row in rows]

    def _any(self, component: Component) -> Any:
        """Something fitting a required field the plan does not speak of."""
        validate, kind = component.get("validate") or {}, component.get("type")
        properties = component.get("properties") or {}
        if properties.get("type") == "sign":
            return self.name
        match kind:
            case "textfield" | "textarea":
                return self._text(component, int(validate.get("minLength") or 0))
            case "number":
                low = int(validate.get("min") or 1)
                return self.dice.whole(low, int(validate.get("max") or low + 9))
            case "checkbox":
                return True
            case "datetime":
                day = self.now.date().isoformat()
                return day if component.get("subtype") == "date" else self.now.isoformat(timespec="minutes")
            case "radio" | "select":
                return self._choice(component)
            case "checklist" | "taglist":
                choices = self._choices(component)
                return self.dice.some(choices, 2 if properties.get("source") == "people" else 1)
            case "filepicker":
                return [self.upload(str(component["key"]))]
        return None

    def _choice(self, component: Component) -> Any:
        choices = self._choices(component)
        if component.get("key") == self.outcome and choices:
            again = int(self.scope.get("round", 1)) > 1
            return choices[0] if again or self.dice.chance(AGREED) else self.dice.one(choices)
        return self.dice.one(choices) if choices else None

    def _choices(self, component: Component) -> list[Any]:
        fixed = component.get("values")
        listed = fixed if fixed is not None else self.options.get(f"{component.get('key')}__options", ())
        return [each["value"] for each in listed]

    def _text(self, component: Component, least: int) -> str:
        label = str(component.get("label", ""))
        words = next((words for part, words in self.plan.words.items() if part in label), ())
        text = self.dice.one(words) if words else f"{label}:{DEFAULT}" if least else DEFAULT
        return text + "补充说明。" * max(0, (least - len(text) + 4) // 5)


def readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values a query gave, as FEEL wants them: dates as dates where the text is one."""
    return {name: _dated(each) for name, each in from_json(values).items()}


def _dated(each: Any) -> Any:
    if isinstance(each, list):
        return [_dated(item) for item in each]
    if isinstance(each, dict):
        return {name: _dated(item) for name, item in each.items()}
    if isinstance(each, str) and len(each) >= 10 and each[4:5] == each[7:8] == "-":
        try:
            moment = datetime.fromisoformat(each)
        except ValueError:
            return each
        return moment.date() if len(each) == 10 else moment
    return each
