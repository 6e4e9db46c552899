"""Large files: chunks on their way in, and what lies sealed in parts."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)

from reporting_whistleblower.tables.columns import TIME, metadata, words_of


class Copy(StrEnum):
    """The cleaned copy, or the original that the sender agreed to leave."""

    CLEAN = "clean"
    ORIGINAL = "original"


incoming_upload = Table(
    "incoming_upload",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key_hash", LargeBinary, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("keep_original", Boolean, nullable=False),
    Column("begun_at", TIME, nullable=False, index=True),
)

incoming_chunk = Table(
    "incoming_chunk",
    metadata,
    Column(
        "upload_id", Uuid, ForeignKey("incoming_upload.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

upload_part = Table(
    "upload_part",
    metadata,
    Column("upload_id", Uuid, ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True),
    Column("copy", words_of(Copy), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
