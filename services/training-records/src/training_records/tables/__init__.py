"""The tables this service owns."""

from training_records.tables.certificates import certificate, certificate_term
from training_records.tables.columns import metadata
from training_records.tables.people import deployment, employment, employment_need, person
from training_records.tables.told import ban, told_expiring, told_lapsed
from training_records.tables.units import known_unit

__all__ = [
    "ban",
    "certificate",
    "certificate_term",
    "deployment",
    "employment",
    "employment_need",
    "known_unit",
    "metadata",
    "person",
    "told_expiring",
    "told_lapsed",
]
