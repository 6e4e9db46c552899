"""Fixtures of every service's walk."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session, make_engine
from chassis.settings import Settings
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.rights import callers
from tests.rights.callers import Calling
from tests.rights.operations import Operation, operations

Plant = Callable[[Session, Settings], Awaitable[None]]


@pytest_asyncio.fixture
async def calling(app: FastAPI, clock: FixedClock) -> AsyncIterator[Calling]:
    async with callers.calling(app, lambda: clock.at) as calling:
        yield calling


@pytest.fixture
def walked(app: FastAPI) -> list[Operation]:
    """Every operation of the service."""
    return operations(app)


@pytest_asyncio.fixture(scope="session")
async def planted_here(settings: Settings, plant: Plant) -> None:
    """Fill the service's database once, with things that are marked as whose they are."""
    engine = make_engine(settings.sqlalchemy_url)
    try:
        async with Session(engine, expire_on_commit=False) as tx, tx.begin():
            await plant(tx, settings)
    finally:
        await engine.dispose()


def undoing(connection: AsyncConnection) -> Callable[[], AbstractAsyncContextManager[Any]]:
    """Undo whatever is done within: each request of a walk starts from the same state."""

    @asynccontextmanager
    async def undone() -> AsyncIterator[None]:
        savepoint = await connection.begin_nested()
        try:
            yield
        finally:
            await savepoint.rollback()

    return undone
