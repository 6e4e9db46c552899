"""Fictional units and hazards, made by the real use cases, so that events and figures are true."""

from hazard_registry.demo.seeding import seed

__all__ = ["seed"]
