"""`python -m chassis.events status | replay | rebuild`: look at the event path, and mend it.

Reads the same settings as the service whose outbox is meant (`ZHIBEN_SERVICE_NAME` and the rest).
"""

import argparse
import asyncio
import sys

import asyncpg

from chassis.nats_port import Port
from chassis.replay import send_history
from chassis.settings import Settings
from chassis.stream_check import Database, StreamCheck
from chassis.streams import Stream, stream_of

STATUS = """
SELECT (SELECT count(*) FROM outbox_event) AS events,
       (SELECT count(*) FROM outbox_event WHERE published_at IS NULL) AS pending,
       (SELECT count(*) FROM inbox_message) AS received,
       (SELECT count(*) FROM dead_letter WHERE resolved_at IS NULL) AS dead
"""


async def status(db: Database, port: Port, stream: Stream) -> str:
    """Say how much was sent, waits, was received and is put aside."""
    counts = dict(await db.fetchrow(STATUS))
    state = await port.ensure_stream(stream)
    counts |= {"stream": stream.name, "first": state.first, "last": state.last}
    return "  ".join(f"{name}={value}" for name, value in counts.items())


async def replay(
    db: Database, port: Port, stream: Stream, *, consumer: str, noun: str | None = None
) -> str:
    """Send one consumer everything that ever happened, or all of one noun."""
    sent = await send_history(db, port, stream, consumer=consumer, noun=noun)
    return f"{sent} events sent to {consumer}"


async def rebuild(db: Database, port: Port, stream: Stream) -> str:
    """Throw the stream away and make it again; the relay fills it with the last 29 days."""
    await port.delete_stream(stream)
    await StreamCheck(port, stream).run(db)
    pending = await db.fetchval("SELECT count(*) FROM outbox_event WHERE published_at IS NULL")
    return f"{stream.name} is empty; the relay publishes {pending} events again"


async def run(arguments: argparse.Namespace, settings: Settings) -> str:
    """Do what the command line says, for the service of the settings."""
    stream = stream_of(settings.service_name)
    if stream is None:
        return f"{settings.service_name} publishes nothing"
    port = Port()
    await port.open(settings.nats_url, name=f"{settings.service_name}-events")
    db = await asyncpg.connect(settings.asyncpg_url)
    try:
        if arguments.command == "status":
            return await status(db, port, stream)
        if arguments.command == "rebuild":
            return await rebuild(db, port, stream)
        named = {"consumer": arguments.consumer, "noun": arguments.noun}
        return await replay(db, port, stream, **named)
    finally:
        await db.close()
        await port.close()


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m chassis.events", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help=status.__doc__)
    commands.add_parser("rebuild", help=rebuild.__doc__)
    again = commands.add_parser("replay", help=replay.__doc__)
    again.add_argument("--consumer", required=True, help="for example enforcement-HAZARD")
    again.add_argument("--noun", help="for example unit")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    answer = asyncio.run(run(parse(sys.argv[1:]), Settings()))
    sys.stdout.write(answer + "\n")
