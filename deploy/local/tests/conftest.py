"""One system for the tests that only look at it, or hurt it a little."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from .running import Launched


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    folder: Path = tmp_path_factory.mktemp("a checkout")
    launched = Launched(folder)
    try:
        launched.wait_for("系统已就绪")
        yield launched
    finally:
        launched.stop(signal.SIGTERM)
