"""Training, walked."""

from types import ModuleType

import pytest
from chassis.testing import *  # noqa: F403 - its fixtures

from tests.rights.standing import *  # noqa: F403 - its fixtures
from tests.rights.training_records import world as planted_world


@pytest.fixture(scope="session")
def package() -> str:
    return "training_records"


@pytest.fixture(scope="session")
def planted() -> ModuleType:
    return planted_world
