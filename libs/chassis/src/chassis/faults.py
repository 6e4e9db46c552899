"""Named places where a test may make a process fail. Nothing can fail here outside tests."""

import asyncio
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

from chassis.settings import Settings

SLEEP = 10.0  # seconds


class Crash(BaseException):
    """The process died here. No `except Exception` survives it, as none survives a real crash."""


@dataclass
class _Plan:
    """What shall fail, and which protection is left out (a mutant).

    In `folder`, a file `service@point` holding an action is a trap; what was seen is counted there.
    """

    name: str = ""
    action: str = ""
    nth: int = 1
    mutants: frozenset[str] = field(default_factory=frozenset)
    folder: Path | None = None
    service: str = ""


_plan = _Plan()


def arm(settings: Settings) -> None:
    """Obey `ZHIBEN_FAULTPOINT=name:action:nth`, `ZHIBEN_MUTANTS=a,b`, `ZHIBEN_FAULT_FOLDER`."""
    if settings.testing:
        plan(os.environ.get("ZHIBEN_FAULTPOINT", ""), os.environ.get("ZHIBEN_MUTANTS", ""))
        folder = os.environ.get("ZHIBEN_FAULT_FOLDER")
        _plan.folder, _plan.service = Path(folder) if folder else None, settings.service_name


def plan(fault: str = "", mutants: str = "") -> None:
    """Replace the plan; called without arguments, forget it."""
    name, action, nth = (*fault.split(":"), "", "")[:3]
    _plan.name, _plan.action, _plan.nth = name, action, int(nth or 1)
    _plan.mutants = frozenset(filter(None, mutants.split(",")))
    _plan.folder = None


def mutant(name: str) -> bool:
    """Test whether a protection is deliberately left out, to prove that the checkers notice."""
    loose = _plan.folder is not None and (_plan.folder / f"mutant.{name}").exists()
    return loose or name in _plan.mutants


async def faultpoint(name: str) -> None:
    """Fail here if a test planned so, the nth time somebody comes by."""
    if _plan.folder is not None:
        await _fail(name, _trapped(_plan.folder / f"{_plan.service}@{name}"))
    _plan.nth -= name == _plan.name
    if name == _plan.name and _plan.nth == 0:
        await _fail(name, _plan.action)


async def _fail(name: str, action: str) -> None:
    if action == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "raise":
        raise Crash(name)
    if action == "fail":
        raise RuntimeError(name)
    if action == "sleep":
        await asyncio.sleep(SLEEP)
    taken = f"{_plan.service}@{name}.taken.{os.getpid()}"
    while action == "hold" and _plan.folder and (_plan.folder / taken).exists():  # noqa: ASYNC110 - it is another process's
        await asyncio.sleep(0.05)


def _trapped(trap: Path) -> str:
    """Take a trap, if one is set here, before anybody else does; `fail*3` is three in a row."""
    taken = trap.with_name(f"{trap.name}.taken.{os.getpid()}")
    try:
        trap.rename(taken)
    except FileNotFoundError:
        return ""
    action, _, times = taken.read_text().partition("*")
    if int(times or 1) > 1:
        trap.write_text(f"{action}*{int(times) - 1}")
    return action


def sometimes(name: str) -> None:
    """Note that a way was really taken that only trouble leads to."""
    if _plan.folder is not None:
        with (_plan.folder / f"seen.{name}").open("ab") as seen:
            seen.write(b".")


def changes_hands(what: str, thing: str) -> None:
    """Note it if another process than the last one serves a thing now."""
    if _plan.folder is None:
        return
    me, holder = str(os.getpid()), _plan.folder / f"holder.{what}.{thing}"
    before = holder.read_text() if holder.exists() else ""
    holder.write_text(me)
    if before and before != me:
        sometimes(what)
