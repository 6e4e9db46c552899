"""A service's API on a core of its own, and the same statements by pgbench in its place."""

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import httpx
from chassis.identity import Grant, Principal, issue_token
from contracts.demo import demo_id
from joserfc.jwk import OKPKey
from launcher.processes import Process

from tests.load import same_sql, wrk
from tests.load.figures import Sample, Samples, interleaved
from tests.load.options import Options
from tests.load.rig import Rig
from tests.load.wrk import Load

CLIENTS: Final = 16
OURS: Final = "the service"
SQL: Final = "pgbench, the same SQL"
AREA: Final = "350583002"
_CALLER = demo_id("account", 1)
_PATIENCE = 900.0  # seconds


@dataclass(frozen=True, slots=True)
class Script:
    """Statements for pgbench. `ids` is from how many things it draws the one it reads."""

    text: str
    ids: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """Requests to one API. Without a role nobody is signed in."""

    rig: Rig
    process: Process
    pid: int
    options: Options
    role: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        return signed_by(self.rig, self.role, area=AREA) if self.role else {}

    async def beside(self, path: str, lua: str, scripts: dict[str, Script]) -> Samples:
        """Measure a request beside scripts of SQL."""
        ways: dict[str, Callable[[], Awaitable[Sample]]] = {OURS: partial(self.fire, path, lua)}
        for name, script in scripts.items():
            ways[name] = partial(self.run, script)
        await self.fire(path, lua)  # connections, caches, statements
        return await interleaved(ways, self.options.rounds)

    async def fire(self, path: str, lua: str, connections: int = CLIENTS) -> Sample:
        load = Load(
            self.rig.address(self.process) + path,
            self.headers | {"Content-Type": "application/json"},
            lua,
            connections=connections,
            seconds=self.options.seconds,
            tested=[self.pid],
        )
        return await wrk.fire(load)

    async def run(self, script: Script) -> Sample:
        return await same_sql.run(
            self.rig,
            self.process.member,
            script.text,
            clients=CLIENTS,
            seconds=self.options.seconds,
            ids=script.ids,
        )

    async def caught(self, method: str, path: Callable[[], str], body: Any = None) -> Any:
        """Return the statements of two such requests. A body is made anew for each."""

        async def send() -> None:
            key = {"Idempotency-Key": os.urandom(16).hex()} if method == "POST" else {}
            made = body() if callable(body) else body
            async with self.client() as http:
                answer = await http.request(method, path(), headers=key, json=made)
                answer.raise_for_status()

        return await same_sql.caught(self.rig, self.process.member, send)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.rig.address(self.process),
            headers=self.headers,
            timeout=_PATIENCE,
            trust_env=False,
        )


def posting(body: Any, more: str = "") -> str:
    """Lua that posts a body again and again, each time under a key of its own.

    `more` is Lua that may change `sent`, the body's text, before it goes.
    """
    words = json.dumps(json.dumps(body, ensure_ascii=False), ensure_ascii=False)
    return f"""
    local n, run, body = 0, "{os.urandom(12).hex()}", {words}
    request = function()
      n = n + 1
      local sent = body
      {more}
      wrk.headers["Idempotency-Key"] = run .. n
      return wrk.format("POST", nil, nil, sent)
    end
    """


def signed_by(rig: Rig, role: str, *, area: str) -> dict[str, str]:
    """A token as the gateway makes it, for somebody with one role."""
    places = rig.around.places
    key = OKPKey.import_key((places.secrets / "gateway" / "token.private.pem").read_bytes())
    caller = Principal(_CALLER, "(演示)测试", (Grant(role, area),))
    now = datetime.now(UTC)
    token = issue_token(key, caller, at=now, life=timedelta(minutes=5))
    return {"Authorization": f"Bearer {token}"}
