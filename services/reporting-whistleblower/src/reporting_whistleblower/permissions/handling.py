"""Handling reports."""

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS, HANDLERS

HOLDERS: Row = {**APPROVERS, "legal_reviewer": By.AREA}

ROWS: dict[str, Row] = {
    "list_reports": HANDLERS,
    "report_history": {**HANDLERS, **AUDITORS},
    "read_report": HANDLERS,
    "read_upload": HANDLERS,
    "assign_report": HANDLERS,
    "accept_report": HANDLERS,
    "refuse_report": HANDLERS,
    "transfer_report": HANDLERS,
    "merge_report": HANDLERS,
    "pause_report": HANDLERS,
    "resume_report": HANDLERS,
    "exclude_officer": HANDLERS,
    "redact_report": HANDLERS,
    "hold_report": HOLDERS,
    "release_report": HOLDERS,
    "list_destructions": {**HANDLERS, **HOLDERS, **AUDITORS},
    "list_transfers": {**HANDLERS, **AUDITORS},
    "read_transfer": {**HANDLERS, **AUDITORS},
    "acknowledge_transfer": HANDLERS,
    "declare_conflict": {"report_handler": By.SELF, **APPROVERS},
    "list_conflicts": {"report_handler": By.SELF, **APPROVERS, **AUDITORS},
    "end_conflict": APPROVERS,
    "add_note": HANDLERS,
    "write_message": HANDLERS,
    "extend_report": APPROVERS,
    "conclude_report": HANDLERS,
    "give_feedback": HANDLERS,
    "reexamine_report": HANDLERS,
    "read_lead": {
        "report_handler": By.AREA,
        "office_clerk": By.AREA,
        "department_officer": By.AREA,
        "enforcement_officer": By.AREA,
    },
}
