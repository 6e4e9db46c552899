"""Fixtures for hazard-registry."""

from uuid import UUID

import pytest
import pytest_asyncio
from chassis.db import Session
from chassis.testing import *  # noqa: F403 - its fixtures
from chassis.testing import ClientAs
from contracts.demo import unit_code
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_unit
from hazard_registry.store import units

from .people import People, gather, photograph


@pytest.fixture(scope="session")
def package() -> str:
    return "hazard_registry"


@pytest_asyncio.fixture
async def unit(tx: Session) -> Unit:
    found = a_unit(code=unit_code(7))
    await units.add(tx, found)
    return found


@pytest.fixture
def people(client_as: ClientAs, unit: Unit) -> People:
    return gather(client_as, unit)


@pytest_asyncio.fixture
async def evidence(tx: Session) -> UUID:
    """A photograph that somebody sent."""
    return await photograph(tx)
