"""Who may do what. A role reaches the rows of its area's subtree, its unit, or its own."""

from typing import Final

from chassis.permissions import SIGNED_IN, By, Permissions, Row

_KEEPERS: Final[Row] = {"training_officer": By.AREA, "unit_manager": By.UNIT}
_TRAINERS: Final[Row] = {"training_officer": By.AREA}
_READERS: Final[Row] = {
    **_KEEPERS,
    "enforcement_officer": By.AREA,
    "auditor": By.AREA,
    "unit_worker": By.SELF,
}
_FIGURES: Final[Row] = {
    **_KEEPERS,
    "enforcement_officer": By.AREA,
    "auditor": By.AREA,
    "office_clerk": By.AREA,
    "department_officer": By.DEPARTMENT,
    "department_head": By.DEPARTMENT,
    "village_officer": By.AREA,
    "leader": By.AREA,
}

PERMISSIONS: Final = Permissions(
    {
        "list_people": _READERS,
        "read_person": _READERS,
        "find_people": _KEEPERS,
        "register_person": _KEEPERS,
        "amend_person": _KEEPERS,
        "reveal_person": _TRAINERS,
        "read_person_history": _READERS,
        "list_employments": _READERS,
        "start_employment": _KEEPERS,
        "hire_person": _KEEPERS,
        "change_post": _KEEPERS,
        "end_employment": _KEEPERS,
        "read_employment_history": _READERS,
        "list_certificates": _READERS,
        "read_certificate": _READERS,
        "issue_certificate": _KEEPERS,
        "correct_certificate": _KEEPERS,
        "verify_certificate": _TRAINERS,
        "review_certificate": _TRAINERS,
        "renew_certificate": _TRAINERS,
        "revoke_certificate": _TRAINERS,
        "cancel_certificate": _TRAINERS,
        "import_certificates": _TRAINERS,
        "upload_attachment": _TRAINERS,
        "get_attachment": _TRAINERS,
        "read_certificate_history": _READERS,
        "read_catalogue": SIGNED_IN,
        "check_eligibility": {
            **_KEEPERS,
            "enforcement_officer": By.AREA,
            "integrator": By.UNIT,
        },
        "list_coverage": _FIGURES,
        "list_indicators": _FIGURES,
    }
)

# Not an operation: whose names are shown in full. Everybody else sees 王**.
NAMES: Final = Permissions(
    {
        "see_names": {
            **_KEEPERS,
            "enforcement_officer": By.AREA,
            "unit_worker": By.SELF,
        }
    }
)
