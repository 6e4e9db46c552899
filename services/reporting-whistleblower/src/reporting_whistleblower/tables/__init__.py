"""The tables this service owns. A column is named exactly as the field it stores."""

from reporting_whistleblower.tables.columns import metadata
from reporting_whistleblower.tables.escrow import escrow_share, recovery, recovery_half
from reporting_whistleblower.tables.handling import (
    clock_change,
    conflict,
    destruction,
    exclusion,
    legal_hold,
    pause,
    report_transfer,
    rotation_due,
)
from reporting_whistleblower.tables.keys import confidential_session, deployment, officer_key
from reporting_whistleblower.tables.posters import poster
from reporting_whistleblower.tables.protection import callback, false_report, retaliation_claim
from reporting_whistleblower.tables.publication import published_span
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
from reporting_whistleblower.tables.schemes import (
    internal_envelope,
    internal_report,
    scheme,
    scheme_reward,
)
from reporting_whistleblower.tables.uploads import incoming_chunk, incoming_upload, upload_part
from reporting_whistleblower.tables.vault import consent_half, identity, identity_request, share
from reporting_whistleblower.tables.work import spent_work

__all__ = [
    "callback",
    "claim",
    "clock_change",
    "confidential_session",
    "conflict",
    "consent_half",
    "decided_case",
    "deployment",
    "destruction",
    "escrow_share",
    "exclusion",
    "false_report",
    "fund",
    "fund_entry",
    "fund_transfer",
    "handling",
    "identity",
    "identity_request",
    "incoming_chunk",
    "incoming_upload",
    "internal_envelope",
    "internal_report",
    "lead",
    "lead_hazard",
    "legal_hold",
    "letter",
    "metadata",
    "officer_key",
    "pause",
    "poster",
    "published_span",
    "recovery",
    "recovery_half",
    "report",
    "report_key",
    "report_transfer",
    "retaliation_claim",
    "reward",
    "rotation_due",
    "scheme",
    "scheme_reward",
    "sealed_report",
    "share",
    "spent_work",
    "unit_copy",
    "upload",
    "upload_part",
]
