"""A database of its own with the tables of rules, calendar, audit and attachments."""

import os
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from chassis.attachments import ATTACHMENTS_DDL
from chassis.audit import AUDIT_DDL
from chassis.calendar import CALENDAR_DDL
from chassis.db import Session, Sessions, open_database
from chassis.rules import RULES_DDL
from chassis.sweeps import SWEEPS_DDL
from sqlalchemy import text


@pytest.fixture(scope="session")
async def database() -> AsyncIterator[str]:
    """An empty database, for SQLAlchemy; dropped at the end."""
    server = os.environ["ZHIBEN_TEST_DATABASE_URL"]
    name = f"chassis_records_{uuid4().hex[:12]}"
    admin = await asyncpg.connect(f"{server}/postgres")
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+asyncpg://{server.split('://', 1)[1]}/{name}"
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    """Fresh tables, for tests that must commit."""
    async with open_database(database) as sessions:
        async with sessions.begin() as tx:
            await tx.execute(text("DROP SCHEMA public CASCADE"))
            await tx.execute(text("CREATE SCHEMA public"))
            for statement in [*RULES_DDL, *CALENDAR_DDL, *AUDIT_DDL, *ATTACHMENTS_DDL, *SWEEPS_DDL]:
                await tx.execute(text(statement))
        yield sessions


@pytest.fixture
async def tx(sessions: Sessions) -> AsyncIterator[Session]:
    """A transaction that is rolled back."""
    async with sessions() as session:
        yield session
        await session.rollback()
