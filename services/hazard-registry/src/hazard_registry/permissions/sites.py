"""Units in depth, their self-checks, risks, devices and eliminations."""

from chassis.permissions import PUBLIC, SIGNED_IN, By, Row

from hazard_registry.permissions.rows import HISTORY, READ, UNIT

# What the authority writes about a unit, which the unit may read and not change.
REGISTER: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "village_officer": By.AREA,
}
# What a unit keeps about itself; officials enter it for units without an account.
OWN: Row = {**REGISTER, "unit_manager": By.UNIT}


def records(one: str, many: str, write: Row) -> dict[str, Row]:
    """The rows of records that are entered and changed as a whole."""
    return {f"add_{one}": write, f"change_{one}": write, **reading(one, many)}


def reading(one: str, many: str) -> dict[str, Row]:
    shown = {**READ, **UNIT}
    return {f"list_{many}": shown, f"get_{one}": shown, f"{one}_history": HISTORY}


# Whoever writes the templates that others check by.
WRITE: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
}

# What stands in an area, whichever department answers for it.
PLACE: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "village_officer": By.AREA,
}
SENDING: Row = {"office_clerk": By.AREA, "auditor": By.ALL}

PLANNING: dict[str, Row] = {
    **dict.fromkeys(
        (
            "list_consultations",
            "get_consultation",
        ),
        READ,
    ),
    "consultation_history": HISTORY,
    **dict.fromkeys(
        (
            "add_consultation",
            "change_consultation",
            "hear_body",
            "conclude_consultation",
            "meet_conditions",
        ),
        WRITE,
    ),
}

ROWS: dict[str, Row] = {
    "import_units": {"office_clerk": By.AREA},
    "merge_unit": {"office_clerk": By.AREA, "department_head": By.DEPARTMENT},
    **records("licence", "licences", REGISTER),
    **records("insurance", "insurances", OWN),
    **records("partner", "partners", OWN),
    "check_partner": OWN,
    **records("post", "posts", OWN),
    "list_checklists": SIGNED_IN,
    "get_checklist": SIGNED_IN,
    "checklist_history": HISTORY,
    "write_checklist": WRITE,
    "generate_checklist": WRITE,
    "edit_checklist": WRITE,
    "publish_checklist": WRITE,
    "retire_checklist": WRITE,
    "revise_checklist": WRITE,
    **reading("risk_point", "risk_points"),
    "add_risk_point": OWN,
    "change_risk_point": OWN,
    "grade_risk_point": OWN,
    "check_risk_point": OWN,
    "end_risk_point": REGISTER,
    "list_of_unit": {**READ, **UNIT},
    "list_of_risk_point": {**READ, **UNIT},
    "list_risk_map": {**READ, **UNIT},
    "list_risk_colours": {**READ, **UNIT},
    # Devices have no account: what they send is theirs by its signature.
    "receive_signals": PUBLIC,
    "list_coverage": {**READ, **UNIT},
    **records("device", "devices", PLACE),
    "list_readings": {**READ, **UNIT},
    **records("watch_duty", "watch_duties", REGISTER),
    "list_alarm_rules": SIGNED_IN,
    "get_alarm_rule": SIGNED_IN,
    "alarm_rule_history": HISTORY,
    "add_alarm_rule": WRITE,
    "change_alarm_rule": WRITE,
    **reading("episode", "episodes"),
    "list_senders": SENDING,
    "get_sender": SENDING,
    "sender_history": SENDING,
    "add_sender": {"office_clerk": By.AREA},
    "rotate_sender_key": {"office_clerk": By.AREA},
    "end_sender": {"office_clerk": By.AREA},
    "list_elimination_kinds": SIGNED_IN,
    "get_elimination_kind": SIGNED_IN,
    "elimination_kind_history": HISTORY,
    "add_elimination_kind": WRITE,
    "change_elimination_kind": WRITE,
    **records("elimination", "eliminations", PLACE),
    "finish_elimination": {**PLACE, "unit_manager": By.UNIT},
    "list_elimination_shares": {**READ, **UNIT},
    **records("demonstration", "demonstrations", PLACE),
    **reading("standardisation", "standardisations"),
    "add_standardisation": REGISTER,
    "revoke_standardisation": REGISTER,
    **reading("assessment", "assessments"),
    "assess_unit": OWN,
    **records("expense", "expenses", OWN),
    "get_profile": {**READ, **UNIT},
    "list_admission_rules": SIGNED_IN,
    "get_admission_rule": SIGNED_IN,
    "admission_rule_history": HISTORY,
    "add_admission_rule": WRITE,
    "change_admission_rule": WRITE,
    "check_admission": SIGNED_IN,
    **reading("admission", "admissions"),
    "decide_admission": WRITE,
    **PLANNING,
    "list_norms": SIGNED_IN,
    "get_norm": SIGNED_IN,
    "norm_history": HISTORY,
    "write_norm": WRITE,
    "publish_norm": WRITE,
    "evaluate_norm": WRITE,
    "revise_norm": WRITE,
    **reading("self_check", "self_checks"),
    "answer_self_check": OWN,
}
