"""A database with the tables of the audit trail and the sweeps."""

import pytest
from chassis.audit import AUDIT_DDL
from chassis.library_testing import database, sessions, tx, untouched
from chassis.sweeps import SWEEPS_DDL

__all__ = ["database", "sessions", "tables", "tx", "untouched"]


@pytest.fixture(scope="session")
def tables() -> list[str]:
    return [*AUDIT_DDL, *SWEEPS_DDL]
