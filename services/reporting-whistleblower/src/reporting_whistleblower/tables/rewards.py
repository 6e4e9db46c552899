"""Rewards, claims at the counter, and the fund's ledger."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from reporting_whistleblower.domain.claim import PayBy
from reporting_whistleblower.domain.fund import Account, Source, TransferKind
from reporting_whistleblower.domain.reward import Ground, Kind, Status
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

YUAN = Numeric(14, 2)
STANDING = text("kind <> 'honour' AND status NOT IN ('declined', 'revoked', 'recovered')")

reward = Table(
    "reward",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False),
    Column("recipient_id", Uuid, ForeignKey("report.id"), nullable=False, index=True),
    Column("case_id", Uuid),
    Column("area", Text, nullable=False),
    Column("kind", words_of(Kind), nullable=False),
    Column("amount", YUAN, nullable=False),
    Column("basis", JSONB, nullable=False),
    Column("rules", JSONB, nullable=False),
    Column("status", words_of(Status), nullable=False),
    Column("proposed_by", Uuid, nullable=False),
    Column("proposed_from", Text),
    Column("proposed_at", TIME, nullable=False),
    Column("approved_by", Uuid),
    Column("approved_at", TIME),
    Column("claim_number", Text, unique=True),
    Column("claim_due_on", Date),
    Column("claim_extended", Boolean, nullable=False),
    Column("pay_by", words_of(PayBy)),
    Column("not_excluded_at", TIME),
    Column("claimed_at", TIME),
    Column("paid_by", Uuid),
    Column("paid_at", TIME),
    Column("voucher", Text),
    Column("decline_reason", Text),
    Column("ground", words_of(Ground)),
    Column("revoked_by", Uuid),
    Column("revoked_at", TIME),
    Column("revoke_reason", Text),
    Column("version", Integer, nullable=False),
    CheckConstraint("amount >= 0", name="amount"),
    # One matter, one reward in money: merged reports share the first one's.
    Index(
        "reward_one_a_matter",
        "report_id",
        unique=True,
        postgresql_where=STANDING,
    ),
    # One case, one reward: its fine is not shared out again to a second report.
    Index(
        "reward_one_a_case",
        "case_id",
        unique=True,
        postgresql_where=STANDING,
    ),
    Index(None, "proposed_at", "id"),
)

claim = Table(
    "claim",
    metadata,
    Column("number", Text, primary_key=True),
    Column("reward_id", Uuid, ForeignKey("reward.id"), nullable=False, index=True),
    Column("amount", YUAN, nullable=False),
    Column("pay_by", words_of(PayBy), nullable=False),
    Column("password_hash", Text),
    Column("accounts", JSONB, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("closed_until", TIME),
    Column("paid_at", TIME, index=True),
    Column("paid_by", Uuid),
    Column("voucher", Text),
    Column("recovered", YUAN, nullable=False),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("recovered BETWEEN 0 AND amount", name="recovered"),
)

fund = Table(
    "fund",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("source", words_of(Source), nullable=False),
    Column("allocated", YUAN, nullable=False),
    Column("paid", YUAN, nullable=False),
    Column("balance", YUAN, nullable=False),
    UniqueConstraint("year", "source"),
    CheckConstraint("balance >= 0", name="never_overdrawn"),
    CheckConstraint("balance = allocated - paid", name="balances"),
)

fund_transfer = Table(
    "fund_transfer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("fund_id", Uuid, ForeignKey("fund.id"), nullable=False, index=True),
    Column("kind", words_of(TransferKind), nullable=False),
    Column("amount", YUAN, nullable=False),
    Column("document", Text, nullable=False),
    Column("reward_id", Uuid, ForeignKey("reward.id"), index=True),
    Column("claim_number", Text, ForeignKey("claim.number")),
    Column("by", Uuid, nullable=False),
    Column("at", TIME, nullable=False),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("(kind <> 'allocation') = (reward_id IS NOT NULL)", name="of_a_reward"),
    CheckConstraint("(reward_id IS NULL) = (claim_number IS NULL)", name="of_a_claim"),
    # Whatever else goes wrong, a claim leaves the fund once.
    Index(
        "fund_transfer_one_payout",
        "claim_number",
        unique=True,
        postgresql_where=text("kind = 'payout'"),
    ),
    Index(None, "claim_number"),
)

fund_entry = Table(
    "fund_entry",
    metadata,
    Column("transfer_id", Uuid, ForeignKey("fund_transfer.id"), primary_key=True),
    Column("account", words_of(Account), primary_key=True),
    Column("amount", YUAN, nullable=False),
)
