"""Units' own schemes: the unit reads what its workers told, the office only which units have one."""

from typing import Final

from chassis.permissions import PUBLIC, By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS

UNIT: Final[Row] = {"unit_manager": By.UNIT}

ROWS: dict[str, Row] = {
    "read_scheme_poster": PUBLIC,
    "receive_internal_report": PUBLIC,
    "open_internal_receipt": PUBLIC,
    "raise_internal_report": PUBLIC,
    "open_scheme": UNIT,
    "list_schemes": {
        **UNIT,
        **APPROVERS,
        **AUDITORS,
        "office_clerk": By.AREA,
        "department_officer": By.AREA,
    },
    "read_scheme": UNIT,
    "print_scheme_poster": UNIT,
    "renew_scheme_code": UNIT,
    "list_internal_reports": UNIT,
    "answer_internal_report": UNIT,
    "reward_internal_report": UNIT,
    "list_scheme_rewards": UNIT,
}
