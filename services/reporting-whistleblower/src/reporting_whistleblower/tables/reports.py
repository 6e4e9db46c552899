"""Reports: what may be known without a key, and the sealed rest apart from it."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
)

from reporting_whistleblower.domain.letters import Author, Topic
from reporting_whistleblower.domain.report import (
    Category,
    Channel,
    Conclusion,
    RefusalGround,
    Status,
)
from reporting_whistleblower.tables.columns import TIME, metadata, words_of

unit_copy = Table(
    "unit_copy",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Text, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("lead_id", Uuid, nullable=False, unique=True),
    Column("category", words_of(Category), nullable=False),
    Column("area", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("wants_reward", Boolean, nullable=False),
    Column("identity_id", Uuid),
    Column("received_at", TIME, nullable=False),
    Column("status", words_of(Status), nullable=False),
    Column("handler_id", Uuid),
    Column("employee", Boolean, nullable=False),
    Column("accepted_at", TIME),
    Column("accepted_by", Uuid),
    Column("due_on", Date),
    Column("extended", Boolean, nullable=False),
    Column("refusal_ground", words_of(RefusalGround)),
    Column("decided_at", TIME),
    Column("merged_into", Uuid, ForeignKey("report.id"), index=True),
    Column("proposed_conclusion", words_of(Conclusion)),
    Column("proposed_from", Text),
    Column("conclusion", words_of(Conclusion)),
    Column("concluded_at", TIME),
    Column("concluded_by", Uuid),
    Column("feedback_due_on", Date),
    Column("feedback_at", TIME),
    Column("objected_at", TIME),
    Column("reexamine_due_on", Date),
    Column("reexamined_at", TIME),
    Column("reexamined_by", Uuid),
    Column("channel", words_of(Channel), nullable=False, server_default=Channel.WEB.value),
    Column("paused_at", TIME),
    Column("destroyed_at", TIME),
    Column("version", Integer, nullable=False),
    Index(None, "received_at", "id"),
    Index(None, "area", "status"),
)

# The report's own key pair: whoever writes seals to the public half; the private half is the
# content key, sealed once to the receipt's thread key and once to each handler.
sealed_report = Table(
    "sealed_report",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    # What the content key is sealed to again when it is rotated; unknown for the oldest reports.
    Column("thread_public_key", LargeBinary),
    Column("thread_sealed_key", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

report_key = Table(
    "report_key",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("key_id", Uuid, ForeignKey("officer_key.id"), primary_key=True),
    Column("sealed_key", LargeBinary, nullable=False),
)

# Everybody who ever handled a report: none of them may approve or pay its reward.
handling = Table(
    "handling",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("account_id", Uuid, primary_key=True),
)

letter = Table(
    "letter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), nullable=False, index=True),
    Column("author", words_of(Author), nullable=False),
    Column("topic", words_of(Topic), nullable=False),
    Column("written_by", Uuid),
    Column("written_at", TIME, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# The bytes lie in the row: they commit, are backed up and vanish together with it.
upload = Table(
    "upload",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("report_id", Uuid, ForeignKey("report.id"), index=True),
    Column("key_hash", LargeBinary, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sealed_key", LargeBinary),
    Column("uploaded_at", TIME, nullable=False),
    Column("content", LargeBinary),  # of photographs; larger files lie in parts
)

lead = Table(
    "lead",
    metadata,
    Column("lead_id", Uuid, primary_key=True),
    Column("area", Text, nullable=False),
    Column("unit_id", Uuid),
    Column("category", words_of(Category), nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("written_by", Uuid, nullable=False),
    Column("written_at", TIME, nullable=False),
)

# Which hazard a lead became, learnt from the registry: decided cases name hazards only.
lead_hazard = Table(
    "lead_hazard",
    metadata,
    Column("hazard_id", Uuid, primary_key=True),
    Column("lead_id", Uuid, nullable=False, index=True),
    Column("linked_at", TIME, nullable=False),
)

# Cases and hazards travel in different streams: a decision may be heard of before the link.
decided_case = Table(
    "decided_case",
    metadata,
    Column("hazard_id", Uuid, primary_key=True),
    Column("case_id", Uuid, primary_key=True),
    Column("fine", Numeric(14, 2), nullable=False),
    Column("heard_at", TIME, nullable=False),
)
