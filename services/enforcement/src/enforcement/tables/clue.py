"""Clues, and which hazard belongs to which."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from enforcement.tables.metadata import metadata

clues = Table(
    "clues",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("source", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("body", Text, ForeignKey("bodies.code"), nullable=False),
    Column("matter", Text, ForeignKey("matters.code")),
    Column("unit_id", Uuid, index=True),
    Column("hazard_ids", ARRAY(Uuid), nullable=False),
    Column("lead_id", Uuid),
    Column("summary", Text),
    Column("from_body", Text, ForeignKey("bodies.code")),
    Column("from_clue", Uuid, ForeignKey("clues.id"), unique=True),
    Column("received_on", Date, nullable=False),
    Column("answer_by", JSONB, nullable=False),
    Column("answer_by_day", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("answered_on", Date),
    Column("answered_by", Uuid),
    Column("reason", Text),
    Column("handed_to", Text),
    Column("case_id", Uuid),
    Column("version", Integer, nullable=False),
    # Newest first within what a body has to answer.
    Index("clues_received_on_id_idx", "received_on", "id"),
    Index("clues_body_status_idx", "body", "status", "answer_by_day"),
    Index("clues_hazard_ids_idx", "hazard_ids", postgresql_using="gin"),
    # One lead, one first clue: whichever of the two events comes second finds it.
    Index(
        "clues_lead_id_key",
        "lead_id",
        unique=True,
        postgresql_where=text("lead_id IS NOT NULL AND from_clue IS NULL"),
    ),
)

# A hazard makes a clue once: the first clue it stands on keeps it.
clue_hazards = Table(
    "clue_hazards",
    metadata,
    Column("hazard_id", Uuid, primary_key=True),
    Column("clue_id", Uuid, ForeignKey("clues.id"), nullable=False, index=True),
)
