"""Answers about the sender, sessions, tokens and notices; the problem document."""

from api.schemas.notation import record

RECEIPT_PROOF = record("ReceiptProof", instance="text?", seq="int?", mac="text?")
RECEIPT = record("Receipt", receipt="ReceiptProof")
PROBLEM = record(
    "Problem", type="text", code="text", status="int", title="text", title_en="text", detail="text", detail_en="text",
    request_id="text",
)  # fmt: skip

RECORDS = (
    RECEIPT_PROOF,
    RECEIPT,
    PROBLEM,
    record("Session", user="text", expires_at="text", csrf_token="text"),  # noqa: S106 - a kind, not a secret
    record("SessionToken", user="text", csrf_token="text"),  # noqa: S106 - a kind, not a secret
    record("Holding", role="text", name="text", unit="text"),
    record(
        "Me", user="text", name="text", unit="text", unit_name="text", roles="[Holding]", clearance="int",
        actions="[text]", kinds="[text]",
    ),
    record("Token", id="text", name="text", created_at="text", expires_at="text"),
    record("NewToken", RECEIPT, id="text", token="text"),  # noqa: S106 - a kind, not a secret
    record("Notice", id="text", at="text", text="text", instance="text?", task="text?", read="bool"),
    record("Notices", items="[Notice]", next="text?"),
)  # fmt: skip
