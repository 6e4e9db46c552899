"""Whose open hazards were handed to whom."""

from sqlalchemy import Column, Integer, Table, Text, Uuid

from hazard_registry.tables.columns import Moment, id_column, metadata

hand_overs = Table(
    "hand_overs",
    metadata,
    id_column(),
    Column("from_person", Uuid, nullable=False),
    Column("to_person", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hazards", Integer, nullable=False),
    Column("handed_by", Uuid, nullable=False),
    Column("handed_at", Moment, nullable=False),
)
