"""Fictional reports in every state, made by the real use cases."""

from reporting_whistleblower.demo.people import PASSPHRASE
from reporting_whistleblower.demo.seeding import CODES, seed

__all__ = ["CODES", "PASSPHRASE", "seed"]
