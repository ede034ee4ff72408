"""Mistakes people make in content, each made in a copy of ours: what is written instead of what, and who is to blame.

``file`` is where the mistake is made; ``told_in`` where it is told when that is another file. An empty ``new`` with an
``old`` of None takes the whole file away.
"""

from __future__ import annotations

from dataclasses import dataclass

CLUE, TALK = "processes/clue-transfer.bpmn", "processes/talk-inquiry.bpmn"
SELECTION, FUNDS = "processes/cadre-selection-supervision.bpmn", "processes/large-fund-supervision.bpmn"
VERIFICATION, INSPECTION = "processes/preliminary-verification.bpmn", "processes/joint-field-inspection.bpmn"


@dataclass(frozen=True)
class Fault:
    """One mistake and the fault it must be found as: code, element id, file."""

    mistake: str
    code: str
    element: str
    file: str
    old: str | None
    new: str
    told_in: str = ""

    @property
    def where(self) -> str:
        """The file the fault is told in."""
        return self.told_in or self.file


FAULTS = (
    Fault("a lane for a role that does not exist", "unknown-role", "lane_clue_admin", CLUE,
          '<sv:candidate role="clue_admin" scope="target"/>', '<sv:candidate role="clue_admn" scope="target"/>'),
    Fault("a step nobody can reach", "unreachable", "A3_16_explain", TALK,
          'sourceRef="A3_15b_merge" targetRef="A3_16_explain"', 'sourceRef="A3_15b_merge" targetRef="A3_17_archive"'),
    Fault("a condition asks for a field the form has lost", "unknown-variable", "f_A3_16_A3_16a",
          "forms/talk-inquiry/report.json", '"key": "explain_at_meeting"', '"key": "explain_in_meeting"', TALK),
    Fault("a column of a register nobody writes", "register-column-unwritten", "L-4",
          "registers/talk_inquiry_ledger.yaml", "columns:\n",
          "columns:\n  - {id: talk_place, name: 谈话地点, name_en: Place}\n"),
    Fault("a limit no step starts any more", "limit-unstarted", "TL-A09", TALK,
          '<sv:limit ref="TL-A09" start="explained_on"/>', "", "org/limits.yaml"),
    Fault("a clock that starts at a date nobody fills in", "unknown-variable", "A3_09_reply", TALK,
          'start="served_on"', 'start="severd_on"'),
    Fault("a letter whose template prints a field nobody gives", "letter-field-missing", "D-01",
          "documents/letters.yaml", "    transfer_type: ", "    transfer_kind: "),
    Fault("an answer no flow handles", "outcome-unhandled", "A3_02_approve", "forms/talk-inquiry/plan-approval.json",
          '"value": "return"\n        }', '"value": "return"\n        }, {"label": "不同意", "value": "reject"}', TALK),
    Fault("a flow for an answer nobody can give", "outcome-unknown-value", "f_A3_03_A3_01", TALK,
          'plan_decision = "return"', 'plan_decision = "retrun"'),
    Fault("a gateway without a way out when nothing holds", "gateway-without-default", "A3_04_mode", TALK,
          ' default="f_A3_04_A3_07"', ""),
    Fault("a wait for a message nobody throws", "message-nobody-throws", "E24b_child_closed", CLUE,
          '<bpmn:messageEventDefinition id="E36d_report_up_event" messageRef="message_clue_child_closed"/>',
          '<bpmn:messageEventDefinition id="E36d_report_up_event" messageRef="message_clue_found"/>'),
    Fault("a call of a procedure that does not exist", "unknown-called-process", "E32a_talk_inquiry", CLUE,
          'calledElement="talk_inquiry"', 'calledElement="talk_inqiury"'),
    Fault("an input the called procedure does not know", "call-unknown-input", "E32a_talk_inquiry", CLUE,
          '<sv:input variable="handlers" value="handlers"/>', '<sv:input variable="handelers" value="handlers"/>'),
    Fault("an output the called procedure does not have", "call-unknown-output", "B3_11f_interview", INSPECTION,
          'value="count(interview)"', 'value="count(interviewd)"'),
    Fault("a unit that is neither own nor target", "unknown-scope", "lane_secretary", TALK,
          'role="discipline_secretary" scope="target"', 'role="discipline_secretary" scope="traget"'),
    Fault("an exclusion of who did a step that does not exist", "unknown-element", "A3_02_approve", TALK,
          'performersOf="A3_01_plan"', 'performersOf="A3_01_pln"'),
    Fault("a form that does not exist", "unknown-form", "A3_05_talk", TALK,
          'key="talk-inquiry/talk"', 'key="talk-inquiry/tlak"'),
    Fault("a step without a form", "task-without-form", "A3_05_talk", TALK, '<sv:form key="talk-inquiry/talk"/>', ""),
    Fault("a decision whose file is gone", "unknown-decision", "E03_jurisdiction", "processes/clue-jurisdiction.dmn",
          None, "", CLUE),
    Fault("a register row at a step that does not exist", "register-unknown-element", "L-1",
          "registers/clue_ledger.yaml", "at: E17_register", "at: E17_registr"),
    Fault("a register row into a column that does not exist", "register-unknown-column", "L-1",
          "registers/clue_ledger.yaml", "{status: in_progress, case_no: ", "{status: in_progress, caes_no: "),
    Fault("a limit that does not exist", "unknown-limit", "A3_02_approve", TALK, 'ref="TL-C07"', 'ref="TL-C77"'),
    Fault("an outcome that is not on the form", "unknown-field", "A3_02_approve", TALK,
          'outcome field="plan_decision"', 'outcome field="plan_decison"'),
    Fault("a list of options nobody keeps", "form-unknown-source", "Field_forward_to",
          "forms/clue-transfer/forwarding.json", '"source": "units"', '"source": "bureaus"'),
    Fault("an id used twice", "duplicate-id", "A3_17_archive", TALK, 'id="A3_18_end"', 'id="A3_17_archive"'),
    Fault("a step nobody does", "task-without-performer", "A4_02_approve", VERIFICATION,
          '<sv:candidate role="discipline_secretary" scope="target"/>', ""),
    Fault("a performer nobody names", "unknown-variable", "lane_handlers", TALK,
          'users="handlers"', 'users="handelers"'),
    Fault("a typo in the key a message is recognised by", "unknown-variable", "G13_20a_held", FUNDS,
          '<sv:correlation key="pay_no"/>', '<sv:correlation key="pay_nr"/>'),
    Fault("a letter with a field nobody fills in", "letter-unknown-variable", "D-01",
          "documents/letters.yaml", "    transfer_type: ", "    reviewer: =reviewed_bye\n    transfer_type: "),
    Fault("a message nobody catches", "message-nobody-catches", "C2_13_closed", "processes/issue-rectification.bpmn",
          'id="C2_13_closed_event" messageRef="message_issue_closed"',
          'id="C2_13_closed_event" messageRef="message_regulation_built"'),
    Fault("a gate that asks for what nobody sets", "unknown-variable", "D3_07_decision", SELECTION,
          "every d in decisions satisfies", "every d in decided satisfies"),
    Fault("a gate that looks into a register that does not exist", "unknown-register", "D3_07_decision", SELECTION,
          "register rows(&quot;L-27&quot;", "register rows(&quot;L-72&quot;"),
    Fault("a gate that asks for a column that does not exist", "unknown-register-column", "D3_07_decision", SELECTION,
          "[item.influence_until", "[item.influence_til"),
    Fault("a duty of who did a step that does not exist", "unknown-element", "C2_05_review",
          "processes/issue-rectification.bpmn", 'performersOf="C2_04_plan', 'performersOf="C2_40_plan'),
    Fault("a duty computed from a step that does not exist", "unknown-element", "L-12b",
          "registers/rectification_list.yaml", 'performers("C2_04_plan")', 'performers("C2_40_plan")'),
    Fault("a register column filled from a variable nobody has", "register-unknown-variable", "L-1",
          "registers/clue_ledger.yaml", "transfer_type: =transfer_type", "transfer_type: =transfer_typ"),
    Fault("a register date by a limit that does not exist", "unknown-limit", "L-1",
          "registers/clue_ledger.yaml", 'due("TL-A07", received_at).effective', 'due("TL-A77", received_at).effective'),
    Fault("a report over a column that does not exist", "unknown-register-column", "R-02",
          "reports/R-02.yaml", 'row.disposal = "初核"', 'row.disposed = "初核"'),
    Fault("a figure from a column the report lacks", "report-unknown-figure", "R-06",
          "reports/R-06.yaml", "value: struck_off / all_issues", "value: struck / all_issues"),
    Fault("a start of a procedure that does not exist", "unknown-started-process", "B3_14a_issues", INSPECTION,
          'name="definition" value="issue-rectification"', 'name="definition" value="issue-rectifications"'),
    Fault("a start with a variable the procedure lacks", "start-unknown-variable", "B3_14a_issues", INSPECTION,
          '={issue_source: ', '={isue_source: '),
    Fault("a warning that starts a letter to nobody", "start-unknown-variable", "EW-3",
          "registers/rules/EW-3.yaml", "        addressee: =unit", "        adressee: =unit"),
    Fault("a warning whose message nobody catches", "message-nobody-catches", "EW-2",
          "registers/rules/EW-2.yaml", "message: repeat.warned", "message: repeat.waned"),
    Fault("a limit in a unit the calendar does not have", "limit-bad-value", "TL-C01",
          "org/limits.yaml", "{id: TL-C01, procedures: [A1], amount: 2, unit: WD",
          "{id: TL-C01, procedures: [A1], amount: 2, unit: XD"),
    Fault("two flows that ask for the same answer", "conditions-overlap", "f_C2_05a_C2_03b",
          "processes/issue-rectification.bpmn", 'plan_decision = "adjust"', 'plan_decision = "return"'),
    Fault("a notice to a role that does not exist", "unknown-role", "E16c_tell_source", CLUE,
          '<sv:param name="to" value="=[finder]"/>', '<sv:param name="to" value="clue_admn@own"/>'),
    Fault("a search over a column that does not exist", "unknown-register-column", "E17a_find_duplicates", CLUE,
          "row.category = discipline_category", "row.categry = discipline_category"),
    Fault("a choice of people from a role that does not exist", "unknown-role", "D3_20c_notify", SELECTION,
          "=holders(&quot;organization_hr&quot;, own_unit)", "=holders(&quot;organisation_hr&quot;, own_unit)"),
)
