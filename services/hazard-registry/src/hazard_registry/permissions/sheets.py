"""The ledger, the lists and the figures."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import ADMIN, READ, UNIT, WHOLE_AREA

ROWS: dict[str, Row] = {
    "export_ledger": WHOLE_AREA,
    "count_hazards": {**READ, **UNIT},
    "import_ledger": {"office_clerk": By.AREA},
    "hazard_statistics": WHOLE_AREA,
    "hazard_standing": WHOLE_AREA,
    "recurring_problems": WHOLE_AREA,
    "check_statistics": {"system_admin": By.ALL, "auditor": By.ALL},
    "rebuild_statistics": ADMIN,
    "monthly_statistics": WHOLE_AREA,
    "quarterly_statistics": WHOLE_AREA,
    "get_list": WHOLE_AREA,
    "list_indicators": WHOLE_AREA,
}
