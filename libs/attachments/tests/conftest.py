"""A database with the tables of attachments and the audit trail."""

import pytest
from attachments import ATTACHMENTS_DDL
from chassis.audit import AUDIT_DDL
from chassis.library_testing import database, sessions, tx, untouched

__all__ = ["database", "sessions", "tables", "tx", "untouched"]


@pytest.fixture(scope="session")
def tables() -> list[str]:
    return [*ATTACHMENTS_DDL, *AUDIT_DDL]
