"""Named places where a test may make a process fail. Nothing can fail here outside tests."""

import asyncio
import os
import signal
from dataclasses import dataclass, field

from chassis.settings import Settings

SLEEP = 10.0  # seconds


class Crash(BaseException):
    """The process died here. No `except Exception` survives it, as none survives a real crash."""


@dataclass
class _Plan:
    """What shall fail: `name:action:nth`, and which protection is left out (a mutant)."""

    name: str = ""
    action: str = ""
    nth: int = 1
    mutants: frozenset[str] = field(default_factory=frozenset)


_plan = _Plan()


def arm(settings: Settings) -> None:
    """Obey `ZHIBEN_FAULTPOINT=name:crash|raise|sleep[:nth]` and `ZHIBEN_MUTANTS=a,b` under test."""
    if settings.testing:
        plan(os.environ.get("ZHIBEN_FAULTPOINT", ""), os.environ.get("ZHIBEN_MUTANTS", ""))


def plan(fault: str = "", mutants: str = "") -> None:
    """Replace the plan; called without arguments, forget it."""
    name, action, nth = (*fault.split(":"), "", "")[:3]
    _plan.name, _plan.action, _plan.nth = name, action, int(nth or 1)
    _plan.mutants = frozenset(filter(None, mutants.split(",")))


def mutant(name: str) -> bool:
    """Test whether a protection is deliberately left out, to prove that the checkers notice."""
    return name in _plan.mutants


async def faultpoint(name: str) -> None:
    """Fail here if a test planned so, the nth time somebody comes by."""
    if name != _plan.name:
        return
    _plan.nth -= 1
    if _plan.nth != 0:
        return
    if _plan.action == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if _plan.action == "raise":
        raise Crash(name)
    await asyncio.sleep(SLEEP)
