"""Fixtures of every service's walk: its conftest says which package it is, and what is planted in it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from types import ModuleType
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
from tests.rights.fields import Secret
from tests.rights.objects import World
from tests.rights.operations import Operation, operations


@pytest_asyncio.fixture
async def calling(app: FastAPI, clock: FixedClock) -> AsyncIterator[Calling]:
    async with callers.calling(app, lambda: clock.at) as calling:
        yield calling


@pytest.fixture
def walked(app: FastAPI) -> list[Operation]:
    """Every operation of the service."""
    return operations(app)


@pytest_asyncio.fixture(scope="session")
async def planted_here(settings: Settings, planted: ModuleType) -> None:
    """Fill the service's database once, with things that are marked as whose they are."""
    engine = make_engine(settings.sqlalchemy_url)
    try:
        async with Session(engine, expire_on_commit=False) as tx, tx.begin():
            await planted.plant(tx, settings)
    finally:
        await engine.dispose()


@pytest.fixture
def secrets(planted: ModuleType) -> list[Secret]:
    found: list[Secret] = planted.SECRETS
    return found


@pytest.fixture
def free(planted: ModuleType) -> set[str]:
    found: set[str] = planted.FREE
    return found


@pytest_asyncio.fixture
async def world(
    planted_here: None, planted: ModuleType, tx: Session, connection: AsyncConnection
) -> World:
    """The things of a service, and what only some services need to say about theirs."""
    more: dict[str, Any] = {"unread": planted.UNREAD} if hasattr(planted, "UNREAD") else {}
    if hasattr(planted, "ALIKE"):
        more["alike"] = planted.ALIKE
    if hasattr(planted, "unlocked"):
        more["dressed"] = partial(planted.unlocked, tx)
    return World(
        things=await planted.things(tx),
        kinds=planted.KINDS,
        bodies=planted.BODIES,
        variants=planted.VARIANTS,
        shows=planted.SHOWS,
        owners=planted.OWNERS,
        undone=undoing(connection),
        **more,
    )


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
