"""The tables this service owns."""

from sqlalchemy import Table

from training_records.tables.certificates import certificate, certificate_term
from training_records.tables.people import deployment, employment, employment_need, person
from training_records.tables.told import ban, told_expiring, told_lapsed
from training_records.tables.units import known_unit

TABLES: tuple[Table, ...] = (
    deployment,
    known_unit,
    person,
    employment,
    employment_need,
    certificate,
    certificate_term,
    told_expiring,
    told_lapsed,
    ban,
)

__all__ = [
    "TABLES",
    "ban",
    "certificate",
    "certificate_term",
    "deployment",
    "employment",
    "employment_need",
    "known_unit",
    "person",
    "told_expiring",
    "told_lapsed",
]
