"""Training, walked."""

from typing import Any

import pytest
import pytest_asyncio
from chassis.db import Session
from chassis.testing import *  # noqa: F403 - its fixtures
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.rights.fields import Secret
from tests.rights.objects import World
from tests.rights.standing import *  # noqa: F403 - its fixtures
from tests.rights.standing import undoing
from tests.rights.training_records import world as planted


@pytest.fixture(scope="session")
def package() -> str:
    return "training_records"


@pytest.fixture(scope="session")
def plant() -> Any:
    return planted.plant


@pytest.fixture
def secrets() -> list[Secret]:
    return planted.SECRETS


@pytest.fixture
def free() -> set[str]:
    return planted.FREE


@pytest_asyncio.fixture
async def world(planted_here: None, tx: Session, connection: AsyncConnection) -> World:
    return World(
        things=await planted.things(tx),
        kinds=planted.KINDS,
        bodies=planted.BODIES,
        variants=planted.VARIANTS,
        shows=planted.SHOWS,
        owners="person",
        undone=undoing(connection),
    )
