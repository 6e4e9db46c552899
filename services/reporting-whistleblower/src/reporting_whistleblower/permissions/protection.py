"""Retaliation claims, call-backs and false reports."""

from chassis.permissions import PUBLIC, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS, HANDLERS

ROWS: dict[str, Row] = {
    "claim_retaliation": PUBLIC,
    "answer_callback": PUBLIC,
    "list_retaliation_claims": HANDLERS,
    "take_up_retaliation": HANDLERS,
    "conclude_retaliation": HANDLERS,
    "list_callbacks": HANDLERS,
    "record_callback": HANDLERS,
    "propose_false_report": HANDLERS,
    "list_false_reports": {**HANDLERS, **APPROVERS, **AUDITORS},
    "confirm_false_report": APPROVERS,
    "reject_false_report": APPROVERS,
}
