"""Requests by `wrk`, which costs little enough not to be what is measured."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.load import machine
from tests.load.figures import Sample

MISSING = "needs wrk and nginx: apt-get install wrk nginx-light"

_DONE = """
function done(summary, latency, requests)
  local e = summary.errors
  local form = '\\nFIGURES{"good":%d,"us":%d,"p50":%d,"p99":%d,"failed":%d}\\n'
  io.stdout:write(string.format(form, summary.requests - e.status, summary.duration,
    latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class WrkFailed(Exception):
    """wrk did not run to its end."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked for. `request` is Lua that answers each call with one request."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    request: str = ""
    connections: int = 32
    seconds: float = 2.0
    tested: Sequence[int] = ()  # whose processor time is counted
    core: int | None = machine.REST

    def by(self, connections: int, request: str) -> "Load":
        """The same load by so many senders, each of whose requests this Lua makes."""
        return replace(self, connections=connections, request=request)


def is_there() -> bool:
    return shutil.which("wrk") is not None


async def fire(load: Load) -> Sample:
    """Send requests for a while; return how many were answered well, and what that cost."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_lua(load))
        script.flush()
        before = machine.cpu_seconds(load.tested)
        said = await _run(load, Path(script.name))
        spent = machine.cpu_seconds(load.tested) - before
    figures = json.loads(said.split("FIGURES", 1)[1].splitlines()[0])
    good = figures["good"]
    return Sample(
        rate=good / (figures["us"] / 1e6),
        cpu_us=spent * 1e6 / max(good, 1),
        p50_ms=figures["p50"] / 1000,
        p99_ms=figures["p99"] / 1000,
        failed=figures["failed"],
    )


def _lua(load: Load) -> str:
    headers = "\n".join(
        f"wrk.headers[{_quoted(k)}] = {_quoted(v)}" for k, v in load.headers.items()
    )
    return f"{headers}\n{load.request}\n{_DONE}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


async def _run(load: Load, script: Path) -> str:
    prefix = machine.on_core(load.core) if load.core is not None else []
    process = await asyncio.create_subprocess_exec(
        *prefix,
        *("wrk", "-t1", f"-c{load.connections}", f"-d{max(1, round(load.seconds))}s"),
        *("--timeout", "10s", "-s", str(script), load.url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complaint = await process.communicate()
    if process.returncode or b"FIGURES" not in said:
        raise WrkFailed(complaint.decode() + said.decode())
    return said.decode()
