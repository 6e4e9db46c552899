"""The tables this service owns. A column is named exactly as the field it stores."""

from reporting_whistleblower.tables.columns import metadata
from reporting_whistleblower.tables.keys import confidential_session, deployment, officer_key
from reporting_whistleblower.tables.protection import callback, false_report, retaliation_claim
from reporting_whistleblower.tables.reports import (
    decided_case,
    handling,
    lead,
    lead_hazard,
    letter,
    report,
    report_key,
    sealed_report,
    unit_copy,
    upload,
)
from reporting_whistleblower.tables.rewards import claim, fund, fund_entry, fund_transfer, reward
from reporting_whistleblower.tables.vault import consent_half, identity, identity_request, share

__all__ = [
    "callback",
    "claim",
    "confidential_session",
    "consent_half",
    "decided_case",
    "deployment",
    "false_report",
    "fund",
    "fund_entry",
    "fund_transfer",
    "handling",
    "identity",
    "identity_request",
    "lead",
    "lead_hazard",
    "letter",
    "metadata",
    "officer_key",
    "report",
    "report_key",
    "retaliation_claim",
    "reward",
    "sealed_report",
    "share",
    "unit_copy",
    "upload",
]
