"""What the databases, the streams and the files hold at one quiet moment, as plain data."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import nats
from chassis.audit import Verifier, verify
from chassis.db import open_database
from chassis.streams import STREAMS
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from tests.faults.nats_servers import close
from tests.faults.system import DATABASES, SERVICES, Patient

Row = dict[str, Any]

EVENT_PATH: Final = {
    "outbox": "SELECT id::text, seq, aggregatetype AS noun, aggregateid AS thing, aggregatever AS number, "
    "subject, extract(epoch FROM created_at)::float AS at, payload::text AS payload FROM outbox_event ORDER BY seq",
    "inbox": "SELECT consumer, event_id::text AS id, extract(epoch FROM received_at)::float AS at FROM inbox_message",
    "versions": "SELECT consumer, aggregatetype AS noun, aggregateid AS thing, ver FROM inbox_version",
    "dead": "SELECT consumer, event_id::text AS id, payload::text AS payload FROM dead_letter",
    "audited": "SELECT what, what_id, action FROM audit_entry",
}  # fmt: skip
TABLES: Final = {
    "hazard_registry": {
        "units": "SELECT id::text, code, name, area, industry, department, version FROM units",
        "hazards": "SELECT id::text, status, level, description, lead_id::text, source_id::text, version FROM hazards",
        "cases": "SELECT DISTINCT case_id::text AS id FROM enforcement_facts",
    },
    "reporting_whistleblower": {
        "units": "SELECT id::text, code, name, area FROM unit_copy",
        "reports": "SELECT id::text, lead_id::text, status, version FROM report",
        "rewards": "SELECT id::text, report_id::text, case_id::text, status, amount::text FROM reward",
        "funds": "SELECT id::text, allocated::text, paid::text, balance::text FROM fund",
        "transfers": "SELECT id::text, fund_id::text, kind, amount::text, reward_id::text FROM fund_transfer",
        "entries": "SELECT transfer_id::text, account, amount::text FROM fund_entry",
    },
    "training_records": {
        "units": "SELECT unit_id::text AS id, code, name, area, industry, department FROM known_unit",
        "certificates": "SELECT id::text FROM certificate",
    },
    "enforcement": {
        "units": "SELECT id::text, code, name, area, industry, department FROM units",
        "hazards": "SELECT id::text, level, closed_on IS NOT NULL AS closed FROM hazards",
        "clues": "SELECT id::text, source, case_id::text, lead_id::text, from_clue::text FROM clues",
        "clue_hazards": "SELECT hazard_id::text, clue_id::text FROM clue_hazards",
        "cases": "SELECT id::text, clue_id::text, status FROM cases",
        "bans": "SELECT id::text FROM bans",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Service:
    """One service's event path and the tables that matter here."""

    outbox: list[Row] = field(default_factory=list)
    inbox: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    dead: list[Row] = field(default_factory=list)
    audited: list[Row] = field(default_factory=list)
    tables: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """Everything the checker looks at besides the history."""

    services: dict[str, Service]
    streams: dict[str, list[str]]  # each one's message ids, in the order of their places
    reads: dict[str, dict[str, tuple[str, ...]]]
    owners: dict[str, str]
    audit: dict[str, str] = field(default_factory=dict)  # what the verification said
    logs: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # to converge
    patience: float = 60.0
    standing: str = ""
    converged: bool = True


async def look(patient: Patient, **facts: Any) -> Snapshot:
    """Read everything; nothing may be going on."""
    services = {name: await _service(patient, name) for name in SERVICES}
    return Snapshot(
        services=services,
        streams=await _streams(patient),
        audit=await _audit(patient),
        logs=_logs(patient),
        **facts,
    )


async def _service(patient: Patient, name: str) -> Service:
    async with patient.whole.database(name) as db:
        path = {key: [dict(row) for row in await db.fetch(sql)] for key, sql in EVENT_PATH.items()}
        tables = {
            key: [dict(row) for row in await db.fetch(sql)] for key, sql in TABLES[name].items()
        }
    return Service(**path, tables=tables)


async def _streams(patient: Patient) -> dict[str, list[str]]:
    client = await patient.nats.client()
    try:
        return {stream.name: await _insist(client, stream.name) for stream in STREAMS}
    finally:
        await close(client)


async def _insist(client: Any, stream: str) -> list[str]:
    """Read a stream, from its beginning again if the server was too busy."""
    for _ in range(5):
        with suppress(nats.errors.Error, TimeoutError):
            return await _ids(client, stream)
        await asyncio.sleep(2)
    return await _ids(client, stream)


async def _ids(client: Any, stream: str) -> list[str]:
    """Read a stream's message ids by a reader that only wants heads."""
    js = client.jetstream(timeout=10)
    try:
        info = await js.stream_info(stream)
    except nats.js.errors.NotFoundError:
        return []
    found: list[str] = []
    expected = info.state.messages
    config = ConsumerConfig(
        headers_only=True,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.NONE,
        mem_storage=True,
        inactive_threshold=120,  # seconds; on a busy machine we may be slower than the usual five
    )
    reader = await js.pull_subscribe("", stream=stream, config=config)
    while len(found) < expected:
        some = await reader.fetch(min(500, expected - len(found)), timeout=10)
        found += [(message.headers or {}).get("Nats-Msg-Id", "") for message in some]
    await reader.unsubscribe()
    return found


async def _audit(patient: Patient) -> dict[str, str]:
    """Verify each service's audit trail from its beginning, by the key it published."""
    told = {}
    for name in DATABASES:
        key = patient.whole.folder / "secrets" / name / f"audit-{name}.pub"
        verifier = Verifier.from_vkey(await asyncio.to_thread(key.read_text))
        url = patient.database_url(name)
        async with open_database(url, pool_size=1, statement_timeout_seconds=600) as sessions:
            verdict = await verify(sessions, verifier)
        told[name] = "✓" if verdict.sound else f"✗ {verdict.problem}"
    return told


def _logs(patient: Patient) -> dict[str, str]:
    folder = patient.whole.folder / "logs"
    return {path.name: path.read_text(errors="replace") for path in folder.glob("*.log*")}


def data_of(sent: Row) -> dict[str, Any]:
    """What an event says of its thing."""
    told: dict[str, Any] = json.loads(sent["payload"])["data"]
    return told
