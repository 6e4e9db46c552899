"""Who may do what with clues, cases and bans, and how far."""

from chassis.permissions import SIGNED_IN, By, Permissions, Row

ADMIN: Row = {"system_admin": By.ALL}
READ: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
    "enforcement_officer": By.DEPARTMENT,
    "legal_reviewer": By.AREA,
    "leader": By.AREA,
    "auditor": By.ALL,
    "integrator": By.AREA,
}
# A clue is answered by the body it awaits; a hand-over is made by the department that found it.
ANSWER: Row = {
    "office_clerk": By.DEPARTMENT,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
    "enforcement_officer": By.DEPARTMENT,
}
HANDLE: Row = {"enforcement_officer": By.DEPARTMENT, "department_head": By.DEPARTMENT}
# A body reports on the plan; the office takes its report or sends it back.
REPORT: Row = {
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
    "enforcement_officer": By.DEPARTMENT,
}
OFFICE: Row = {"office_clerk": By.AREA}
DECIDE: Row = {"department_head": By.DEPARTMENT}
REVIEW: Row = {"legal_reviewer": By.AREA}
STAFF: Row = {**dict.fromkeys(READ, By.ALL), "system_admin": By.ALL}
BAN_READERS: Row = {**HANDLE, "leader": By.AREA, "auditor": By.ALL}
# Whoever hires or admits somebody may ask; the answer gives no name.
ASK: Row = {**dict.fromkeys(READ, By.ALL), "training_officer": By.ALL, "unit_manager": By.ALL}

PERMISSIONS = Permissions(
    {
        "list_bodies": SIGNED_IN,
        "get_body": SIGNED_IN,
        "register_body": ADMIN,
        "change_body": ADMIN,
        "body_history": {**ADMIN, "auditor": By.ALL},
        "list_officers": STAFF,
        "get_officer": STAFF,
        "register_officer": ADMIN,
        "change_officer": ADMIN,
        "officer_history": {**ADMIN, "auditor": By.ALL},
        "list_competence": SIGNED_IN,
        "list_competence_matters": SIGNED_IN,
        "check_competence": SIGNED_IN,
        "enter_competence": ADMIN,
        "confirm_competence": ADMIN,
        "competence_history": {**ADMIN, "auditor": By.ALL},
        "list_clues": READ,
        "get_clue": READ,
        "clue_history": READ,
        "receive_clue": ANSWER,
        "hand_over_clue": ANSWER,
        "refuse_clue": ANSWER,
        "file_case": HANDLE,
        "list_cases": READ,
        "get_case": READ,
        "case_history": READ,
        "case_owed": READ,
        "list_penalties": SIGNED_IN,
        "investigate_case": HANDLE,
        "replace_officer": HANDLE,
        "add_evidence": HANDLE,
        "propose_penalties": HANDLE,
        "review_case": REVIEW,
        "inform_case": HANDLE,
        "record_statement": HANDLE,
        "answer_statement": HANDLE,
        "request_hearing": HANDLE,
        "announce_hearing": HANDLE,
        "hold_hearing": HANDLE,
        "discuss_case": DECIDE,
        "extend_case": DECIDE,
        "decide_case": DECIDE,
        "serve_case": HANDLE,
        "record_payment": HANDLE,
        "grant_instalments": DECIDE,
        "suspend_case": HANDLE,
        "resume_case": HANDLE,
        "publish_case": HANDLE,
        "follow_platform": HANDLE,
        "transfer_case": DECIDE,
        "withdraw_case": DECIDE,
        "close_case": DECIDE,
        "list_bans": BAN_READERS,
        "get_ban": BAN_READERS,
        "ban_history": BAN_READERS,
        "impose_ban": DECIDE,
        "lift_ban": DECIDE,
        "check_ban": ASK,
        "list_plans": SIGNED_IN,
        "get_plan": {**READ, "village_officer": By.AREA},
        "list_progress": READ,
        "get_progress": READ,
        "progress_history": READ,
        "report_progress": REPORT,
        "accept_progress": OFFICE,
        "return_progress": OFFICE,
        "copy_plan": OFFICE,
        "upload_attachment": ANSWER,
        "get_attachment": READ,
        "list_indicators": READ,
        "case_statistics": READ,
        "monthly_statistics": READ,
    }
)
