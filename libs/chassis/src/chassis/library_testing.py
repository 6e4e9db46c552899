"""Fixtures for libraries' tests: a database with a few tables, and no service around it.

A library's `conftest.py` says which: a session fixture `tables`, a list of SQL statements.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text

from chassis.db import Session, Sessions, open_database


@asynccontextmanager
async def a_database() -> AsyncIterator[str]:
    """Make an empty database for SQLAlchemy, and drop it afterwards."""
    server = os.environ["ZHIBEN_TEST_DATABASE_URL"]
    name = f"library_{uuid4().hex[:12]}"
    admin = await asyncpg.connect(f"{server}/postgres")
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+asyncpg://{server.split('://', 1)[1]}/{name}"
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


async def make_tables(sessions: Sessions, tables: list[str]) -> None:
    """Begin anew with these tables, empty."""
    async with sessions.begin() as tx:
        await tx.execute(text("DROP SCHEMA public CASCADE"))
        await tx.execute(text("CREATE SCHEMA public"))
        for statement in tables:
            await tx.execute(text(statement))


@pytest.fixture(scope="session")
async def database() -> AsyncIterator[str]:
    """Where tests that commit work, one after another; for SQLAlchemy."""
    async with a_database() as url:
        yield url


@pytest.fixture
async def sessions(database: str, tables: list[str]) -> AsyncIterator[Sessions]:
    """Fresh tables, for tests that must commit."""
    async with open_database(database) as sessions:
        await make_tables(sessions, tables)
        yield sessions


@pytest.fixture(scope="session")
async def untouched(tables: list[str]) -> AsyncIterator[Sessions]:
    """Tables that no test ever commits to."""
    async with a_database() as url, open_database(url) as sessions:
        await make_tables(sessions, tables)
        yield sessions


@pytest.fixture
async def tx(untouched: Sessions) -> AsyncIterator[Session]:
    """A transaction that is rolled back."""
    async with untouched() as session:
        yield session
        await session.rollback()
