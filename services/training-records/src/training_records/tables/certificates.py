"""Certificates, with the facts their status is computed from, and the terms they have had."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid

from training_records.domain.certificate import (
    CancellationGround,
    Method,
    ReviewResult,
    RevocationGround,
)
from training_records.domain.regime import Regime
from training_records.tables.columns import metadata, one_of, sealed

certificate = Table(
    "certificate",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, ForeignKey("person.id"), nullable=False),
    Column("regime", Text, nullable=False),
    Column("item", Text, nullable=False),
    *sealed("number"),
    Column("issuer", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("valid_since", Date, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("review_due_on", Date),
    Column("reviewed_on", Date),
    Column("review_result", Text),
    Column("revoked_on", Date),
    Column("revocation_ground", Text),
    Column("cancelled_on", Date),
    Column("cancellation_ground", Text),
    Column("verified_on", Date),
    Column("verified_by", Text),
    Column("verification_method", Text),
    Column("verification_attachment", Uuid),
    Column("version", Integer, nullable=False),
    one_of("regime", Regime),
    one_of("review_result", ReviewResult),
    one_of("revocation_ground", RevocationGround),
    one_of("cancellation_ground", CancellationGround),
    one_of("verification_method", Method),
    CheckConstraint("valid_since <= valid_from AND valid_from <= valid_to", name="term"),
    Index(None, "person_id", "regime", "item"),
    Index(None, "valid_to", "id"),
    # A special operator's number names the person, so number and item together name a certificate.
    Index(
        "certificate_standing_key",
        "regime",
        "number_digest",
        "item",
        unique=True,
        postgresql_where="revoked_on IS NULL AND cancelled_on IS NULL",
    ),
)

certificate_term = Table(
    "certificate_term",
    metadata,
    Column("certificate_id", Uuid, ForeignKey("certificate.id"), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date, nullable=False),
    Column("review_due_on", Date),
)
