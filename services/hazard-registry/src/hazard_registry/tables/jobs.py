"""Jobs, and beside each how far it is: whoever works on a job holds its row, not that beside it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from hazard_registry.domain.job import JobStatus, Kind
from hazard_registry.tables.columns import Moment, id_column, metadata, one_of

jobs = Table(
    "jobs",
    metadata,
    id_column(),
    Column("kind", one_of(Kind), nullable=False),
    Column("parameters", JSONB, nullable=False),
    Column("language", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_name", Text, nullable=False),
    Column("grants", JSONB, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("status", one_of(JobStatus), nullable=False),
    Column("input", Text),
    Column("result", Text),
    Column("result_name", Text),
    Column("outcome", JSONB),
    Column("problem", Text),
    Column("facts", JSONB, nullable=False),
    Column("errors", JSONB, nullable=False),
    Column("finished_at", Moment),
    Column("version", Integer, nullable=False),
    Index("jobs_of", "asked_by", "asked_at", "id"),
)
Index("jobs_queued", jobs.c.asked_at, postgresql_where=jobs.c.status == "queued")

job_progress = Table(
    "job_progress",
    metadata,
    Column("job_id", Uuid, ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("started_at", Moment),
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("cancel_asked_at", Moment),
)
