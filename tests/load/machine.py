"""The machine it ran on: its cores, what they did, and how much memory who holds."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import psutil

_CORES = sorted(os.sched_getaffinity(0))
# What is tested has a core of its own; what sends, answers and stores shares the other one.
TESTED = _CORES[0]
REST = _CORES[1 % len(_CORES)]


def on_core(core: int) -> list[str]:
    """Prefix of a command that keeps it on one core."""
    return ["taskset", "-c", str(core)] if len(_CORES) > 1 and shutil.which("taskset") else []


def pin(pid: int, core: int) -> None:
    """Keep a process that runs, and its children, on one core."""
    for process in _family(pid):
        for thread in process.threads():
            os.sched_setaffinity(thread.id, {core})


def unpin(pid: int) -> None:
    """Let a process and its children run anywhere again."""
    for process in _family(pid):
        for thread in process.threads():
            os.sched_setaffinity(thread.id, set(_CORES))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time of processes and their children so far, those that ended included."""
    return sum(_cpu(process) for pid in pids for process in _family(pid))


def resident_mb(pid: int) -> float:
    """Memory of one process alone, as `top` shows it."""
    return float(psutil.Process(pid).memory_info().rss) / 2**20


def shared_out_mb(pid: int) -> float:
    """Memory of a process, what it shares with others divided among them (PSS)."""
    return float(psutil.Process(pid).memory_full_info().pss) / 2**20


def describe() -> dict[str, str]:
    """Say what must be known to read the figures."""
    packages = ("fastapi", "uvicorn", "httptools", "asyncpg", "sqlalchemy", "nats-py", "httpx2")
    return {
        "cpu": _model(),
        "cores": str(len(_CORES)),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "load average": " ".join(f"{value:.1f}" for value in os.getloadavg()),
        "python": platform.python_version(),
        "kernel": platform.release(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in packages),
        "nginx": _said(["nginx", "-v"]).removeprefix("nginx version: "),
        "wrk": _said(["wrk", "-v"]).split(" [")[0],
    }


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _cpu(process: psutil.Process) -> float:
    try:
        return float(sum(process.cpu_times()[:4]))  # own and of children that were waited for
    except psutil.Error:
        return 0.0


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "unknown")


def _version(package: str) -> str:
    try:
        return version(package)
    except LookupError:
        return "absent"


def _said(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return "absent"
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    return (done.stdout + done.stderr).strip().splitlines()[0]
