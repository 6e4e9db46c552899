"""Who looks after hazards, and what enforcement did."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import WHOLE_AREA

LEAD: Row = {"office_clerk": By.AREA, "department_head": By.DEPARTMENT}

ROWS: dict[str, Row] = {
    "hand_over": LEAD,
    "list_hand_overs": {"auditor": By.ALL, "system_admin": By.ALL},
    "assign_hazard": LEAD,
    "list_enforcement_news": WHOLE_AREA,
}
