"""Answers about reports and early warnings."""

from __future__ import annotations

from api.schemas.notation import record

RECORDS = (
    record("UnitName", code="text", name="text"),
    record("Report", id="text", name="text", name_en="text", periods="[text]", units="[UnitName]"),
    record("ReportHead", id="text", name="text", name_en="text"),
    record("Period", **{"text": "text", "from": "text", "to": "text"}),
    record("Named", id="text", name="text", name_en="text"),
    record("ReportColumn", id="text", name="text", name_en="text", format="text", digits="int", opens="bool"),
    record("ReportLine", key="text", labels="[text]", labels_en="[text]", unit="text?", cells="object"),
    record(
        "ReportTable", report="ReportHead", unit="UnitName", path="[UnitName]", units="[UnitName]", period="Period",
        periods="[text]", dimensions="[Named]", columns="[ReportColumn]", rows="[ReportLine]", total="object?",
    ),
    record("BehindRow", row_no="text", unit="text", status="text", instance="text"),
    record(
        "ReportRows", report="ReportHead", register="Named", column="Named", count="int", hidden="int",
        items="[BehindRow]",
    ),
    record(
        "EarlyWarning", row_no="text", register="text", unit="text", unit_name="text", status="text", level="text?",
        rule="text", rule_name="text", rule_name_en="text", object="text?", value="any", threshold="any",
        raised_on="text?", judgement="text?", handling="text?",
    ),
    record("EarlyWarnings", items="[EarlyWarning]", next="text?", rules="[Named]"),
)
