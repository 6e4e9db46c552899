"""Two databases and a stream of one's own for every test: a publisher's and a reader's."""

import os
import secrets
from collections.abc import AsyncIterator

import pytest_asyncio
from chassis import faults
from chassis.nats_port import Port
from sqlalchemy.ext.asyncio import create_async_engine

from .world import World, empty_database


@pytest_asyncio.fixture(scope="session")
async def template() -> AsyncIterator[str]:
    name = f"test_chassis_events_{os.getpid()}"
    yield await empty_database(name)


@pytest_asyncio.fixture
async def port() -> AsyncIterator[Port]:
    port = Port()
    await port.open(os.environ["ZHIBEN_TEST_NATS_URL"], name="test")
    yield port
    await port.close()


@pytest_asyncio.fixture
async def world(template: str, port: Port) -> AsyncIterator[World]:
    world = await World.make(template, port, secrets.token_hex(4))
    yield world
    faults.plan()
    await world.end()
