"""Run a service's event side: relay, consumers, sweeps and the audit sealer in one process."""

import asyncio
import importlib
import signal
from collections.abc import Coroutine
from typing import Any, Never

import structlog

from chassis import faults
from chassis.audit import Signer, seal_forever
from chassis.clock import SystemClock
from chassis.consumer import Consumer
from chassis.db import Sessions, open_database
from chassis.handlers import Handlers
from chassis.nats_port import Port, Unavailable
from chassis.outbox import name_store
from chassis.probes import serve_probes
from chassis.pulse import Pulse
from chassis.relay import Relay
from chassis.schema import refuse_old_schema
from chassis.settings import Settings
from chassis.streams import stream_of, stream_with
from chassis.sweeps import Sweeps, run_sweeps
from chassis.telemetry import configure_logs, configure_traces

log = structlog.get_logger()


async def run_worker(settings: Settings, handlers: Handlers, sweeps: Sweeps | None = None) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is under way and return.

    Raise `SchemaTooOld` if the database has not been migrated.
    """
    configure_logs(settings)
    configure_traces(settings)
    faults.arm(settings)
    pulse = Pulse()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, pulse.stop)
    async with open_database(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        statement_timeout_seconds=settings.statement_timeout_seconds,
    ) as sessions:
        package = importlib.import_module(settings.service_name)
        await refuse_old_schema(sessions.kw["bind"], package)
        await work(settings, handlers, sweeps or Sweeps(), sessions=sessions, pulse=pulse)


async def work(
    settings: Settings, handlers: Handlers, sweeps: Sweeps, *, sessions: Sessions, pulse: Pulse
) -> None:
    """Run every loop until the pulse stops; if one fails, all stop and its error is raised."""
    port = Port(replicas=settings.nats_replicas)
    signer = Signer.kept_in(settings.secrets_dir, city=settings.city, name=settings.service_name)
    async with sessions.begin() as tx:
        await name_store(tx, city=settings.city, service=settings.service_name)
    try:
        async with asyncio.TaskGroup() as tasks:
            for loop in _finishing(settings, handlers, sessions, port, pulse):
                tasks.create_task(loop)
            endless = [
                tasks.create_task(_keep_connected(settings, port)),
                tasks.create_task(_tick(pulse)),
                tasks.create_task(run_sweeps(sweeps, sessions, SystemClock(settings))),
                tasks.create_task(seal_forever(sessions, signer)),
            ]
            log.info("worker.started")
            await pulse.stopped()
            log.info("worker.stopping")
            for task in endless:
                task.cancel()
    finally:
        await port.close()


def _finishing(
    settings: Settings, handlers: Handlers, sessions: Sessions, port: Port, pulse: Pulse
) -> list[Coroutine[Any, Any, None]]:
    """List the loops that end by themselves, between two batches, once the pulse stops."""
    own = stream_of(settings.service_name)
    relays = [Relay(settings.asyncpg_url, own, port, pulse)] if own else []
    consumers = [
        Consumer(
            stream.consumer(settings.service_name),
            stream,
            handlers,
            sessions=sessions,
            port=port,
            pulse=pulse,
        )
        for stream in dict.fromkeys(stream_with(noun) for noun in handlers.nouns())
    ]
    probes = serve_probes(settings, sessions, port, pulse)
    return [*(relay.run() for relay in relays), *(reader.run() for reader in consumers), probes]


async def _keep_connected(settings: Settings, port: Port) -> Never:
    """Connect to NATS; raise `Unavailable` when the client has given up, to be started anew."""
    await port.open(settings.nats_url, name=settings.service_name)
    await port.closed.wait()
    raise Unavailable("closed for good")


async def _tick(pulse: Pulse) -> Never:
    """Show that the process as a whole is not stuck."""
    while True:
        pulse.beat("worker")
        await asyncio.sleep(1)
