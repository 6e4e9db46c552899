"""The escrow's private half, split for each two trustees; and who asked them to open it."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from reporting_whistleblower.domain.recovery import Status
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

escrow_share = Table(
    "escrow_share",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("escrow_id", Uuid, ForeignKey("officer_key.id"), nullable=False, index=True),
    Column("first_key_id", Uuid, nullable=False),
    Column("first_half", LargeBinary, nullable=False),
    Column("second_key_id", Uuid, nullable=False),
    Column("second_half", LargeBinary, nullable=False),
)

recovery = Table(
    "recovery",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("escrow_id", Uuid, ForeignKey("officer_key.id"), nullable=False),
    Column("key_id", Uuid, ForeignKey("officer_key.id"), nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("status", words_of(Status), nullable=False),
    Column("consents", ARRAY(Uuid), nullable=False),
    Column("reports", Integer, nullable=False),
)

# A trustee's half, sealed to the handler who asked; gone as soon as the recovery is done.
recovery_half = Table(
    "recovery_half",
    metadata,
    Column("recovery_id", Uuid, ForeignKey("recovery.id"), primary_key=True),
    Column("share_id", Uuid, primary_key=True),
    Column("trustee_key_id", Uuid, primary_key=True),
    Column("sealed_half", LargeBinary, nullable=False),
)
