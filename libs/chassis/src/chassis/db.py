"""Database sessions. Stores use SQLAlchemy freely; everyone else only passes a `Session` along."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

Session: TypeAlias = AsyncSession
Sessions: TypeAlias = async_sessionmaker[AsyncSession]
Rows: TypeAlias = "list[asyncpg.Record]"

# Predictable constraint names: migrations can drop what they can name.
NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

UNPROVED_FOR: Final = 5.0  # seconds a connection may rest before it is asked whether it lives


class Fixed:
    """One SQL statement that never changes, with `$1 …`; the driver runs it on the session's connection.

    For the few statements that every request runs: what SQLAlchemy does around a statement costs
    several times more than the statement (docs/decisions/0007-hot-paths.md).
    """

    def __init__(self, sql: str) -> None:
        self.sql = sql

    async def write(self, tx: Session, *values: object) -> Rows:
        """Run it in the session's transaction. Raise `DBAPIError` as SQLAlchemy would."""
        if (held := tx.info.get(together)) is not None:
            held.setdefault(self, []).append(values)
            return []
        return await self.run(tx, "fetch", *values)

    async def read(self, tx: Session, *values: object) -> Rows:
        """Run it in the session's transaction, but begin none: one read alone needs none."""
        return await self.run(tx, "fetch", *values, begin=False)

    async def run(self, tx: Session, call: str, *values: object, begin: bool = True) -> Rows:
        """Call the driver's method of this name."""
        adapter = await _adapter(tx)
        try:
            if begin and adapter._transaction is None:  # noqa: SLF001 - SQLAlchemy begins only lazily
                await adapter._start_transaction()  # noqa: SLF001
            return await getattr(adapter.driver_connection, call)(self.sql, *values)  # type: ignore[no-any-return]
        except Exception as error:
            raise _as_sqlalchemy(self.sql, error, adapter) from error


@asynccontextmanager
async def together(tx: Session) -> AsyncIterator[None]:
    """Keep back what fixed statements write inside, and send it at the end, each with all its rows.

    For thousands of rows. The statements keep the order of their first use, and give nothing back.
    """
    held: dict[Fixed, list[tuple[object, ...]]] = tx.info.setdefault(together, {})
    try:
        yield
    finally:
        del tx.info[together]
    for statement, rows in held.items():
        await statement.run(tx, "executemany", rows)


async def _adapter(tx: Session) -> Any:
    """Find the session's connection; asked once a transaction, since asking costs a statement.

    Once a savepoint, too: SQLAlchemy sets one when the connection is asked for inside it.
    """
    session, known = tx.sync_session, tx.info.get(Fixed)
    now = session.get_nested_transaction() or session.get_transaction()
    if now is None or known is None or known[0] is not now:
        raw = await (await tx.connection()).get_raw_connection()
        now = session.get_nested_transaction() or session.get_transaction()
        known = tx.info[Fixed] = (now, raw.dbapi_connection)
    return known[1]


def _as_sqlalchemy(sql: str, error: BaseException, adapter: Any) -> BaseException:
    try:
        adapter._handle_exception(error)  # noqa: SLF001 - it translates the driver's errors
    except adapter.dbapi.Error as translated:
        lost, kind = adapter.driver_connection.is_closed(), adapter.dbapi.Error
        return DBAPIError.instance(sql, None, translated, kind, True, lost)  # type: ignore[no-any-return]  # noqa: FBT003
    return error


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
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"server_settings": limits, "timeout": 5},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    event.listen(engine.sync_engine, "checkin", _note_use)
    return engine


def _refuse_dead(connection: Any, record: Any, _: object) -> None:
    """Let the pool replace a connection that died while it rested. Closed ones know it for nothing."""
    now = time.monotonic()
    try:
        if connection.driver_connection.is_closed():
            raise DisconnectionError
        if now - record.info.get("used", now) > UNPROVED_FOR:
            connection.ping()
    except connection.dbapi.Error as error:
        raise DisconnectionError from error


def _note_use(_: object, record: Any) -> None:
    record.info["used"] = time.monotonic()


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
