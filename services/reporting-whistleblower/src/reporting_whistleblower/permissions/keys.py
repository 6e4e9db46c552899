"""Officers' keys."""

from chassis.permissions import Row

from reporting_whistleblower.permissions.rows import OFFICERS

ROWS: dict[str, Row] = {
    "enrol_key": OFFICERS,
    "revoke_key": OFFICERS,
    "unlock_key": OFFICERS,
    "lock_key": OFFICERS,
    "my_key": OFFICERS,
}
