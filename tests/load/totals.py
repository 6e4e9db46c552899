"""Figures from counters beside a scan of the hazards themselves, and what they cost writers."""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import httpx
from chassis.db import open_database
from hazard_registry.store import counters

from tests.load import crowd, same_sql
from tests.load.asking import CLIENTS, Asking, Script, signed_by
from tests.load.figures import Row, Sample, at_least, interleaved, judged, ratio, shown
from tests.load.options import Options
from tests.load.registry import API, NEW, REGISTRY
from tests.load.rig import Rig

SECTION = "4 statistics"
COUNTERS, SCAN = "counters, as the service asks them", "a parallel scan of the hazards"
WITH, WITHOUT = "POST's SQL, all in one cell", "the same without its delta row"
_DELTA = re.compile(r"WITH delta AS \(.*?\$\d+\)\)\s*", re.DOTALL)
_VILLAGE = "350583000200"
# What is asked, and the same of the hazards themselves.
QUESTIONS = {
    "whole city: status × month": (
        {"by": ["status", "month"]},
        "SELECT status, date_trunc('month', found_on), count(*) FROM hazards GROUP BY 1, 2",
        100.0,
    ),
    "one village: industry × status × month": (
        {"by": ["industry", "status", "month"], "area": _VILLAGE},
        f"""SELECT left(industry, 3), status, date_trunc('month', found_on), count(*) FROM hazards
        WHERE area = '{_VILLAGE}' GROUP BY 1, 2, 3""",  # noqa: S608
        50.0,
    ),
}  # fmt: skip


async def measure(options: Options) -> list[Row]:
    async with Rig.ready() as rig:
        await rig.provide(REGISTRY)
        pid = await rig.start(API)
        asking = Asking(rig, API, pid, options, role="office_clerk")
        rows: list[Row] = []
        have = 0
        for full in (1_000_000, 5_000_000):
            many = options.rows(full)
            await crowd.gather(rig, REGISTRY, have + 1, many, words=False)
            have = many
            rows += await _counted(asking, many)
            for name, (query, scan, bar) in QUESTIONS.items():
                rows += await _beside(
                    asking, f"{SECTION}, {many:,} hazards, {name}", query, scan, bar
                )
        return [*rows, *await _writing(asking)]


async def _counted(asking: Asking, many: int) -> list[Row]:
    """Rebuild, and compare with a recount of every cell."""
    url = asking.rig.address_of_database(REGISTRY).replace("postgresql://", "postgresql+asyncpg://")
    async with open_database(url, statement_timeout_seconds=3600) as sessions:
        began = time.monotonic()
        async with sessions.begin() as tx:
            await counters.rebuild(tx)
        took = time.monotonic() - began
        async with sessions.begin() as tx:
            wrong = await counters.differing(tx)
    async with asking.rig.database(REGISTRY) as connection:
        await connection.execute("VACUUM ANALYZE")
    section = f"{SECTION}, {many:,} hazards"
    return [
        Row(section, "rebuild", many / took, "hazards/s"),
        judged(section, "cells that differ from a recount", wrong, "", "= 0", met=wrong == 0),
    ]


async def _beside(
    asking: Asking, section: str, query: dict[str, object], scan: str, bar: float
) -> list[Row]:
    city = _City(asking)
    path = "/v1/statistics/hazards?" + urlencode(query, doseq=True)
    statements = await city.caught(path)
    ways = {
        COUNTERS: partial(city.run, Script(same_sql.as_script(statements))),
        SCAN: partial(city.run, Script(scan + ";")),
    }
    found = await interleaved(ways, asking.options.rounds)
    through = await city.answer_ms(path)
    return [
        at_least(section, f"{COUNTERS} × {SCAN}", ratio(found, COUNTERS, SCAN), bar),
        Row(section, "  through the API, one caller", through, "ms"),
        *shown(section, found),
    ]


@dataclass(frozen=True)
class _City:
    """Questions of somebody who sees the whole city, one at a time."""

    asking: Asking

    @property
    def headers(self) -> dict[str, str]:
        return signed_by(self.asking.rig, self.asking.role or "", area="350583")

    async def caught(self, path: str) -> list[list[same_sql.Statement]]:
        async def send() -> None:
            await self._get(path)

        return await same_sql.caught(self.asking.rig, REGISTRY, send)

    async def _get(self, path: str) -> None:
        address = self.asking.rig.address(API) + path
        async with httpx.AsyncClient(headers=self.headers, timeout=600, trust_env=False) as http:
            (await http.get(address)).raise_for_status()

    async def answer_ms(self, path: str) -> float:
        began = time.monotonic()
        for _ in range(5):
            await self._get(path)
        return (time.monotonic() - began) * 200

    async def run(self, script: Script, clients: int = 1) -> Sample:
        return await same_sql.run(
            self.asking.rig,
            REGISTRY,
            script.text,
            clients=clients,
            seconds=self.asking.options.seconds,
        )


async def _writing(asking: Asking) -> list[Row]:
    """Sixteen writers whose hazards all stand in one cell: the worst there is for a counter."""
    statements = await asking.caught("POST", lambda: "/v1/hazards", NEW)
    bare = [[replace(s, sql=_DELTA.sub("", s.sql)) for s in each] for each in statements]
    assert bare != statements, "the delta row is no longer where it was"
    city = _City(asking)
    scripts = {WITH: same_sql.as_script(statements), WITHOUT: same_sql.as_script(bare)}
    ways: dict[str, Callable[[], Awaitable[Sample]]] = {
        name: partial(city.run, Script(text), CLIENTS) for name, text in scripts.items()
    }
    found = await interleaved(ways, asking.options.rounds)
    section = f"{SECTION}, {CLIENTS} writers"
    row = at_least(section, f"{WITH} × {WITHOUT}", ratio(found, WITH, WITHOUT), 0.8)
    return [row, *shown(section, found), await _folded(asking, section)]


async def _folded(asking: Asking, section: str) -> Row:
    """How fast the background takes in what the writers left."""
    url = asking.rig.address_of_database(REGISTRY).replace("postgresql://", "postgresql+asyncpg://")
    async with open_database(url, statement_timeout_seconds=3600) as sessions:
        began = time.monotonic()
        async with sessions.begin() as tx:
            many = await counters.fold(tx)
        return Row(section, "folding", many / (time.monotonic() - began), "deltas/s")
