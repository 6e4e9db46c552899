"""Gives a test run a real PostgreSQL and NATS, unless it was told of some."""

import os
from contextlib import ExitStack

import pytest

from launcher.ephemeral import private_stores

_VARIABLES = ("ZHIBEN_TEST_DATABASE_URL", "ZHIBEN_TEST_NATS_URL")
_stores = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start them once, before pytest-xdist starts its workers, who inherit the addresses."""
    is_worker = hasattr(session.config, "workerinput")
    if is_worker or session.config.option.collectonly or all(map(os.environ.get, _VARIABLES)):
        return
    addresses = _stores.enter_context(private_stores())
    for name in _VARIABLES:
        if not os.environ.get(name):
            os.environ[name] = addresses[name]
            _stores.callback(os.environ.pop, name, None)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what we started."""
    _stores.close()
