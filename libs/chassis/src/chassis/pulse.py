"""Whether a process is alive, and whether it should stop."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

STALE: Final = 30.0  # seconds without a beat after which a loop counts as stuck


class Pulse:
    """Every loop of a process beats here; one that falls silent makes the process unhealthy."""

    def __init__(self) -> None:
        self._stop = asyncio.Event()
        self._beats: dict[str, float] = {}
        self._waiting: list[Callable[[], None]] = []

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask every loop to finish what it is doing and return."""
        self._stop.set()
        for wake in self._waiting:
            wake()

    def on_stop(self, wake: Callable[[], None]) -> None:
        """Have something called that ends a wait, so that stopping takes no time."""
        self._waiting.append(wake)

    async def stopped(self) -> None:
        """Wait until somebody asks to stop."""
        await self._stop.wait()

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until asked to stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)

    def beat(self, loop: str) -> None:
        """Show that a loop turns."""
        self._beats[loop] = time.monotonic()

    def stuck(self) -> list[str]:
        """Name the loops that have not turned for 30 seconds."""
        now = time.monotonic()
        return sorted(loop for loop, at in self._beats.items() if now - at > STALE)
