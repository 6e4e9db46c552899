"""Database sessions. Stores use SQLAlchemy freely; everyone else only passes a `Session` along."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

Session: TypeAlias = AsyncSession
Sessions: TypeAlias = async_sessionmaker[AsyncSession]

# Predictable constraint names: migrations can drop what they can name.
NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


def make_engine(
    url: str, *, pool_size: int = 10, statement_timeout_seconds: int = 15
) -> AsyncEngine:
    """Make an engine whose connections give up on their own rather than hang.

    `url` is SQLAlchemy's (`postgresql+asyncpg://…`).
    """
    limits = {
        "statement_timeout": f"{statement_timeout_seconds}s",
        "idle_in_transaction_session_timeout": "60s",
        "timezone": "Asia/Shanghai",
    }
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        connect_args={"server_settings": limits, "timeout": 5},
    )


@asynccontextmanager
async def open_database(
    url: str, *, pool_size: int = 10, statement_timeout_seconds: int = 15
) -> AsyncIterator[Sessions]:
    """Yield a session maker, and close its connections afterwards."""
    engine = make_engine(
        url, pool_size=pool_size, statement_timeout_seconds=statement_timeout_seconds
    )
    try:
        yield async_sessionmaker(engine, expire_on_commit=False)
    finally:
        await engine.dispose()
