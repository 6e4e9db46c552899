"""From `make run` until everything is ready, and what it all weighs at rest (quality.md, section 8)."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import psutil
from launcher.ports import free_port
from launcher.unprivileged import dying_with_us

from tests.load import machine
from tests.load.figures import Row, judged
from tests.load.options import Options

SECTION = "8 start and memory: the whole system with the demonstration's records"
READY = "系统已就绪"
FIRST_SECONDS, STOP_SECONDS = 600.0, 60.0
REST_SECONDS = 15.0


class DidNotStart(Exception):
    """The system did not say that it is ready."""


async def measure(options: Options) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="zhiben-bench-"))
    folder.chmod(0o755)  # noqa: ASYNC240 - an unprivileged PostgreSQL must reach its data
    try:
        return await asyncio.to_thread(_measured, folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: Path, options: Options) -> list[Row]:
    first, began = _started(folder), []
    _stop(first[0])
    for number in range(options.rounds):
        system, seconds = _started(folder)
        began.append(seconds)
        if number == options.rounds - 1:
            time.sleep(REST_SECONDS * min(1, options.scale))
            weights = _weights(system.pid)
        _stop(system)
    warm = sorted(began)[len(began) // 2]
    return [
        judged(SECTION, "`make run`, warm, until ready", warm, "s", "< 10", met=warm < 10),
        Row(SECTION, "  the first time, with the demonstration's records", first[1], "s"),
        *_rows(weights),
    ]


def _rows(weights: dict[str, tuple[float, float]]) -> list[Row]:
    everything = sum(pss for pss, _ in weights.values())
    largest = max(rss for name, (_, rss) in weights.items() if name.endswith((".api", ".worker")))
    rows = [
        judged(SECTION, "all together at rest", everything, "MB", "< 1536", met=everything < 1536),
        judged(SECTION, "the largest process", largest, "MB", "< 150", met=largest < 150),
    ]
    for name, (pss, rss) in sorted(weights.items()):
        rows.append(Row(SECTION, f"  {name}", rss, "MB resident", note=f" ({pss:.0f} MB PSS)"))
    return rows


def _started(folder: Path) -> "tuple[subprocess.Popen[bytes], float]":
    """Start as `make run` does, and return how many seconds it took."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ZHIBEN_")}
    told = {
        "ZHIBEN_DEMO": "1",
        "ZHIBEN_HTTP_PORT": str(free_port()),
        "ZHIBEN_LAUNCHER_DIR": str(folder),
    }
    said, began = folder / "said.txt", time.monotonic()
    with said.open("wb") as file:
        system = subprocess.Popen(  # noqa: S603 - our own launcher
            [*dying_with_us("TERM"), sys.executable, "-m", "launcher", "run"],
            env=kept | told,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    while READY not in said.read_text():
        if system.poll() is not None or time.monotonic() - began > FIRST_SECONDS:
            raise DidNotStart(said.read_text()[-3000:])
        time.sleep(0.02)
    return system, time.monotonic() - began


def _stop(system: "subprocess.Popen[bytes]") -> None:
    system.send_signal(signal.SIGTERM)
    system.wait(timeout=STOP_SECONDS)


def _weights(launcher: int) -> dict[str, tuple[float, float]]:
    """Proportional and resident megabytes by what each process is; PostgreSQL's are summed up."""
    found: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    root = psutil.Process(launcher)
    for process in [root, *root.children(recursive=True)]:
        try:
            name = _named(process.cmdline())
            pss, rss = machine.shared_out_mb(process.pid), machine.resident_mb(process.pid)
        except psutil.Error:
            continue
        found[name] = (found[name][0] + pss, found[name][1] + rss)
    return dict(found)


def _named(words: list[str]) -> str:
    for word in words:
        if word.endswith(".worker"):
            return word.replace("_", "-")
        if word.endswith(".main:create"):
            return word.removesuffix(".main:create").replace("_", "-") + ".api"
    if words and "postgres" in words[0]:
        return "PostgreSQL"
    if words and "nats-server" in words[0]:
        return "NATS"
    return "gateway.api" if "gateway" in words else "launcher"
