"""Databases of our own with the tables of rules, calendar, audit, attachments and sweeps."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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

DDL = [*RULES_DDL, *CALENDAR_DDL, *AUDIT_DDL, *ATTACHMENTS_DDL, *SWEEPS_DDL]


@asynccontextmanager
async def a_database() -> AsyncIterator[str]:
    server = os.environ["ZHIBEN_TEST_DATABASE_URL"]
    name = f"chassis_records_{uuid4().hex[:12]}"
    admin = await asyncpg.connect(f"{server}/postgres")
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+asyncpg://{server.split('://', 1)[1]}/{name}"
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


async def make_tables(sessions: Sessions) -> None:
    async with sessions.begin() as tx:
        await tx.execute(text("DROP SCHEMA public CASCADE"))
        await tx.execute(text("CREATE SCHEMA public"))
        for statement in DDL:
            await tx.execute(text(statement))


@pytest.fixture(scope="session")
async def database() -> AsyncIterator[str]:
    """Where tests that commit work, one after another; for SQLAlchemy."""
    async with a_database() as url:
        yield url


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    """Fresh tables, for tests that must commit."""
    async with open_database(database) as sessions:
        await make_tables(sessions)
        yield sessions


@pytest.fixture(scope="session")
async def untouched() -> AsyncIterator[Sessions]:
    """Tables that no test ever commits to."""
    async with a_database() as url, open_database(url) as sessions:
        await make_tables(sessions)
        yield sessions


@pytest.fixture
async def tx(untouched: Sessions) -> AsyncIterator[Session]:
    """A transaction that is rolled back."""
    async with untouched() as session:
        yield session
        await session.rollback()
