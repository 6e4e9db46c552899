"""Run a service's event side: relay, consumers, sweeps and the audit sealer in one process."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Never

import structlog

from chassis import faults
from chassis.clock import SystemClock
from chassis.consumer import Consumer
from chassis.db import Sessions, open_database
from chassis.handlers import Handlers
from chassis.nats_port import Port
from chassis.outbox import name_store
from chassis.probes import serve_probes
from chassis.pulse import Pulse
from chassis.relay import Relay
from chassis.settings import Settings
from chassis.streams import stream_of, stream_with
from chassis.sweeps import Sweeps, run_sweeps
from chassis.telemetry import configure_logs, configure_traces

log = structlog.get_logger()


async def run_worker(settings: Settings, handlers: Handlers, sweeps: Sweeps | None = None) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is under way and return."""
    configure_logs(settings)
    configure_traces(settings)
    faults.arm(settings)
    pulse = Pulse()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, pulse.stop)
    await work(settings, handlers, sweeps, pulse)


async def work(settings: Settings, handlers: Handlers, sweeps: Sweeps | None, pulse: Pulse) -> None:
    """Run every loop until the pulse stops; if one of them fails, all stop and the error is raised."""
    async with (
        open_database(
            settings.sqlalchemy_url,
            pool_size=settings.pool_size,
            statement_timeout_seconds=settings.statement_timeout_seconds,
        ) as sessions,
        open_port(settings) as port,
    ):
        async with sessions.begin() as tx:
            await name_store(tx, city=settings.city, service=settings.service_name)
        async with asyncio.TaskGroup() as tasks:
            for loop in _finishing(settings, handlers, sessions, port, pulse):
                tasks.create_task(loop)
            endless = [
                tasks.create_task(serve_probes(settings, sessions, port, pulse)),
                tasks.create_task(_tick(pulse)),
                tasks.create_task(run_sweeps(sweeps or Sweeps(), sessions, SystemClock(settings))),
            ]
            log.info("worker.started")
            await pulse.stopped()
            log.info("worker.stopping")
            for task in endless:
                task.cancel()


async def _tick(pulse: Pulse) -> Never:
    """Show that the process as a whole is not stuck."""
    while True:
        pulse.beat("worker")
        await asyncio.sleep(1)


def _finishing(
    settings: Settings, handlers: Handlers, sessions: Sessions, port: Port, pulse: Pulse
) -> list[Coroutine[Any, Any, None]]:
    """List the loops that end by themselves, between two batches, once the pulse stops."""
    own = stream_of(settings.service_name)
    relays = [Relay(settings.asyncpg_url, own, port, pulse)] if own else []
    streams = dict.fromkeys(stream_with(noun) for noun in handlers.nouns())
    consumers = [
        Consumer(
            stream.consumer(settings.service_name),
            stream,
            handlers,
            sessions=sessions,
            port=port,
            pulse=pulse,
        )
        for stream in streams
    ]
    return [relay.run() for relay in relays] + [consumer.run() for consumer in consumers]


@asynccontextmanager
async def open_port(settings: Settings) -> AsyncIterator[Port]:
    """Connect to NATS, and leave it in order."""
    port = Port()
    await port.open(settings.nats_url, name=settings.service_name)
    try:
        yield port
    finally:
        await port.close()
