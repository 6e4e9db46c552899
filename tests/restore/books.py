"""Whether a system is whole: nothing on its way, nothing lost, nothing done twice."""

import io
from dataclasses import dataclass
from typing import Any

from chassis.nats_port import Unavailable
from chassis.streams import STREAMS, stream_of
from launcher.backup_contents import sha256
from launcher.members import MEMBERS
from launcher.members import SERVICES as HEARING
from launcher.places import Places
from nats.errors import Error as NatsError

from tests.journeys.chapters.reconciliation import SERVICES, close_the_books, compared
from tests.journeys.people import Cast, eventually
from tests.journeys.plot import Plot
from tests.journeys.telling import Telling
from tests.journeys.whole_system import WholeSystem
from tests.restore import nats_store
from tests.restore.traffic import Traffic

SETTLED_SECONDS = 90.0

# Moved by the machinery itself: when duties ran, seals over the trail, figures on their way into
# the counters (which are recounted), and the sign-ins of those who look.
_RESTLESS = {
    "audit_checkpoint", "audit_node", "audit_witness", "outbox_lane", "outbox_signal", "sweep_run",
    "hazard_counters", "hazard_deltas",
}  # fmt: skip
_TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
"""
_EVENTS = "SELECT id::text, payload::text FROM outbox_event ORDER BY seq"
_FIRST_EVENTS = """
SELECT id::text, payload::text FROM outbox_event WHERE payload->>'storeepoch' = '1'
"""
_TRAIL = """
SELECT seq::text, (id, at, by, action, what, what_id, why, changes)::text FROM audit_entry
WHERE seq < coalesce((SELECT min(seq) FROM audit_entry WHERE action = 'restore'), 1 << 30)
"""
_HEARD = """
SELECT consumer, array_agg(event_id::text) AS events FROM inbox_message GROUP BY consumer
"""


@dataclass(frozen=True)
class Record:
    """What can never change any more, by service: every event by its id, every audit entry by seq.

    Of a restored system: what it remembers from before.
    """

    events: dict[str, dict[str, str]]
    trail: dict[str, dict[str, str]]

    def is_part_of(self, other: "Record") -> bool:
        """Whether another record holds all of this one, unchanged."""
        return all(
            mine[service].items() <= theirs[service].items()
            for mine, theirs in ((self.events, other.events), (self.trail, other.trail))
            for service in mine
        )


async def settle(system: WholeSystem, cast: Cast) -> float:
    """Wait until nothing is on its way any more; return the seconds it took."""
    administrator = await cast.who("system")

    async def settled() -> bool | None:
        reports = {name: await administrator.get(f"/v1/{name}/ops/events") for name in SERVICES}
        if any(row[-1] or row[-2] for row in compared(reports)) or await _lag(system, reports):
            return None
        return True

    _, seconds = await eventually("all settles", settled, seconds=SETTLED_SECONDS, poll=0.5)
    return seconds


async def _lag(system: WholeSystem, reports: dict[str, Any]) -> int:
    """Count what readers have been given, or not yet, and have not acknowledged."""
    try:
        async with nats_store.streams(system) as port:
            lags = [
                await port.lag(stream, reader["consumer"])
                for report in reports.values()
                for reader in report["consumers"]
                if (stream := stream_of(reader["publisher"]))
            ]
    except (Unavailable, NatsError, OSError):
        return -1
    return sum(lags)


async def assert_whole(system: WholeSystem, cast: Cast, traffic: Traffic | None = None) -> None:
    """Close the books, and look for what the traffic was told and for what the rows name."""
    await close_the_books(Plot(cast, Telling("zh", io.StringIO())))
    assert await missing_files(system) == []
    assert await phantoms(system) == {}
    if traffic is not None:
        assert traffic.trouble == []
        await assert_kept(system, traffic)


async def assert_streams_hold_every_event(system: WholeSystem) -> None:
    async with nats_store.streams(system) as port:
        for stream in STREAMS:
            found = await nats_store.messages(port, stream)
            async with system.database(stream.owner.replace("-", "_")) as connection:
                sent = [row[0] for row in await connection.fetch(_EVENTS)]
            assert set(found) == set(sent), stream.name
            assert len(found) >= len(sent)


async def assert_kept(system: WholeSystem, traffic: Traffic) -> None:
    """What was answered with success is there once, and so is what follows from it."""
    async with system.database("hazard_registry") as connection:
        rows = await connection.fetch(
            "SELECT id::text, description FROM hazards WHERE id = ANY($1::uuid[])",
            list(traffic.hazards),
        )
        assert {row[0]: row[1] for row in rows} == traffic.hazards
        photographs = await connection.fetch(
            "SELECT id::text FROM attachment WHERE id = ANY($1::uuid[])", list(traffic.photographs)
        )
        assert {row[0] for row in photographs} == traffic.photographs
    async with system.database("enforcement") as connection:
        rows = await connection.fetch(
            "SELECT hazard::text, count(*) FROM clues, unnest(hazard_ids) AS hazard "
            "WHERE hazard = ANY($1::uuid[]) GROUP BY hazard",
            list(traffic.verified),
        )
        assert {row[0]: row[1] for row in rows} == dict.fromkeys(traffic.verified, 1)


async def missing_files(system: WholeSystem) -> list[str]:
    """List files that a row names and that are not there, or are no longer what they were."""
    lacking = []
    for member in MEMBERS:
        async with system.database(member.package) as connection:
            if not await connection.fetchval("SELECT to_regclass('attachment')"):
                continue
            named = [row[0] for row in await connection.fetch("SELECT sha256 FROM attachment")]
        below = Places(system.folder).files / member.package
        there = {path.name: path for path in below.rglob("*")}
        lacking += [name for name in named if name not in there or sha256(there[name]) != name]
    return lacking


async def phantoms(system: WholeSystem) -> dict[str, int]:
    """Count, by reader, events that were heard and that their publisher does not know."""
    sent, heard = {}, {}
    for service in SERVICES:
        async with system.database(service.replace("-", "_")) as connection:
            sent[service] = {row[0] for row in await connection.fetch(_EVENTS)}
            heard |= {row[0]: set(row[1]) for row in await connection.fetch(_HEARD)}
    return unknown(sent, heard)


def unknown(sent: dict[str, set[str]], heard: dict[str, set[str]]) -> dict[str, int]:
    """Compare what readers have heard with what was sent: `enforcement-HAZARD` reads HAZARD."""
    owner = {stream.name: stream.owner for stream in STREAMS}
    counts = {
        reader: len(events - sent[owner[reader.rsplit("-", 1)[1]]])
        for reader, events in heard.items()
    }
    return {reader: count for reader, count in counts.items() if count}


async def digest(system: WholeSystem) -> dict[str, str]:
    """Hash the tables of every service, as rows in the order of their text."""
    hashes = {}
    for member in HEARING:
        async with system.database(member.package) as connection:
            tables = {row[0] for row in await connection.fetch(_TABLES)} - _RESTLESS
            for table in sorted(tables):
                row = "(id, payload)" if table == "outbox_event" else f"{table}.*"
                hashes[f"{member.package}.{table}"] = await connection.fetchval(
                    f"SELECT md5(coalesce(string_agg(({row})::text, E'\\n' "  # noqa: S608
                    f"ORDER BY ({row})::text), '')) FROM {table}"
                )
    return hashes


async def record(system: WholeSystem) -> Record:
    events, trail = {}, {}
    for member in MEMBERS:
        async with system.database(member.package) as connection:
            events[member.package] = dict(await connection.fetch(_FIRST_EVENTS))
            trail[member.package] = dict(await connection.fetch(_TRAIL))
    return Record(events, trail)
