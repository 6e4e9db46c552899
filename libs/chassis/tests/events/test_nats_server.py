"""A NATS server of one's own, which is killed and set back to an earlier state."""

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from chassis import event_metrics as metrics
from chassis.nats_port import Port

from .test_repair import value
from .test_worker import free_port
from .world import World, eventually, things


class Server:
    """A server that forgets on command what it has not been told to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.config = folder / "nats.json"
        store = {"store_dir": str(folder / "store"), "sync_interval": "always"}
        config = {"listen": f"127.0.0.1:{self.port}", "jetstream": store}
        self.config.write_text(json.dumps(config))
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        program = shutil.which("nats-server", path=str(Path(sys.executable).parent))
        assert program, "nats-server comes with the development requirements"
        self.process = await asyncio.create_subprocess_exec(
            program, "-c", str(self.config), stderr=asyncio.subprocess.DEVNULL
        )

    async def kill(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    def keep(self) -> None:
        shutil.copytree(self.folder / "store", self.folder / "kept")

    def set_back(self) -> None:
        shutil.rmtree(self.folder / "store")
        shutil.move(self.folder / "kept", self.folder / "store")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path)
    await server.start()
    yield server
    await server.kill()


@pytest.fixture
def nats_url(server: Server) -> str:
    return f"nats://127.0.0.1:{server.port}"


@pytest.fixture
async def port(nats_url: str) -> AsyncIterator[Port]:
    port = Port()
    await port.open(nats_url, name="test")
    yield port
    await port.close()


async def test_what_happens_while_nats_is_away_arrives_when_it_is_back(
    world: World, server: Server
) -> None:
    known = things(6)
    async with world.running(world.relay, world.relay, world.consumer):
        await world.happen(known, steps=2)
        await eventually(lambda: world.has_effects(6))
        await server.kill()
        await world.happen(known[:3])
        await server.start()
        await world.happen(known[3:])
        await eventually(lambda: world.has_effects(18))

    effects = await world.effects()
    assert len(effects) == 18
    for thing in known:
        assert [step for one, step in effects if one == thing] == [1, 2, 1]


async def test_a_server_that_lost_its_tail_in_a_power_failure_is_filled_again(
    world: World, server: Server
) -> None:
    known = things(8)
    before = value(metrics.REPUBLISHED)
    async with world.running(world.relay, world.consumer):
        await world.happen(known, steps=2)
        await eventually(lambda: world.has_effects(16))
    await server.kill()
    server.keep()
    await server.start()
    await eventually(lambda: connected(world.port))
    async with world.running(world.relay):  # these reach the stream, and no reader yet
        await world.happen(known, steps=1)
        await eventually(world.is_published)
    await server.kill()
    server.set_back()
    await server.start()

    async with world.running(world.relay, world.consumer):
        await eventually(lambda: world.has_effects(24))

    assert value(metrics.REPUBLISHED) - before == 8
    effects = await world.effects()
    assert len(effects) == 24
    assert (await world.port.ensure_stream(world.stream)).last == 24


async def connected(port: Port) -> bool:
    return port.is_connected
