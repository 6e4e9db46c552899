"""Who may do what with accounts: 三权分立, one administers rights, another audits."""

from typing import Final

from chassis.permissions import PUBLIC, SIGNED_IN, By, Permissions

_BOARD: Final = {
    "office_clerk": By.AREA,
    "department_officer": By.AREA,
    "department_head": By.AREA,
    "enforcement_officer": By.AREA,
    "legal_reviewer": By.AREA,
    "village_officer": By.AREA,
    "leader": By.AREA,
    "auditor": By.ALL,
    "integrator": By.AREA,
}
_FREEZE: Final = {"office_clerk": By.AREA, "leader": By.AREA}
_SECURITY: Final = {"security_admin": By.ALL}

PERMISSIONS: Final = Permissions(
    {
        "read_about": PUBLIC,
        "sign_in": PUBLIC,
        "sign_out": SIGNED_IN,
        "who_am_i": SIGNED_IN,
        "change_password": SIGNED_IN,
        "list_accounts": {"security_admin": By.ALL, "auditor": By.ALL},
        "read_account": {"security_admin": By.ALL, "auditor": By.ALL},
        "account_history": {"security_admin": By.ALL, "auditor": By.ALL},
        "create_account": _SECURITY,
        "grant_role": _SECURITY,
        "revoke_role": _SECURITY,
        "disable_account": _SECURITY,
        "enable_account": _SECURITY,
        "reset_password": _SECURITY,
        "list_sign_ins": {"auditor": By.ALL},
        "read_plan": _BOARD,
        "read_monthly_table": _BOARD,
        "take_plan_snapshot": _FREEZE,
        "list_plan_snapshots": _BOARD,
        "get_plan_snapshot": _BOARD,
    }
)
