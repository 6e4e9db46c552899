"""Codes on walls. No report names the poster it came by, only the place."""

from sqlalchemy import Column, Integer, Table, Text, Uuid

from reporting_whistleblower.tables.columns import TIME, metadata

poster = Table(
    "poster",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("made_by", Uuid, nullable=False),
    Column("made_at", TIME, nullable=False),
    Column("revoked_at", TIME),
    Column("version", Integer, nullable=False),
)
