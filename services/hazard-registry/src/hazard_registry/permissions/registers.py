"""Areas, departments, units and criteria."""

from chassis.permissions import PUBLIC, SIGNED_IN, By, Row

from hazard_registry.permissions.rows import ADMIN, HISTORY, READ, UNIT

ROWS: dict[str, Row] = {
    "list_areas": PUBLIC,
    "get_area": PUBLIC,
    "add_area": ADMIN,
    "change_area": ADMIN,
    "area_history": HISTORY,
    "list_departments": SIGNED_IN,
    "get_department": SIGNED_IN,
    "add_department": ADMIN,
    "change_department": ADMIN,
    "department_history": HISTORY,
    "register_unit": {
        "office_clerk": By.AREA,
        "department_officer": By.AREA,
        "village_officer": By.AREA,
    },
    "change_unit": {
        "office_clerk": By.AREA,
        "department_officer": By.DEPARTMENT,
        "village_officer": By.AREA,
        "unit_manager": By.UNIT,
    },
    "list_units": {**READ, **UNIT, "training_officer": By.AREA, "report_handler": By.AREA},
    "get_unit": {**READ, **UNIT, "training_officer": By.AREA, "report_handler": By.AREA},
    "unit_history": HISTORY,
    "list_standards": SIGNED_IN,
    "list_criteria": SIGNED_IN,
    "get_criterion": SIGNED_IN,
}
