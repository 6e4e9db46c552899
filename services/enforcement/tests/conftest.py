"""Fixtures for enforcement."""

import pytest


@pytest.fixture(scope="session")
def package() -> str:
    return "enforcement"
