"""Work that was used, until it expires."""

from sqlalchemy import Column, Table, Text

from reporting_whistleblower.tables.columns import TIME, metadata

spent_work = Table(
    "spent_work",
    metadata,
    Column("nonce", Text, primary_key=True),
    Column("expires_at", TIME, nullable=False, index=True),
)
