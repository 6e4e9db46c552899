"""Who may do what. Handling, custody and payment never meet in one person."""

from chassis.permissions import PUBLIC, By, Permissions, Row

HANDLERS: Row = {"report_handler": By.AREA}
APPROVERS: Row = {"leader": By.AREA, "department_head": By.AREA}
OFFICERS: Row = {"report_handler": By.AREA, "custodian": By.AREA, "payer": By.AREA}
AUDITORS: Row = {"auditor": By.AREA}

PERMISSIONS = Permissions(
    {
        # Anybody, without an account.
        "receive_report": PUBLIC,
        "keep_upload": PUBLIC,
        "receipt_parameters": PUBLIC,
        "open_receipt": PUBLIC,
        "add_message": PUBLIC,
        "withdraw_report": PUBLIC,
        "object_to_conclusion": PUBLIC,
        "claim_reward": PUBLIC,
        # Keys.
        "enrol_key": OFFICERS,
        "revoke_key": OFFICERS,
        "unlock_key": OFFICERS,
        "lock_key": OFFICERS,
        "my_key": OFFICERS,
        # Handling.
        "list_reports": HANDLERS,
        "report_history": {**HANDLERS, **AUDITORS},
        "read_report": HANDLERS,
        "read_upload": HANDLERS,
        "assign_report": HANDLERS,
        "accept_report": HANDLERS,
        "refuse_report": HANDLERS,
        "transfer_report": HANDLERS,
        "merge_report": HANDLERS,
        "add_note": HANDLERS,
        "write_message": HANDLERS,
        "extend_report": APPROVERS,
        "conclude_report": HANDLERS,
        "give_feedback": HANDLERS,
        "reexamine_report": HANDLERS,
        "read_lead": {
            "report_handler": By.AREA,
            "office_clerk": By.AREA,
            "department_officer": By.AREA,
            "enforcement_officer": By.AREA,
        },
        # Identities.
        "ask_identity": HANDLERS,
        "list_identity_requests": {"report_handler": By.SELF, "custodian": By.AREA, **AUDITORS},
        "identity_request_history": {"report_handler": By.SELF, "custodian": By.AREA, **AUDITORS},
        "approve_identity": {"custodian": By.AREA},
        "decline_identity": {"custodian": By.AREA},
        "open_identity": {"report_handler": By.SELF},
        # Rewards.
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
        # The fund.
        "allocate_fund": {"leader": By.ALL},
        "list_funds": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
        "list_fund_transfers": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
        "fund_history": {"payer": By.ALL, "leader": By.ALL, "auditor": By.ALL},
        "check_funds": {"leader": By.ALL, "auditor": By.ALL},
        # Figures.
        "report_statistics": {
            **HANDLERS,
            **APPROVERS,
            "office_clerk": By.AREA,
            "auditor": By.AREA,
        },
        "indicators": {
            **HANDLERS,
            **APPROVERS,
            "office_clerk": By.AREA,
            "auditor": By.AREA,
        },
    }
)
