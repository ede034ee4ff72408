"""Types of a model: FEEL types, item definitions on them, and the implied conversions (DMN 1.5, 7.3.3, 10.3.2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.feel import Expression, UnaryTests
from engine.feel.runtime import Run
from engine.feel.syntax.nodes import TypeName
from engine.feel.types import belongs, kind_name, midnight_utc
from engine.feel.values.kinds import kind_of


@dataclass(slots=True)
class ItemType:
    """A named type. It refers to others by ``base`` and ``components``, linked after all definitions are read."""

    name: str
    feel: TypeName | None = None
    base: ItemType | None = None
    components: tuple[tuple[str, ItemType], ...] = ()
    collection: bool = False
    allowed: UnaryTests | None = None
    """What each value (each member of a collection) has to pass."""
    whole: UnaryTests | None = None
    """What the value as a whole has to pass (``typeConstraint``)."""

    order: Expression | None = None
    """The allowed values as a list, the first ranking highest (hit policies PRIORITY and OUTPUT ORDER)."""

    def is_function(self) -> bool:
        """Is it the type of functions?"""
        if self.base is not None:
            return self.base.is_function()
        return not self.collection and self.feel is not None and self.feel.name == "function"

    def ranking(self) -> Expression | None:
        """The order of its allowed values, its own or that of the type it is based on."""
        if self.order is not None or self.base is None:
            return self.order
        return self.base.ranking()

    def fits(self, value: Any, run: Run) -> bool:
        """Is the value one of this type and allowed? Null is one of every type."""
        return self._fits(value, run, strict=True)

    def has_shape(self, value: Any, run: Run) -> bool:
        """Is it of this type, whether allowed or not? This is what ``instance of`` asks."""
        return self._fits(value, run, strict=False)

    def _fits(self, value: Any, run: Run, *, strict: bool) -> bool:
        if value is None:
            return True
        run.spend(1)
        if not self.collection:
            inside = self._fits_one(value, run, strict=strict)
        else:
            inside = type(value) is list and all(self._fits_one(item, run, strict=strict) for item in value)
        return inside and (not strict or self.whole is None or self.whole.within(value, {}, run) is True)

    def _fits_one(self, value: Any, run: Run, *, strict: bool) -> bool:
        if value is None:
            return True
        return self._shaped(value, run, strict=strict) and (
            not strict or self.allowed is None or self.allowed.within(value, {}, run) is True
        )

    def _shaped(self, value: Any, run: Run, *, strict: bool) -> bool:
        if self.components:
            return type(value) is dict and all(
                name in value and kind._fits(value[name], run, strict=strict) for name, kind in self.components
            )
        if self.base is not None:
            return self.base._fits(value, run, strict=strict)
        return self.feel is None or belongs(value, self.feel, run)

    def coerce(self, value: Any, run: Run) -> tuple[Any, bool]:
        """The value by the implied conversions, and whether it fits. What does not fit is null."""
        if self.fits(value, run):
            return value, True
        if type(value) is list and len(value) == 1 and self.has_shape(value[0], run) and self.fits(value[0], run):
            return value[0], True
        if self.has_shape([value], run) and not self.has_shape(value, run) and self.fits([value], run):
            return [value], True
        if self._is_moment() and kind_of(value) == "date":
            return midnight_utc(value), True
        return None, False

    def _is_moment(self) -> bool:
        return self.feel is not None and kind_name(self.feel.name) == "date and time"


def fitted(kind: ItemType | None, value: Any, run: Run, what: str) -> Any:
    """The value as the type, or null with a warning that names what did not fit."""
    if kind is None or value is None:
        return value
    result, fits = kind.coerce(value, run)
    return result if fits else run.warn(f"“{what}”不是类型 {kind.name}", f'"{what}" is not of type {kind.name}')
