"""Supervision orders and escalation."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import RECTIFY, SUPERVISE, WHOLE_AREA

ROWS: dict[str, Row] = {
    "list_orders": WHOLE_AREA,
    "list_escalations": WHOLE_AREA,
    "order_hazard": SUPERVISE,
    "reply_order": {**RECTIFY, "department_head": By.DEPARTMENT},
    "publish_order": SUPERVISE,
    "expose_order": SUPERVISE,
    "lift_order": SUPERVISE,
    "sign_escalation": SUPERVISE,
    "decline_escalation": SUPERVISE,
}
