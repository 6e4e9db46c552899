"""A database with the tables of the event path and the audit trail."""

import pytest
from chassis.audit import AUDIT_DDL
from chassis.event_tables import EVENT_DDL
from chassis.library_testing import database, sessions, tx, untouched
from chassis.sweeps import SWEEPS_DDL

__all__ = ["database", "sessions", "tables", "tx", "untouched"]


@pytest.fixture(scope="session")
def tables() -> list[str]:
    return [*EVENT_DDL, *AUDIT_DDL, *SWEEPS_DDL]
