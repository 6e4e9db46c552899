"""Notices, and messages that leave the house."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import DECIDE, READ

TELL: Row = {**DECIDE, "village_officer": By.AREA, "enforcement_officer": By.AREA}

ROWS: dict[str, Row] = {
    "list_notices": READ,
    "send_notice": TELL,
    "deliver_notice": TELL,
    "acknowledge_notice": {**TELL, "unit_manager": By.UNIT},
    "follow_notice": {"village_officer": By.AREA, "grid_worker": By.AREA, "office_clerk": By.AREA},
    "list_outgoing": {"office_clerk": By.AREA, "auditor": By.ALL},
    "receive_receipt": {"integrator": By.AREA},
    "retry_message": {"office_clerk": By.AREA},
}
