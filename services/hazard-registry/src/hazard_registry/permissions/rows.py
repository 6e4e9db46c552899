"""Rows that several operations have: role → how far it reaches."""

from chassis.permissions import By, Row

ADMIN: Row = {"system_admin": By.ALL}
WATCH: Row = {"leader": By.AREA, "auditor": By.ALL, "office_clerk": By.AREA}
INSPECT: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
    "enforcement_officer": By.AREA,
}
OFFICIALS: Row = {
    **INSPECT,
    **WATCH,
    "village_officer": By.AREA,
    "grid_worker": By.AREA,
    "integrator": By.AREA,
}
# One store for all: whoever closes, reviews or lends a hand must find what others answer for.
READ: Row = {**OFFICIALS, "department_officer": By.AREA, "department_head": By.AREA}
UNIT: Row = {"unit_manager": By.UNIT, "unit_worker": By.UNIT}
# Whoever finds hazards, or puts them right, shows it by photographs.
REPORT: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
    "enforcement_officer": By.AREA,
    "village_officer": By.AREA,
    "grid_worker": By.AREA,
    **UNIT,
}
WHOLE_AREA: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
    "enforcement_officer": By.AREA,
    "leader": By.AREA,
    "auditor": By.ALL,
    "village_officer": By.AREA,
    "integrator": By.AREA,
}
# Work on a hazard is the unit's; officials enter it for units without an account.
RECTIFY: Row = {
    "unit_manager": By.UNIT,
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "village_officer": By.AREA,
}
DECIDE: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
}
# Who closes or orders comes from another department than the one that is responsible.
SUPERVISE: Row = {"office_clerk": By.AREA, "department_head": By.AREA, "leader": By.AREA}
CLOSE: Row = {
    **SUPERVISE,
    "department_officer": By.AREA,
    "unit_manager": By.UNIT,
    "unit_worker": By.UNIT,
}
HISTORY: Row = {**WATCH, **DECIDE, "enforcement_officer": By.AREA, "system_admin": By.ALL}
