"""Fictional people and certificates in every state, made by the real use cases."""

from training_records.demo.seeding import seed

__all__ = ["seed"]
