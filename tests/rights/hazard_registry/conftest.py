"""The hazard registry, walked."""

import pytest
from chassis.testing import *  # noqa: F403 - its fixtures

from tests.rights.standing import *  # noqa: F403 - its fixtures


@pytest.fixture(scope="session")
def package() -> str:
    return "hazard_registry"
