"""However it ends, nothing stays behind but the data."""

import signal
from pathlib import Path

import asyncpg
import psutil
import pytest

from .running import Launched

URL = "ZHIBEN_DATABASE_URL"


async def test_data_are_kept_until_they_are_reset(tmp_path: Path) -> None:
    first = Launched(tmp_path)
    first.wait_for("系统已就绪")
    connection = await asyncpg.connect(first.ask()["told"][URL])
    await connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    await connection.close()
    processes = first.descendants()

    assert first.stop(signal.SIGINT) == 0
    assert not [process for process in processes if process.is_running()]

    second = Launched(tmp_path)
    second.wait_for("系统已就绪")
    connection = await asyncpg.connect(second.ask()["told"][URL])
    assert await connection.fetchval("SELECT number FROM kept") == 7
    await connection.close()
    assert second.stop(signal.SIGTERM) == 0

    reset = Launched(tmp_path, "reset")
    assert reset.finish() == 0
    assert list((tmp_path / ".data").iterdir()) == []


def test_it_stops_while_it_is_still_starting(tmp_path: Path) -> None:
    launched = Launched(tmp_path)
    launched.wait_for("启动 NATS")
    processes = launched.descendants()

    assert launched.stop(signal.SIGINT) == 0
    assert not [process for process in processes if process.is_running()]


@pytest.mark.skipif(not psutil.LINUX, reason="only Linux tells children that their parent died")
def test_a_killed_launcher_leaves_no_orphans_and_starts_again(tmp_path: Path) -> None:
    first = Launched(tmp_path)
    first.wait_for("系统已就绪")
    processes = first.descendants()

    first.stop(signal.SIGKILL)

    assert psutil.wait_procs(processes, timeout=20)[1] == []
    second = Launched(tmp_path)
    second.wait_for("系统已就绪")
    assert second.stop() == 0


def test_a_service_that_cannot_start_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    launched = Launched(tmp_path, FAKE_BROKEN="1")
    launched.wait_for("hazard-registry.api 没有启动成功")

    assert launched.finish() == 1
    assert "broken on purpose" in launched.printed
    assert "已停止" in launched.printed


def test_the_door_closes_first_and_the_stores_last(tmp_path: Path) -> None:
    launched = Launched(tmp_path)
    launched.wait_for("系统已就绪")

    launched.stop(signal.SIGTERM)

    log = (tmp_path / ".data/logs/launcher.log").read_text().splitlines()
    stopped = [line.removesuffix(" stopped") for line in log if line.endswith(" stopped")]
    assert stopped[0] == "gateway.api"
    assert set(stopped[1:3]) == {"hazard-registry.api", "hazard-registry.worker"}
    assert stopped[3:] == ["nats", "postgres"]
