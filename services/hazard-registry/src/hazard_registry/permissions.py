"""Who may do what with the registry, and how far."""

from chassis.permissions import PUBLIC, SIGNED_IN, By, Permissions, Row

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

PERMISSIONS = Permissions(
    {
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
        "report_hazard": REPORT,
        "list_hazards": {**READ, **UNIT},
        "get_hazard": {**READ, **UNIT},
        "hazard_history": HISTORY,
        "verify_hazard": {**INSPECT, "unit_manager": By.UNIT},
        "reject_hazard": INSPECT,
        "send_notice": {**DECIDE, "village_officer": By.AREA, "enforcement_officer": By.AREA},
        "deliver_notice": {**DECIDE, "village_officer": By.AREA, "enforcement_officer": By.AREA},
        "acknowledge_notice": {
            **DECIDE,
            "village_officer": By.AREA,
            "enforcement_officer": By.AREA,
            "unit_manager": By.UNIT,
        },
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
        "order_hazard": SUPERVISE,
        "reply_order": {**RECTIFY, "department_head": By.DEPARTMENT},
        "lift_order": SUPERVISE,
        "stop_hazard": {**INSPECT, "leader": By.AREA},
        "apply_resumption": RECTIFY,
        "resume_hazard": {**INSPECT, "leader": By.AREA},
        "export_ledger": WHOLE_AREA,
        "import_ledger": {"office_clerk": By.AREA},
        "upload_attachment": REPORT,
        "get_attachment": {**READ, **UNIT},
        "hazard_statistics": WHOLE_AREA,
        "check_statistics": {"system_admin": By.ALL, "auditor": By.ALL},
        "rebuild_statistics": ADMIN,
        "get_list": WHOLE_AREA,
        "list_indicators": WHOLE_AREA,
    }
)
