"""Answers about the history of a case and its verification."""

from api.schemas.notation import record

EVENT = record(
    "Event", seq="int", at="text", type="text", version="int", actor="text", actor_name="text", authority="text?",
    data="object", element="text?", text="text", text_en="text",
)  # fmt: skip

RECORDS = (
    EVENT,
    record("Change", name="text", before="any", after="any"),
    record("History", items="[Event]", next="any"),
    record("ReplayEvent", EVENT, diff="[Change]", active="[text]", done="[text]"),
    record("Replay", definition="text", version="int", xml="text", events="[ReplayEvent]", final_seq="int",
           labels="object"),
    record("Picture", seq="int", at="text", status="text", variables="object", active="[text]", done="[text]"),
    record("Fault", instance="text", seq="int?", what="text"),
    record("Verification", ok="bool", checked_events="int", instances="int", problems="[Fault]"),
)
