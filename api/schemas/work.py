"""Answers about tasks and cases. Instants are UTC (``...+00:00``), days are plain dates."""

from api.schemas.notation import record
from api.schemas.people import RECEIPT

TASK_ROW = record(
    "TaskRow", id="text", instance="text", case_no="text", case_title="text", definition="text",
    definition_name="text", element="text", name="text", unit="text", unit_name="text", assignee="text?",
    assignee_name="text?", mine="bool", priority="text", created_at="text", due="text?", raw_due="text?",
    deadline="text?", provisional="bool", limit="text?", light="text", secrecy="int", kind="text", suspended="bool",
)  # fmt: skip
CASE_ROW = record(
    "CaseRow", id="text", case_no="text", title="text", definition="text", definition_name="text", version="int",
    unit="text", unit_name="text", status="text", secrecy="int", started_at="text", ended_at="text?",
    suspended="bool", starter_name="text?", light="text?", due="text?",
)  # fmt: skip

RECORDS = (
    TASK_ROW,
    CASE_ROW,
    record("Inbox", items="[TaskRow]", next="text?"),
    record(
        "InboxCounts", total="int", green="int", blue="int", yellow="int", red="int", none="int", capped="bool"
    ),
    record("TaskForm", key="text", version="int", name="text", schema="object"),
    record("LimitDetail", id="text", name="text", amount="any", unit="text", basis="text", tag="text"),
    record("ReturnTarget", element="text", name="text"),
    record("Request", kind="text", reason="text", amount="int?", asked_by="text", asked_by_name="text"),
    record(
        "Attachment", id="text", name="text", size="int", media_type="text", field="text", uploaded_by="text",
        uploaded_by_name="text", uploaded_at="text", sha256="text",
    ),
    record(
        "Task", TASK_ROW, status="text", form="TaskForm?", data="object", options="object", draft="object?",
        outcome_field="text?", note="text?", limit_detail="LimitDetail?", can="[text]", return_to="[ReturnTarget]",
        attachments="[Attachment]", candidates="[text]", request="Request?",
    ),
    record("Started", RECEIPT, instance="text", case_no="text", tasks="[text]"),
    record("Completed", RECEIPT, instance="text", status="text", tasks="[text]"),
    record("Requested", RECEIPT, request="text"),
    record("Attached", RECEIPT, attachment="text"),
    record("Cases", items="[CaseRow]", next="text?"),
    record(
        "CaseTask", TASK_ROW, completed_by_name="text?", completed_at="text?", outcome="any", round="int"
    ),
    record(
        "Link", relation="text", direction="text", instance="text?", case_no="text", title="text",
        definition_name="text", status="text",
    ),
    record(
        "Letter", id="text", letter="text", name="text", number="text", status="text", sha256="text?", made_at="text"
    ),
    record("CaseRegisterRow", register="text", name="text", row_no="text", status="text?"),
    record(
        "Case", CASE_ROW, tasks="[CaseTask]", links="[Link]", letters="[Letter]", attachments="[Attachment]",
        incidents="[any]", warnings="[any]", rows="[CaseRegisterRow]", can="[text]", restricted="bool",
    ),
    record("Choice", element="text", name="text", kind="text", subprocess="text", subprocess_name="text",
           may="bool"),
    record("Choices", items="[Choice]"),
    record(
        "Message", wait="text", element="text", name="text", message="text", correlation="text", form="BareForm?",
        data="object", options="object", attachments="[Attachment]",
    ),
    record(
        "SentTo", id="text", case_no="text", title="text", definition="text", definition_name="text", unit="text",
        unit_name="text", secrecy="int", open="bool",
    ),
    record("Messages", case="SentTo", items="[Message]"),
    record("Sending", case="SentTo", wait="text", element="text", name="text", message="text", correlation="text"),
    record("Sendings", items="[Sending]", next="text?"),
    record("Variables"),
)  # fmt: skip
