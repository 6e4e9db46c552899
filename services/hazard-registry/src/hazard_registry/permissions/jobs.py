"""Jobs: whoever may do the thing at once may ask for it as a job, and sees his own."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import WHOLE_AREA

_OWN: Row = dict.fromkeys(WHOLE_AREA, By.SELF)

ROWS: dict[str, Row] = {
    "start_ledger_import": {"office_clerk": By.AREA},
    "start_export": WHOLE_AREA,
    "list_jobs": _OWN,
    "get_job": _OWN,
    "cancel_job": _OWN,
    "get_job_result": _OWN,
}
