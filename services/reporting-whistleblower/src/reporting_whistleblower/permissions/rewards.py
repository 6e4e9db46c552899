"""Rewards and claims."""

from chassis.permissions import By, Row

from reporting_whistleblower.permissions.rows import APPROVERS, AUDITORS, HANDLERS

ROWS: dict[str, Row] = {
    "propose_reward": HANDLERS,
    "propose_honour": HANDLERS,
    "list_rewards": {**HANDLERS, **APPROVERS, **AUDITORS},
    "read_reward": {**HANDLERS, **APPROVERS, **AUDITORS},
    "reward_history": {**HANDLERS, **APPROVERS, **AUDITORS},
    "approve_reward": {**APPROVERS, **HANDLERS},
    "decline_reward": {**APPROVERS, **HANDLERS},
    "extend_claim": APPROVERS,
    "read_claim": {"payer": By.ALL},
    "pay_claim": {"payer": By.ALL},
    "revoke_reward": APPROVERS,
    "recover_claim": {"payer": By.ALL},
    "read_voucher": {"payer": By.ALL, "auditor": By.ALL},
    "export_rewards": {**APPROVERS, **AUDITORS},
}
