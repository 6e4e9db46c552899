"""A database with the tables of rules, the calendar and the audit trail."""

import pytest
from chassis.audit import AUDIT_DDL
from chassis.library_testing import database, sessions, tx, untouched
from law.calendar import CALENDAR_DDL
from law.rules import RULES_DDL

__all__ = ["database", "sessions", "tables", "tx", "untouched"]


@pytest.fixture(scope="session")
def tables() -> list[str]:
    return [*RULES_DDL, *CALENDAR_DDL, *AUDIT_DDL]
