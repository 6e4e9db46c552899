"""The ledger, the lists and the figures."""

from chassis.permissions import By, Row

from hazard_registry.permissions.rows import ADMIN, WHOLE_AREA

ROWS: dict[str, Row] = {
    "export_ledger": WHOLE_AREA,
    "import_ledger": {"office_clerk": By.AREA},
    "hazard_statistics": WHOLE_AREA,
    "check_statistics": {"system_admin": By.ALL, "auditor": By.ALL},
    "rebuild_statistics": ADMIN,
    "get_list": WHOLE_AREA,
    "list_indicators": WHOLE_AREA,
}
