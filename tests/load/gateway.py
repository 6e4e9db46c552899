"""The gateway's hot path beside nginx doing the same (quality.md, section 1)."""

import asyncio
import json
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import httpx
from gateway.demo import PASSWORD
from launcher.members import GATEWAY
from launcher.ports import free_port

from tests.load import machine, wrk
from tests.load.figures import (
    Row,
    Sample,
    Samples,
    at_least,
    at_most,
    interleaved,
    ratio,
    shown,
    skipped,
)
from tests.load.options import Options
from tests.load.rig import GATEWAY_API, Rig
from tests.load.wrk import Load

SECTION = "1 gateway: 1 KB of JSON, all duties on"
PATH = "/v1/hazards?limit=50"
OURS, NGINX, PLAIN, DIRECT = "the gateway", "nginx", "FastAPI + httpx2", "no door at all"
_SLOW = 50  # clients who wait for a slow service, and as many who do not read their answers

_NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  keepalive_requests 10000000;
  upstream behind {{ server 127.0.0.1:{behind}; keepalive 64; keepalive_requests 10000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=2048;
    location / {{
      proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection "";
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways to what is behind: their addresses, and the processes that make them."""

    address: dict[str, str]
    pids: dict[str, int]
    token: str


async def measure(options: Options) -> list[Row]:
    if not (wrk.is_there() and shutil.which("nginx")):
        return [skipped(SECTION, "the gateway", wrk.MISSING)]
    async with Rig.ready() as rig, doors(rig) as open_doors:
        busy = await _compared(open_doors, options, connections=32)
        quiet = await _compared(open_doors, options, connections=1)
        beside = await _beside_slow_ones(open_doors, options)
    return [
        at_least(SECTION, "req/s, 32 connections, × nginx", ratio(busy, OURS, NGINX), 0.4),
        at_least(SECTION, "req/s, 32 connections, × FastAPI + httpx2", ratio(busy, OURS, PLAIN), 8),
        at_most(SECTION, "CPU a request × nginx", ratio(busy, OURS, NGINX, "cpu_us"), 5),
        at_most(SECTION, "p50 at one connection × nginx", ratio(quiet, OURS, NGINX, "p50_ms"), 3),
        at_least(
            SECTION,
            f"req/s beside {_SLOW} slow upstream calls and {_SLOW} slow clients × without",
            ratio(beside, "beside slow ones", "alone"),
            0.9,
        ),
        *shown(f"{SECTION}, 32 connections", busy),
        *shown(f"{SECTION}, 1 connection", quiet),
        *shown(f"{SECTION}, beside slow ones", beside),
    ]


@asynccontextmanager
async def doors(rig: Rig) -> AsyncIterator[Doors]:
    """Open all doors, each on the tested core; what is behind them is on the other."""
    behind, nginx, plain = (free_port() for _ in range(3))
    environment = dict(os.environ) | {"UPSTREAM": f"http://127.0.0.1:{behind}"}
    uvicorn = [sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning"]
    fast = [*uvicorn, "--loop", "uvloop", "--http", "httptools"]
    started = rig.spawn(
        "behind", [*fast, "tests.load.behind:app", "--port", str(behind)], core=machine.REST
    )
    await rig.answers("behind", f"http://127.0.0.1:{behind}/", started)
    first = rig.spawn(
        "plain-door",
        [*fast, "tests.load.plain_door:app", "--port", str(plain)],
        core=machine.TESTED,
        environment=environment,
    )
    await rig.answers("plain-door", f"http://127.0.0.1:{plain}/", first)
    reference = rig.spawn(
        "nginx", _nginx(rig.folder, behind=behind, port=nginx), core=machine.TESTED
    )
    await rig.answers("nginx", f"http://127.0.0.1:{nginx}/", reference)
    await rig.provide(GATEWAY, demo=True)
    ours = await rig.start(GATEWAY_API, core=machine.TESTED, more=_told(behind))
    yield Doors(
        {
            OURS: rig.address(GATEWAY_API),
            NGINX: f"http://127.0.0.1:{nginx}",
            PLAIN: f"http://127.0.0.1:{plain}",
            DIRECT: f"http://127.0.0.1:{behind}",
        },
        {OURS: ours, NGINX: reference.pid, PLAIN: first.pid, DIRECT: started.pid},
        await signed_in(rig.address(GATEWAY_API), "clerk"),
    )


async def signed_in(address: str, login: str) -> str:
    """Return the token of somebody from the demonstration."""
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as http:
        answer = await http.post(
            "/v1/sign-in",
            json={"login": login, "password": PASSWORD, "kind": "api"},
            headers={"Idempotency-Key": os.urandom(16).hex()},
        )
        token: str = answer.raise_for_status().json()["access_token"]
        return token


def _told(behind: int) -> dict[str, str]:
    """The gateway's surroundings: limits are counted, but nobody reaches them."""
    upstreams = {
        "hazard-registry": f"http://127.0.0.1:{behind}",
        "training-records": f"http://127.0.0.1:{behind}",
    }
    return {"ZHIBEN_UPSTREAMS": json.dumps(upstreams), "ZHIBEN_LIMITS_FACTOR": "1000000"}


def _nginx(folder: Path, *, behind: int, port: int) -> list[str]:
    folder = folder / "nginx"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, behind=behind, port=port))
    return ["nginx", "-p", str(folder), "-c", str(settings)]


async def _compared(given: Doors, options: Options, *, connections: int) -> Samples:
    loads = {
        name: Load(
            given.address[name] + PATH,
            {"Authorization": f"Bearer {given.token}"},
            connections=connections,
            seconds=options.seconds,
            tested=[given.pids[name]],
        )
        for name in (OURS, NGINX, PLAIN, DIRECT)
    }
    for load in loads.values():
        await wrk.fire(replace(load, seconds=1))  # connections, caches, statements
    return await interleaved({n: partial(wrk.fire, x) for n, x in loads.items()}, options.rounds)


async def _beside_slow_ones(given: Doors, options: Options) -> Samples:
    """The same requests, alone and while others wait for a slow service or read nothing."""
    load = Load(
        given.address[OURS] + PATH,
        {"Authorization": f"Bearer {given.token}"},
        seconds=options.seconds,
        tested=[given.pids[OURS]],
    )

    async def beside() -> Sample:
        async with _dawdlers(given):
            return await wrk.fire(load)

    return await interleaved(
        {"alone": partial(wrk.fire, load), "beside slow ones": beside}, options.rounds
    )


@asynccontextmanager
async def _dawdlers(given: Doors) -> AsyncIterator[None]:
    host, _, port = given.address[OURS].removeprefix("http://").partition(":")
    async with AsyncExitStack() as stack:
        for number in range(2 * _SLOW):
            _, writer = await asyncio.open_connection(
                sock=await _narrow(host, int(port)), limit=1024
            )
            stack.push_async_callback(_hang_up, writer)
            asked = "/v1/people?slow" if number % 2 else "/v1/hazards?large"
            head = f"GET {asked} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {given.token}\r\n\r\n"
            writer.write(head.encode())
            await writer.drain()
        await asyncio.sleep(2)  # until buffers are full and each is stuck where it shall be stuck
        yield


async def _narrow(host: str, port: int) -> socket.socket:
    """Connect with hardly any room for an answer: filling it would be work, not waiting."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)  # noqa: FBT003 - the standard library's own way
    await asyncio.get_running_loop().sock_connect(client, (host, port))
    return client


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()
