"""Reporting, walked."""

from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from chassis.db import Session
from chassis.testing import *  # noqa: F403 - its fixtures
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.rights.fields import Secret
from tests.rights.objects import HASHES, World
from tests.rights.reporting_whistleblower import world as planted
from tests.rights.standing import *  # noqa: F403 - its fixtures
from tests.rights.standing import undoing


@pytest.fixture(scope="session")
def package() -> str:
    return "reporting_whistleblower"


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
        unread=HASHES | {"open_receipt", "unlock_key", "lock_key"},
        owners="report",
        undone=undoing(connection),
        dressed=partial(planted.unlocked, tx),
    )
