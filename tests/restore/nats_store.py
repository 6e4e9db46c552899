"""What can befall the folder NATS keeps its streams in."""

import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from chassis.nats_port import Port
from chassis.streams import STREAMS, Stream
from launcher.keys import password
from launcher.places import Places
from launcher.ports import recall_ports

from tests.journeys.whole_system import WholeSystem


def copy(system: WholeSystem, target: Path) -> None:
    """Copy the store as it is at this moment: the server stands still meanwhile."""
    [server] = system.processes("nats-server")
    server.suspend()
    try:
        shutil.copytree(_store(system), target)
    finally:
        server.resume()


def lose(system: WholeSystem, *, replaced_by: Path | None = None) -> None:
    """Kill the server and take its store away, or put another in its place."""
    [server] = system.processes("nats-server")
    server.suspend()  # or it would write to the new store, too
    shutil.rmtree(_store(system).parent)
    if replaced_by:
        shutil.copytree(replaced_by, _store(system))
    server.send_signal(signal.SIGKILL)


@asynccontextmanager
async def streams(system: WholeSystem) -> AsyncIterator[Port]:
    """Look at the streams as one of the services."""
    places = Places(system.folder)
    port = Port()
    word = password(places.secrets, "nats-gateway")
    number = recall_ports(places.ports)["nats"]
    await port.open(f"nats://gateway:{word}@127.0.0.1:{number}", name="test")
    try:
        yield port
    finally:
        await port.close()


async def births(system: WholeSystem) -> dict[str, str]:
    """When each stream was made: the same after a restart, another after a loss."""
    async with streams(system) as port:
        return {stream.name: (await port.ensure_stream(stream)).epoch for stream in STREAMS}


async def messages(port: Port, stream: Stream) -> list[str]:
    """The ids of all that a stream holds, in its order."""
    state = await port.ensure_stream(stream)
    found = [await port.message_id(stream, place) for place in range(state.first, state.last + 1)]
    return [id_ for id_ in found if id_]


def _store(system: WholeSystem) -> Path:
    return Places(system.folder).nats / "jetstream"
