"""Figures."""

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, HANDLERS

ROWS: dict[str, Row] = {
    "report_statistics": {
        **HANDLERS,
        **APPROVERS,
        "office_clerk": By.AREA,
        "auditor": By.AREA,
    },
    "indicators": {
        **HANDLERS,
        **APPROVERS,
        "office_clerk": By.AREA,
        "auditor": By.AREA,
    },
}
