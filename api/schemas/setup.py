"""Answers about content, registers, the studio and the running installation."""

from api.schemas.notation import record
from api.schemas.people import RECEIPT

RECORDS = (
    record(
        "Definition", key="text", name="text", version="int", code="text", deployed_at="text",
        deployed_by_name="text?", draft="bool", instances="int",
    ),
    record("Startable", definition="text", name="text", version="int", code="text", event="text", event_name="text"),
    record("BareForm", key="text", name="text", schema="object"),
    record(
        "StartForm", definition="text", name="text", version="int", code="text", event="text", event_name="text",
        form="BareForm?", data="object", options="object",
    ),
    record("Version", version="int"),
    record("DefinitionXml", key="text", version="int", xml="text", hash="text"),
    record("DeployedItem", kind="text", key="text", version="int"),
    record("Deployed", RECEIPT, deployed="[DeployedItem]", unchanged="int"),
    record("DeployedDiagram", RECEIPT, key="text", version="int"),
    record("Diagram", xml="text", base_version="int", draft="bool"),
    record("Saved", RECEIPT, revision="any"),
    record("LintProblem", file="text", line="int", element="text", code="text", zh="text", en="text", severity="text"),
    record("Lint", problems="[LintProblem]"),
    record(
        "StudioCatalog", roles="[any]", forms="[any]", limits="[any]", registers="[any]", letters="[any]",
        decisions="[any]", definitions="[any]",
    ),
    record("Register", id="text", key="text", name="text", name_en="text", count="int", restricted="bool"),
    record("Column", id="text", name="text", type="text", up="bool", labels="object"),
    record("RegisterHead", id="text", name="text", columns="[Column]"),
    record("RegisterRow", row_no="text", restricted="bool"),
    record("RegisterRows", register="RegisterHead", items="[RegisterRow]", next="text?"),
    record("Delivered", RECEIPT, delivered="int", kept="bool"),
    record(
        "Incident", id="text", instance="text?", case_no="text?", element="text?", message="text", at="text",
        status="text",
    ),
    record("Incidents", items="[Incident]"),
    record(
        "AwaitedStart", definition="text", element="text", number="int", kind="text", says="text", due="text?",
        left="int", happened="int", attempts="int", message="text",
    ),
    record("Starts", items="[AwaitedStart]"),
    record("Health", status="text"),
)  # fmt: skip
