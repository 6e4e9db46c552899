"""Fixtures of every service's walk."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from fastapi import FastAPI

from tests.rights import callers
from tests.rights.callers import Calling
from tests.rights.operations import Operation, operations


@pytest_asyncio.fixture
async def calling(app: FastAPI, clock: FixedClock) -> AsyncIterator[Calling]:
    async with callers.calling(app, lambda: clock.at) as calling:
        yield calling


@pytest.fixture
def walked(app: FastAPI) -> list[Operation]:
    """Every operation of the service."""
    return operations(app)
