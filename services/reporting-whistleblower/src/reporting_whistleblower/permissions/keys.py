"""Officers' keys."""

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS, HANDLERS, OFFICERS

# Those who open the escrow by twos hold keys, too.
HOLDERS: Row = {**OFFICERS, "leader": By.AREA, "legal_reviewer": By.AREA}

ROWS: dict[str, Row] = {
    "enrol_key": HOLDERS,
    "revoke_key": HOLDERS,
    "unlock_key": HOLDERS,
    "lock_key": HOLDERS,
    "my_key": HOLDERS,
    "establish_escrow": {"leader": By.ALL},
    "ask_recovery": HANDLERS,
    "list_recoveries": {
        "report_handler": By.SELF,
        "leader": By.ALL,
        "legal_reviewer": By.ALL,
        "auditor": By.ALL,
    },
    "approve_recovery": {"leader": By.ALL, "legal_reviewer": By.ALL},
    "decline_recovery": {"leader": By.ALL, "legal_reviewer": By.ALL},
    "complete_recovery": {"report_handler": By.SELF},
    "rotate_reports": HANDLERS,
    "hand_on_reports": HANDLERS,
    "list_keys": {**HANDLERS, **APPROVERS, **AUDITORS},
    "withdraw_key": APPROVERS,
}
