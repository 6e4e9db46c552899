"""The hazard registry, walked."""

from types import ModuleType

import pytest
from chassis.testing import *  # noqa: F403 - its fixtures

from tests.rights.hazard_registry import world as planted_world
from tests.rights.standing import *  # noqa: F403 - its fixtures


@pytest.fixture(scope="session")
def package() -> str:
    return "hazard_registry"


@pytest.fixture(scope="session")
def planted() -> ModuleType:
    return planted_world
