"""Events that came before one they must follow, and how to get that one."""

import time
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import structlog

from chassis.envelope import Envelope
from chassis.inbox import Thing, thing
from chassis.nats_port import Port
from chassis.replay import Missing
from chassis.streams import Stream

log = structlog.get_logger()

PATIENCE: Final = 300.0  # seconds; the missing event is usually being retried


@dataclass(slots=True)
class Gaps:
    """What one consumer waits for. Kept in memory: after a restart the waiting begins anew."""

    consumer: str
    stream: Stream
    _since: dict[Thing, tuple[float, int]] = field(default_factory=dict)
    _excused: dict[UUID, int] = field(default_factory=dict)

    def recount(self) -> None:
        """Forget what was counted of deliveries, because they begin anew."""
        self._excused.clear()

    def excuse(self, event: Envelope) -> None:
        """Note that an event was delivered without a fair chance to be handled."""
        self._excused[event.id] = self.excused(event.id) + 1

    def excused(self, event: UUID) -> int:
        """Count the deliveries that were no attempts."""
        return self._excused.get(event, 0)

    def wait(self, event: Envelope) -> None:
        """Note that an event is early."""
        self.excuse(event)
        since, number = self._since.get(thing(event), (time.monotonic(), event.number))
        self._since[thing(event)] = (since, min(number, event.number))

    def forget(self, event: Envelope) -> None:
        """Note that an event is dealt with, and with it the gap before it."""
        self._excused.pop(event.id, None)
        self._since.pop(thing(event), None)

    async def ask(self, port: Port) -> None:
        """Ask the publisher to send again what has been missing for too long.

        It happens to a consumer that is new, or wants a new noun, when the stream no longer
        holds the beginning.
        """
        now = time.monotonic()
        for (noun, id_), (since, number) in list(self._since.items()):
            if now - since < PATIENCE:
                continue
            self._since[noun, id_] = (now, number)
            log.warning("consumer.gap", consumer=self.consumer, noun=noun, aggregate=id_)
            missing = Missing(consumer=self.consumer, noun=noun, id=id_, before=number)
            await port.ask(f"history.{self.stream.name}", missing.model_dump_json().encode())
