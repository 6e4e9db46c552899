"""Figures as they were published: written once, never changed."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from reporting_whistleblower.domain.publication import Measure
from reporting_whistleblower.tables.columns import TIME, metadata, words_of
from reporting_whistleblower.tables.rewards import YUAN

published_span = Table(
    "published_span",
    metadata,
    Column("area", Text, primary_key=True),
    Column("measure", words_of(Measure), primary_key=True),
    Column("first", Date, nullable=False),
    Column("last", Date, primary_key=True),
    Column("total", Integer, nullable=False),
    Column("cells", JSONB, nullable=False),
    Column("days", Integer),
    Column("yuan", YUAN),
    Column("published_at", TIME, nullable=False),
    # Whatever else goes wrong, nothing that points at somebody is published.
    CheckConstraint("total >= 5", name="large_enough"),
    CheckConstraint("first < last", name="order"),
)
