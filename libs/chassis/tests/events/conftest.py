"""Two databases and a stream of one's own for every test: a publisher's and a reader's."""

import os
import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from chassis import faults
from chassis.nats_port import Port
from chassis.settings import Settings
from chassis.telemetry import configure_logs
from chassis.testing import server_url
from pydantic import SecretStr

from .world import World, administer, make_database


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    """As in production; structlog's own way draws every frame's variables, for seconds."""
    address = SecretStr(server_url())
    configure_logs(Settings(service_name="test", database_url=address, log_level="CRITICAL"))


@pytest_asyncio.fixture(scope="session")
async def databases() -> AsyncIterator[tuple[str, str]]:
    publisher = await make_database(f"test_chassis_publisher_{os.getpid()}")
    reader = await make_database(f"test_chassis_reader_{os.getpid()}")
    yield publisher, reader
    for url in (publisher, reader):
        await administer(f'DROP DATABASE "{url.rsplit("/", 1)[1]}" WITH (FORCE)')


@pytest.fixture(scope="session")
def nats_url() -> str:
    return os.environ["ZHIBEN_TEST_NATS_URL"]


@pytest_asyncio.fixture
async def port(nats_url: str) -> AsyncIterator[Port]:
    port = Port()
    await port.open(nats_url, name="test")
    yield port
    await port.close()


@pytest_asyncio.fixture
async def world(databases: tuple[str, str], port: Port) -> AsyncIterator[World]:
    world = await World.make(databases, port, secrets.token_hex(4))
    yield world
    faults.plan()
    await world.end()
