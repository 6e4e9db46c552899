"""Hazards and whatever hangs on one."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import (
    CLOSE,
    DECIDE,
    HISTORY,
    INSPECT,
    READ,
    RECTIFY,
    REPORT,
    SUPERVISE,
    UNIT,
)

# Whoever is asked to take a hazard over belongs to another department than it does.
RECEIVE: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
}

ROWS: dict[str, Row] = {
    "report_hazard": REPORT,
    "list_hazards": {**READ, **UNIT},
    "get_hazard": {**READ, **UNIT},
    "hazard_history": HISTORY,
    "verify_hazard": {**INSPECT, "unit_manager": By.UNIT},
    "reject_hazard": INSPECT,
    "amend_hazard": {**DECIDE, "village_officer": By.AREA},
    "reclassify_hazard": INSPECT,
    "bind_unit": {**DECIDE, "village_officer": By.AREA},
    "offer_transfer": DECIDE,
    "answer_transfer": RECEIVE,
    "ask_withdrawal": INSPECT,
    "answer_withdrawal": DECIDE,
    "merge_hazard": DECIDE,
    "split_hazard": DECIDE,
    "plan_hazard": RECTIFY,
    "start_hazard": RECTIFY,
    "progress_hazard": {**RECTIFY, "unit_worker": By.UNIT},
    "ask_extension": RECTIFY,
    "grant_extension": DECIDE,
    "refuse_extension": DECIDE,
    "submit_hazard": RECTIFY,
    "review_hazard": {
        "office_clerk": By.AREA,
        "department_officer": By.AREA,
        "department_head": By.AREA,
        "enforcement_officer": By.AREA,
    },
    "close_hazard": CLOSE,
    "reopen_hazard": {**SUPERVISE, "department_officer": By.DEPARTMENT},
    "stop_hazard": {**INSPECT, "leader": By.AREA},
    "apply_resumption": RECTIFY,
    "resume_hazard": {**INSPECT, "leader": By.AREA},
    "upload_attachment": REPORT,
    "get_attachment": {**READ, **UNIT},
}
