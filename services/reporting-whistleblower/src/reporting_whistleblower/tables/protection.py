"""What protects reporters: retaliation claims, call-backs; and what guards against false reports."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from reporting_whistleblower.domain import callback as callbacks
from reporting_whistleblower.domain import false_report as false_reports
from reporting_whistleblower.domain import retaliation
from reporting_whistleblower.domain.report import Conclusion
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

retaliation_claim = Table(
    "retaliation_claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, index=True),
    Column("lead_id", Uuid, nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("acts", ARRAY(Text), nullable=False),
    Column("inquiry", Boolean, nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("status", words_of(retaliation.Status), nullable=False),
    Column("taken_up_by", Uuid),
    Column("taken_up_at", TIME),
    Column("told_at", TIME),
    Column("conclusion", words_of(Conclusion)),
    Column("concluded_by", Uuid),
    Column("concluded_at", TIME),
    Column("version", Integer, nullable=False),
    Index(
        "retaliation_claim_one_open",
        "report_id",
        unique=True,
        postgresql_where=text("status <> 'concluded'"),
    ),
    Index(None, "received_at", "id"),
)

callback = Table(
    "callback",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, unique=True),
    Column("area", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("status", words_of(callbacks.Status), nullable=False),
    Column("result", words_of(callbacks.Result)),
    Column("by", Uuid),
    Column("done_at", TIME),
    Column("version", Integer, nullable=False),
    Index(None, "due_on", "id"),
)

false_report = Table(
    "false_report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False),
    Column("area", Text, nullable=False),
    Column("ground", words_of(false_reports.Ground), nullable=False),
    Column("proposed_by", Uuid, nullable=False),
    Column("proposed_at", TIME, nullable=False),
    Column("status", words_of(false_reports.Status), nullable=False),
    Column("to_police", Boolean, nullable=False),
    Column("decided_by", Uuid),
    Column("decided_at", TIME),
    Column("version", Integer, nullable=False),
    Index(
        "false_report_one_standing",
        "report_id",
        unique=True,
        postgresql_where=text("status <> 'rejected'"),
    ),
    Index(None, "proposed_at", "id"),
)
