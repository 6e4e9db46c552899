"""`python -m upkeep.history --consumer enforcement-HAZARD FILE…`: give a reader exported events.

For a reader that is new when the beginning has left the outbox. Afterwards `chassis.events replay`
sends it the rest; what it knows already it skips.
"""

import argparse
import asyncio
import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from chassis.envelope import Envelope
from chassis.nats_port import Outgoing, Port
from chassis.settings import Settings
from chassis.streams import Stream, stream_of

CHUNK = 200


async def send(port: Port, stream: Stream, files: Sequence[Path], *, consumer: str) -> int:
    """Send what the files hold, a file after the other, and say how many events that was."""
    sent = 0
    waiting: list[Outgoing] = []
    for body in _lines(sorted(files)):
        waiting.append(_addressed(consumer, body))
        if len(waiting) == CHUNK:
            sent += len(await port.publish(stream, waiting))
            waiting = []
    return sent + (len(await port.publish(stream, waiting)) if waiting else 0)


def _lines(files: Sequence[Path]) -> Iterator[bytes]:
    for file in files:
        yield from gzip.decompress(file.read_bytes()).splitlines()


def _addressed(consumer: str, body: bytes) -> Outgoing:
    """Address an event to one reader: `replay.<consumer>.hazard.verified`."""
    name = Envelope.model_validate_json(body).type.removeprefix("cn.safety.").rsplit(".", 1)[0]
    return Outgoing(f"replay.{consumer}.{name}", body)


async def main(settings: Settings, consumer: str, files: Sequence[Path]) -> None:
    stream = stream_of(settings.service_name)
    if stream is None:
        sys.exit(f"{settings.service_name} publishes nothing")
    port = Port()
    await port.open(settings.nats_url, name=f"{settings.service_name}-history")
    try:
        sent = await send(port, stream, files, consumer=consumer)
    finally:
        await port.close()
    sys.stdout.write(f"{sent} events sent to {consumer}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m upkeep.history", description=__doc__)
    parser.add_argument("--consumer", required=True, help="for example enforcement-HAZARD")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    given = parser.parse_args()
    asyncio.run(main(Settings(), given.consumer, given.files))
