"""One whole system for all journeys of a test run, and people to walk them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import pytest_asyncio

from tests.journeys.people import Cast, Person
from tests.journeys.whole_system import WholeSystem

for module in (
    "interruptions",
    "planning",
    "redelivery",
    "refused",
    "refusing",
    "refusing_files",
    "told",
):
    pytest.register_assert_rewrite(f"tests.journeys.{module}")

# A lapse is looked for once a minute; nobody wants to wait that long in a test.
_HURRY = "UPDATE sweep_run SET ran_at = NULL WHERE name = 'tell_lapsed' AND ran_at IS NOT NULL"


@pytest_asyncio.fixture(scope="session")
async def system() -> AsyncIterator[WholeSystem]:
    """Started when the first journey begins."""
    system = await WholeSystem.start()
    hurrying = asyncio.create_task(_hurry(system))
    try:
        yield system
    finally:
        hurrying.cancel()
        with suppress(asyncio.CancelledError):
            await hurrying
        await asyncio.to_thread(system.stop)


@pytest_asyncio.fixture(scope="session")
async def cast(system: WholeSystem) -> AsyncIterator[Cast]:
    """Everybody, each signed in once for all tests."""
    async with system.cast() as cast:
        yield cast


@pytest_asyncio.fixture
async def clerk(cast: Cast) -> Person:
    return await cast.who("clerk")


async def _hurry(system: WholeSystem) -> None:
    while True:
        async with system.database("training_records") as connection:
            await connection.execute(_HURRY)
        await asyncio.sleep(2)
