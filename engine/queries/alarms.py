"""Early warnings (预警) a person may see: the rows of the registers that keep alarms, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, and_, or_, select

from engine.model.register import Register
from engine.model.values import from_json, to_plain
from engine.queries.base import Look, Query, page
from engine.queries.registers import visible_rows
from engine.store.tables import register_row

SHOWN = ("rule", "rule_name", "object", "value", "threshold", "raised_on", "judgement", "handling")


@dataclass(frozen=True)
class EarlyWarnings(Query):
    """Alarms of the units whose alarm registers the actor reads; ``level`` red, yellow or blue, ``rule`` an id."""

    level: str | None = None
    rule: str | None = None
    unit: str | None = None
    after: str | None = None
    limit: int = 50

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items, next, rules}``; ``next`` is given back as ``after``."""
        bundle, size = look.release.bundle, page(self.limit)
        ledgers = [bundle.registers[id_] for id_ in dict.fromkeys(rule.ledger for rule in bundle.rules.values())]
        rules = [{"id": rule.id, "name": rule.name, "name_en": rule.name_en} for rule in bundle.rules.values()]
        rows = list(look.connection.execute(self._query(look, ledgers, size))) if ledgers else []
        last = rows[size - 1] if len(rows) > size else None
        return {"items": [_item(look, row) for row in rows[:size]],
                "next": f"{last.updated_at}|{last.id}" if last else None, "rules": rules}

    def _query(self, look: Look, ledgers: list[Register], size: int) -> Any:
        seen = or_(*(and_(register_row.c.register == each.id, visible_rows(look, each)) for each in ledgers))
        query = select(register_row).where(seen).order_by(
            register_row.c.updated_at.desc(), register_row.c.id.desc()).limit(size + 1)
        for name, value in (("alert_level", self.level), ("rule", self.rule)):
            if value:   # the stored text is compact JSON, so one member of it is one piece of text
                query = query.where(register_row.c.data.cast(String).contains(f'"{name}":"{value}"', autoescape=True))
        if self.unit:
            query = query.where(register_row.c.unit.in_(sorted(look.release.organisation.descendants(self.unit))))
        if self.after:
            at, _, id_ = self.after.partition("|")
            query = query.where((register_row.c.updated_at < at)
                                | ((register_row.c.updated_at == at) & (register_row.c.id < id_)))
        return query


def _item(look: Look, row: Any) -> dict[str, Any]:
    values = from_json(row.data)
    rule = look.release.bundle.rules.get(str(values.get("rule")))
    return {
        "row_no": row.row_no, "register": row.register, "unit": row.unit, "unit_name": look.release.unit_name(row.unit),
        "status": row.status, "level": values.get("alert_level"), "rule_name_en": rule.name_en if rule else "",
        **{name: to_plain(values.get(name)) for name in SHOWN},
    }
