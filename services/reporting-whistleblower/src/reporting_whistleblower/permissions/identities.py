"""Opening identities."""

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import AUDITORS, HANDLERS

ROWS: dict[str, Row] = {
    "ask_identity": HANDLERS,
    "list_identity_requests": {"report_handler": By.SELF, "custodian": By.AREA, **AUDITORS},
    "identity_request_history": {"report_handler": By.SELF, "custodian": By.AREA, **AUDITORS},
    "approve_identity": {"custodian": By.AREA},
    "decline_identity": {"custodian": By.AREA},
    "open_identity": {"report_handler": By.SELF},
}
