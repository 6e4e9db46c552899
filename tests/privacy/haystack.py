"""Every place where something of the story could have stayed behind."""

import json
from pathlib import Path

import httpx
import nats
from launcher.keys import password
from launcher.places import Places
from launcher.ports import recall_ports

from tests.journeys.chapters.reconciliation import SEALING_SERVICES
from tests.journeys.whole_system import WholeSystem
from tests.privacy.collector import Collector
from tests.privacy.people import Answers
from tests.privacy.searching import Search

DATABASES = tuple(name.replace("-", "_") for name in SEALING_SERVICES)
STORES = {"postgres", "nats"}
TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""
CATALOGUE = {
    "pg_stat_activity": "SELECT query FROM pg_stat_activity",
    "pg_stats": "SELECT s::text FROM pg_stats s WHERE schemaname <> 'pg_catalog'",
}
ROWS_AT_ONCE = 500


async def search_tables(system: WholeSystem, search: Search) -> int:
    """Look at every row of every table of every database, as text; return how many."""
    rows = 0
    for database in DATABASES:
        async with system.database(database) as connection:
            queries = dict(CATALOGUE)
            for (table,) in await connection.fetch(TABLES):
                queries[table] = f"SELECT t::text FROM {table} t"  # noqa: S608 - from the catalogue
            for table, query in queries.items():
                found = [row for (row,) in await connection.fetch(query) if row]
                rows += len(found)
                for start in range(0, len(found), ROWS_AT_ONCE):
                    piece = "\n".join(found[start : start + ROWS_AT_ONCE])
                    search.text_of(f"table/{database}/{table}", piece)
    return rows


async def search_streams(system: WholeSystem, search: Search) -> int:
    """Look at every message in every stream, with its subject and headers."""
    places = Places(system.folder)
    port = recall_ports(places.ports)["nats"]
    word = password(places.secrets, "nats-gateway")
    client = await nats.connect(f"nats://gateway:{word}@127.0.0.1:{port}")
    looked = 0
    try:
        jetstream = client.jetstream()
        for stream in await jetstream.streams_info():
            name, state = str(stream.config.name), stream.state
            told: list[bytes] = []
            for place in range(state.first_seq, state.last_seq + 1):
                message = await jetstream.get_msg(name, place)
                written = f"{message.subject} {json.dumps(message.headers)}"
                told += [written.encode(), message.data or b""]
            search.bytes_of(f"event/{name}", b"\n".join(told))
            looked += len(told) // 2
    finally:
        await client.close()
    return looked


async def search_metrics(system: WholeSystem, search: Search) -> int:
    """Look at what every process tells of itself; return how many did."""
    ports = recall_ports(Places(system.folder).ports)
    told = 0
    async with httpx.AsyncClient(trust_env=False) as http:
        for name, port in ports.items():
            if name in STORES:
                continue
            try:
                answer = await http.get(f"http://127.0.0.1:{port}/metrics")
            except httpx.HTTPError:  # the gateway listens elsewhere
                answer = await http.get(f"{system.address}/metrics")
            if answer.is_success:
                told += 1
                search.text_of(f"metrics/{name}", answer.text)
    return told


async def search_raw(system: WholeSystem, search: Search) -> None:
    """Look at the bytes the stores have written, after the database has written all it knows."""
    async with system.database("postgres") as administrator:
        await administrator.execute("CHECKPOINT")
    search.folder("raw/postgres", system.folder / "postgres")
    search.folder("raw/nats", system.folder / "nats")


def search_told(system: WholeSystem, search: Search, answers: Answers, traces: Collector) -> None:
    """Look at all that was said: logs, traces, refusals, exports, audit trails."""
    search.folder("log", system.folder / "logs")
    search.bytes_of("log/launcher's own output", (system.folder / "said.txt").read_bytes())
    search.bytes_of("trace", b"\n".join(traces.received))
    for place, body in (*answers.refused, *answers.exported):
        search.bytes_of(place, body)


def search_files(system: WholeSystem, search: Search, temporary: Path) -> None:
    """Look at kept files, at what processes leave in temporary folders, and at all else there is."""
    search.folder("files", system.folder / "files")
    search.folder("temp", temporary)
    known = ("postgres", "nats", "logs", "files", "said.txt")
    search.folder("folder", system.folder, but=known)


async def search_backup(system: WholeSystem, search: Search, shelf: Path) -> int:
    """Make a backup as the office would, and look at it."""
    await system.run("backup", "--to", str(shelf))
    [made] = _folders(shelf)
    return search.folder("backup", made)


def _folders(shelf: Path) -> list[Path]:
    return [folder for folder in shelf.iterdir() if folder.is_dir()]
