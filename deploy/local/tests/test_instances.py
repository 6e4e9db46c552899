"""Two of each service behind one address: one may go while the other answers."""

import http.client
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from .running import Launched, wait_until


@pytest.fixture
def doubled(tmp_path: Path) -> Iterator[Launched]:
    tmp_path.chmod(0o755)
    launched = Launched(tmp_path, ZHIBEN_INSTANCES="2")
    launched.wait_for("系统已就绪")
    yield launched
    if launched.process.poll() is None:
        launched.stop()


def apis(system: Launched) -> list[psutil.Process]:
    named = "hazard_registry.main:create"
    return [child for child in system.descendants() if named in child.cmdline()]


def status(address: str) -> int:
    """Ask as the gateway does: once more, if the connection went with the one who had it."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for last in (False, True):
        try:
            with opener.open(address, timeout=20) as response:
                return int(response.status)
        except (OSError, http.client.HTTPException):
            if last:
                raise
    raise AssertionError("unreachable")


def test_one_of_two_answers_while_the_other_is_away(doubled: Launched) -> None:
    ports = json.loads((doubled.folder / ".data" / "ports.json").read_text())
    address = f"http://127.0.0.1:{ports['hazard-registry.api']}/readyz"
    pair = apis(doubled)

    for victim in pair:
        victim.terminate()
        assert [status(address) for _ in range(20)] == [200] * 20
        wait_until(lambda gone=victim: not gone.is_running() and len(apis(doubled)) == 2)

    assert len(pair) == 2
    assert {"hazard-registry.worker", "hazard-registry.worker-2"} <= set(ports)
    assert doubled.stop() == 0
