"""A publisher, a reader and a stream between them, all real, and named so that nobody else is met."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeAlias
from uuid import UUID, uuid4

import asyncpg
from chassis.audit import AUDIT_DDL
from chassis.consumer import Consumer
from chassis.db import Session, Sessions, make_engine
from chassis.ddl import create_statements
from chassis.event_tables import EVENT_DDL
from chassis.faults import Crash
from chassis.handlers import Handlers
from chassis.idempotency import keys
from chassis.nats_port import Port
from chassis.outbox import emit
from chassis.pulse import Pulse
from chassis.relay import Relay
from chassis.streams import Stream
from chassis.sweeps import SWEEPS_DDL
from chassis.testing import server_url
from contracts.event import Event
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

Maker: TypeAlias = Callable[[Pulse], Relay | Consumer]

CLEAN = (
    """TRUNCATE outbox_event, outbox_aggregate, inbox_message, inbox_version, dead_letter, effect
    RESTART IDENTITY""",
    "UPDATE store_epoch SET epoch = 1, source = DEFAULT",
    "UPDATE outbox_signal SET relay_sleeping = false",
    "TRUNCATE sweep_run, idempotency_key",
)
EFFECTS = "CREATE TABLE effect (n bigserial, event_id uuid, thing uuid, step int)"


class Happened(Event):
    """Something happened in a test; its noun is the test's own."""

    key: ClassVar[str] = "thing"

    thing: UUID
    step: int


async def administer(*statements: str) -> None:
    connection = await asyncpg.connect(f"{server_url()}/postgres")
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def make_database(name: str) -> str:
    """Make a database with the tables that the event path touches, and return its address."""
    await administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    connection = await asyncpg.connect(f"{server_url()}/{name}")
    for statement in (*EVENT_DDL, *SWEEPS_DDL, *AUDIT_DDL, *create_statements(keys), EFFECTS):
        await connection.execute(statement)
    await connection.close()
    return f"{server_url()}/{name}"


async def eventually(check: Callable[[], Awaitable[bool]], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(0.02)


@dataclass
class World:
    """What a test arranges. `effects` is what the reader's handler has committed."""

    port: Port
    stream: Stream
    event: type[Happened]
    urls: tuple[str, str]
    engines: tuple[AsyncEngine, AsyncEngine]
    handlers: Handlers = field(default_factory=Handlers)

    @classmethod
    async def make(cls, urls: tuple[str, str], port: Port, tag: str) -> "World":
        noun = f"thing{tag}"
        facts = {"subject": f"{noun}.happened", "__module__": __name__}
        event = type("Happened", (Happened,), facts)
        publisher, reader = (make_engine(f"postgresql+asyncpg{url[10:]}") for url in urls)
        stream = Stream(f"TEST_{tag}", "test-publisher", (noun,))
        world = cls(port, stream, event, urls, (publisher, reader))
        world.handlers.on(event)(world.note)
        await port.ensure_stream(stream)
        for who in (0, 1):
            for statement in CLEAN:
                await world.fetch(who, statement)
        return world

    async def end(self) -> None:
        await self.port.delete_stream(self.stream)
        for engine in self.engines:
            await engine.dispose()

    # -- what happens ----------------------------------------------------------------------------

    @property
    def publisher(self) -> Sessions:
        return async_sessionmaker(self.engines[0], expire_on_commit=False)

    @property
    def reader(self) -> Sessions:
        return async_sessionmaker(self.engines[1], expire_on_commit=False)

    async def happen(self, things: list[UUID], steps: int = 1) -> None:
        """Let each thing go through so many steps, one transaction a step."""
        for step in range(1, steps + 1):
            async with self.publisher.begin() as tx:
                for thing in things:
                    await emit(tx, self.event(thing=thing, step=step, at=datetime.now(UTC)))

    async def note(self, event: Happened, tx: Session) -> None:
        """The usual handler: write the event down."""
        insert = text("INSERT INTO effect (event_id, thing, step) VALUES (:id, :thing, :step)")
        await tx.execute(insert, {"id": event.id, "thing": event.thing, "step": event.step})

    # -- who runs --------------------------------------------------------------------------------

    def relay(self, pulse: Pulse, port: Port | None = None) -> Relay:
        return Relay(self.urls[0], self.stream, port or self.port, pulse)

    def consumer(self, pulse: Pulse, port: Port | None = None) -> Consumer:
        name = self.stream.consumer("reader")
        return Consumer(
            name,
            self.stream,
            self.handlers,
            sessions=self.reader,
            port=port or self.port,
            pulse=pulse,
        )

    async def crash(self, *makers: Maker) -> None:
        """Run loops until one of them crashes, and let that show."""
        pulse = Pulse()
        tasks = [asyncio.create_task(make(pulse).run()) for make in makers]
        try:
            async with asyncio.timeout(15):
                await asyncio.gather(*tasks)
        finally:
            pulse.stop()
            await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def running(self, *makers: Maker) -> AsyncIterator[Pulse]:
        """Run loops; stop them in order afterwards, unless they crashed."""
        pulse = Pulse()
        tasks = [asyncio.create_task(make(pulse).run()) for make in makers]
        try:
            yield pulse
        finally:
            pulse.stop()
            with suppress(Crash):
                await asyncio.gather(*tasks)

    # -- what is seen ----------------------------------------------------------------------------

    async def fetch(self, who: int, query: str, *arguments: Any) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.urls[who])
        try:
            rows: list[asyncpg.Record] = await connection.fetch(query, *arguments)
        finally:
            await connection.close()
        return rows

    async def count(self, who: int, table: str) -> int:
        return int((await self.fetch(who, f"SELECT count(*) FROM {table}"))[0][0])  # noqa: S608

    async def effects(self) -> list[tuple[UUID, int]]:
        rows = await self.fetch(1, "SELECT thing, step FROM effect ORDER BY n")
        return [(row["thing"], row["step"]) for row in rows]

    async def has_effects(self, number: int) -> bool:
        return await self.count(1, "effect") >= number

    async def is_published(self) -> bool:
        return await self.count(0, "outbox_event WHERE published_at IS NULL") == 0


def things(number: int) -> list[UUID]:
    return [uuid4() for _ in range(number)]


def in_order(effects: list[tuple[UUID, int]], expected: list[UUID], steps: int) -> bool:
    """Test whether each thing's steps came once each and in their order."""
    by_thing: dict[UUID, list[int]] = {}
    for thing, step in effects:
        by_thing.setdefault(thing, []).append(step)
    return by_thing == {thing: list(range(1, steps + 1)) for thing in expected}
