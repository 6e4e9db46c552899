"""Cases. What belongs to one case only is stored with it; what is asked across cases has a column."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from enforcement.tables.metadata import metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("clue_id", Uuid, ForeignKey("clues.id"), nullable=False, unique=True),
    Column("body", Text, ForeignKey("bodies.code"), nullable=False),
    Column("area", Text, nullable=False),
    Column("matter", Text, ForeignKey("matters.code"), nullable=False),
    Column("unit_id", Uuid, index=True),
    Column("hazard_ids", ARRAY(Uuid), nullable=False),
    Column("cause", Text, nullable=False),
    Column("act_on", Date, nullable=False),
    Column("act_key", Text, nullable=False),
    Column("harmful_result", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("filed_on", Date, nullable=False),
    Column("filed_by", Uuid, nullable=False),
    Column("place", JSONB, nullable=False),
    Column("team", JSONB, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("penalties", JSONB, nullable=False),
    Column("proposed_by", Uuid),
    Column("reviews", JSONB, nullable=False),
    Column("notice", JSONB),
    Column("statements", JSONB, nullable=False),
    Column("hearing", JSONB),
    Column("discussion", JSONB),
    Column("decision", JSONB),
    Column("performance", JSONB),
    Column("publication", JSONB),
    Column("transferred_to", Text),
    Column("ended_because", Text),
    Column("extended_because", Text),
    Column("closing", JSONB),
    Column("deadlines", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    # Drawn from the fields above for lists and statistics.
    Column("decided_on", Date),
    Column("outcome", Text),
    Column("fine_unit", Numeric(14, 2), nullable=False),
    Column("fine_persons", Numeric(14, 2), nullable=False),
    Column("collected", Numeric(14, 2), nullable=False),
    Column("strikes_both", Boolean, nullable=False),
    Column("stops", Boolean, nullable=False),
    Column("closed_on", Date),
    Column("next_due", Date),
    Index("cases_filed_on_id_idx", "filed_on", "id"),
    Index("cases_body_status_idx", "body", "status"),
    Index("cases_hazard_ids_idx", "hazard_ids", postgresql_using="gin"),
    Index(
        "cases_evidence_idx",
        "evidence",
        postgresql_using="gin",
        postgresql_ops={"evidence": "jsonb_path_ops"},
    ),
    # One act no two fines (行政处罚法 art. 29), also when two officers file at the same moment.
    Index(
        "cases_act_key_key",
        "act_key",
        unique=True,
        postgresql_where=text("status NOT IN ('withdrawn', 'transferred')"),
    ),
)

# The last number given out for a body, a kind of document and a year: no gaps.
numbers = Table(
    "numbers",
    metadata,
    Column("body", Text, ForeignKey("bodies.code"), primary_key=True),
    Column("document", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
