"""Figures."""

from typing import Final

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS, HANDLERS

READERS: Final[Row] = {**HANDLERS, **APPROVERS, "office_clerk": By.AREA, **AUDITORS}

ROWS: dict[str, Row] = {
    "report_statistics": READERS,
    "monthly_statistics": READERS,
    "indicators": READERS,
}
