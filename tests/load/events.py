"""Events from one service's outbox to another's inbox, every step on disk (quality.md, section 3)."""

import asyncio
from collections.abc import Sequence
from statistics import median, quantiles
from uuid import UUID

from contracts.event import Event
from launcher.members import Member

from tests.load import event_reader, machine, many_events, same_sql
from tests.load.asking import CLIENTS, Asking
from tests.load.figures import Row, Sample, at_least, interleaved, judged, ratio, shown, value_of
from tests.load.options import Options
from tests.load.registry import API, NEW, REGISTRY
from tests.load.rig import Rig, member

SECTION = "3 events: outbox, relay, JetStream, consumer, inbox; fsync always"
OWNER = REGISTRY
SETS, REAL = member("training_records"), member("enforcement")
RELAY = ("hazard_registry.worker",)
BY_SETS, BY_OWN, BY_ONE = (
    ("tests.load.event_reader", "set"),
    ("enforcement.worker",),
    ("tests.load.event_reader", "one"),
)
SET, OWN, ONE = "one statement for many", "the real handlers", "one transaction a message"
WITH, WITHOUT = "16 writers with outbox and relay", "without"
PER_SECOND = 200
PATIENCE = 300.0  # seconds

_COMMITTED = "extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8"
_ARRIVED = f"SELECT event_id, {_COMMITTED} FROM inbox_message WHERE event_id = ANY($1)"  # noqa: S608
_LAST = f"SELECT max({_COMMITTED}) FROM inbox_message WHERE event_id = ANY($1)"  # noqa: S608
_HOW_MANY = "SELECT count(*) FROM inbox_message WHERE event_id = ANY($1)"
_WRITTEN = f"SELECT {_COMMITTED} FROM outbox_aggregate WHERE aggregateid = $1"  # noqa: S608
_PENDING = "SELECT EXISTS (SELECT FROM outbox_event WHERE published_at IS NULL)"


async def measure(options: Options) -> list[Row]:
    async with Rig.ready() as rig:
        await rig.provide(OWNER, SETS, REAL)
        await rig.run(OWNER, "hazard_registry.demo")
        async with rig.database(SETS) as connection:
            await connection.execute(event_reader.TABLE)
            role = rig.around.databases.name(SETS)
            await connection.execute(f"ALTER TABLE bench_seen OWNER TO {role}")
        async with rig.working(OWNER, *RELAY):
            await _published(rig)
            # First: later these readers would have to get past what the others are sent.
            handlers = await _by_handlers(rig, options)
            rows = [*await _latency(rig, options), *await _by_sets(rig, options)]
        return [*rows, *handlers, *await _writers(rig, options)]


async def _latency(rig: Rig, options: Options) -> list[Row]:
    """From before the writer's transaction until the reader's has committed."""
    async with rig.working(SETS, *BY_SETS):
        await _drained(rig, SETS, [many_events.reported() for _ in range(50)])
        told = await many_events.tell_steadily(
            rig, OWNER, many_events.reported, rate=PER_SECOND, seconds=4 * options.seconds
        )
        await _arrived(rig, SETS, list(told))
        async with rig.database(SETS) as connection:
            arrived = dict(await connection.fetch(_ARRIVED, list(told)))
    took = [(arrived[id_] - began) * 1000 for id_, began in told.items()]
    p50, p99 = median(took), quantiles(took, n=100)[98]
    return [
        judged(SECTION, f"{PER_SECOND} a second, p50", p50, "ms", "< 10", met=p50 < 10),
        judged(SECTION, f"{PER_SECOND} a second, p99", p99, "ms", "< 50", met=p99 < 50),
    ]


async def _by_sets(rig: Rig, options: Options) -> list[Row]:
    many = options.rows(20_000)

    async def drain() -> Sample:
        async with rig.working(SETS, *BY_SETS):
            await _drained(rig, SETS, [many_events.reported() for _ in range(50)])
            return await _drained(rig, SETS, [many_events.reported() for _ in range(many)])

    found = await interleaved({SET: drain}, options.rounds)
    rate = value_of(found[SET], "rate")
    return [
        judged(SECTION, f"drain of {many:,}, {SET}", rate, "/s", "≥ 5000", met=rate >= 5000),
        *shown(SECTION, found),
    ]


async def _by_handlers(rig: Rig, options: Options) -> list[Row]:
    """Units are registered; the reader keeps a copy of each, an event at a time."""
    some = options.rows(4_000)

    async def drain(*how: str) -> Sample:
        async with rig.working(REAL, *how):
            await _drained(rig, REAL, [many_events.registered() for _ in range(50)])
            return await _drained(rig, REAL, [many_events.registered() for _ in range(some)])

    found = await interleaved(
        {OWN: lambda: drain(*BY_OWN), ONE: lambda: drain(*BY_ONE)}, options.rounds
    )
    row = at_least(SECTION, f"{OWN} × {ONE}", ratio(found, OWN, ONE), 1.5)
    return [row, *shown(SECTION, found)]


async def _drained(rig: Rig, reader: Member, events: Sequence[Event]) -> Sample:
    """From the commit of a backlog until its last event is handled, by PostgreSQL's own clock."""
    ids = [event.id for event in events]
    before = machine.cpu_seconds(rig.everything)
    await many_events.write_backlog(rig, OWNER, events)
    await _arrived(rig, reader, ids)
    spent = machine.cpu_seconds(rig.everything) - before
    async with rig.database(OWNER) as owner, rig.database(reader) as other:
        # This row is never changed again, so it tells when the backlog was committed.
        began = await owner.fetchval(_WRITTEN, events[0].aggregate_id)
        ended = await other.fetchval(_LAST, ids)
    return Sample(len(events) / (ended - began), cpu_us=spent * 1e6 / len(events))


async def _arrived(rig: Rig, reader: Member, ids: list[UUID]) -> None:
    """Wait until a reader has handled all of these events. Raise `TimeoutError` otherwise."""
    async with asyncio.timeout(PATIENCE), rig.database(reader) as connection:
        while await connection.fetchval(_HOW_MANY, ids) < len(ids):  # noqa: ASYNC110 - in a database
            await asyncio.sleep(0.1)


async def _published(rig: Rig) -> None:
    async with asyncio.timeout(PATIENCE), rig.database(OWNER) as connection:
        while await connection.fetchval(_PENDING):  # noqa: ASYNC110 - in a database
            await asyncio.sleep(0.2)


async def _writers(rig: Rig, options: Options) -> list[Row]:
    """What a POST writes, by 16 writers at full speed: with its event and a relay, without both."""
    pid = await rig.start(API)
    asking = Asking(rig, API, pid, options, role="office_clerk")
    statements = await asking.caught("POST", lambda: "/v1/hazards", NEW)
    scripts = {
        WITH: same_sql.as_script(statements),
        WITHOUT: same_sql.as_script(statements, lambda sql: "outbox_event" not in sql),
    }

    async def write(name: str) -> Sample:
        return await same_sql.run(
            rig, OWNER, scripts[name], clients=CLIENTS, seconds=options.seconds
        )

    async def write_and_tell() -> Sample:
        async with rig.working(OWNER, *RELAY):
            sample = await write(WITH)
            await _published(rig)
            return sample

    found = await interleaved(
        {WITH: write_and_tell, WITHOUT: lambda: write(WITHOUT)}, options.rounds
    )
    return [
        at_least(SECTION, f"{WITH} × {WITHOUT}", ratio(found, WITH, WITHOUT), 0.85),
        *shown(SECTION, found),
    ]
