"""Handle what another service publishes: a batch at a time, each batch in one transaction."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Final, TypeAlias

import structlog
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis import event_metrics as metrics
from chassis import faults
from chassis.db import Session, Sessions
from chassis.dead_letters import bury, count_open, unreadable_id
from chassis.envelope import Envelope
from chassis.faults import faultpoint
from chassis.gaps import Gaps
from chassis.handlers import Handlers, PermanentError, TransientError, in_waves
from chassis.inbox import Inbox, Verdict, thing
from chassis.nats_port import Port, Unavailable
from chassis.nats_pull import ConsumerGone, Incoming, Pull
from chassis.pulse import Pulse
from chassis.streams import Stream

log = structlog.get_logger()

BATCH: Final = 100
ATTEMPTS: Final = 8
SHORTEST, LONGEST, LONGEST_GAP = 0.05, 60.0, 5.0  # seconds before another try
OBSERVED_EVERY: Final = 5.0  # seconds


class Result(StrEnum):
    """How it went; the label `result` of `inbox_messages_total`."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    GAP = "gap"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Received:
    """A message that could be read as an event."""

    message: Incoming
    event: Envelope


Effect: TypeAlias = Callable[[Sequence[Received], Session], Awaitable[None]]
Outcome: TypeAlias = tuple[Received, Result]

_LOCK = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")


class Consumer:
    """A service's reader of one stream. Of several processes, one is active; the others wait."""

    def __init__(
        self,
        name: str,
        stream: Stream,
        handlers: Handlers,
        *,
        sessions: Sessions,
        port: Port,
        pulse: Pulse,
    ) -> None:
        self.name = name
        self._stream = stream
        self._handlers = handlers
        self._sessions = sessions
        self._engine: AsyncEngine = sessions.kw["bind"]
        self._port = port
        self._pulse = pulse
        self._gaps = Gaps(name, stream)
        self._observed_at = 0.0
        self._trouble = ""
        self._news: Pull | None = None
        pulse.on_stop(self._interrupt)

    async def run(self) -> None:
        """Work until the pulse stops. Whatever goes wrong outside a handler is tried again."""
        while not self._pulse.stopping:
            self._pulse.beat(self.name)
            try:
                await self._take_turn()
            except (Unavailable, ConsumerGone) as error:  # or the publisher has not started yet
                self._complain(str(error))
            except Exception:
                log.exception("consumer.failed", consumer=self.name)
            await self._pulse.pause(0.5)

    def _complain(self, trouble: str) -> None:
        """Log a trouble once, not twice a second for as long as it lasts."""
        if trouble != self._trouble:
            log.warning("consumer.interrupted", consumer=self.name, trouble=trouble)
        self._trouble = trouble

    async def _take_turn(self) -> None:
        """Be the active one, if nobody else is, until something breaks.

        The lock belongs to the connection that also carries the transactions: who has lost the
        one cannot commit by the other.
        """
        async with self._engine.connect() as connection:
            async with connection.begin():
                if not await connection.scalar(_LOCK, {"name": f"consumer:{self.name}"}):
                    return
            faults.changes_hands("consumer.lock_moved", self.name)
            try:
                metrics.ACTIVE.labels(self.name).set(1)
                await self._read(connection)
            finally:
                metrics.ACTIVE.labels(self.name).set(0)
                await connection.invalidate()  # frees the lock, whatever state we are in

    async def _read(self, connection: AsyncConnection) -> None:
        nouns = [noun for noun in self._handlers.nouns() if noun in self._stream.nouns]
        again = f"replay.{self.name}"
        async with (
            self._port.pull(self._stream, self.name, [f"{n}.>" for n in nouns]) as news,
            self._port.pull(
                self._stream, f"{self.name}-replay", [f"{again}.{n}.>" for n in nouns]
            ) as history,
        ):
            self._news, self._trouble = news, ""
            self._gaps.recount()  # as JetStream does
            losses = self._port.losses
            while not self._pulse.stopping:
                self._pulse.beat(self.name)
                if self._port.losses != losses:
                    losses = self._port.losses
                    news.restart()
                    history.restart()
                await self._step(connection, news, history)

    def _interrupt(self) -> None:
        if self._news is not None:
            self._news.interrupt()

    async def _step(self, connection: AsyncConnection, news: Pull, history: Pull) -> None:
        messages = await news.fetch(BATCH, seconds=1)
        for batch in (messages, await history.fetch(BATCH, seconds=0)):
            if batch:
                await faultpoint("consumer.after_fetch")
                await self._settle(connection, batch)
        await self._gaps.ask(self._port)
        if time.monotonic() - self._observed_at > OBSERVED_EVERY:
            await self._observe(connection)

    async def _settle(self, connection: AsyncConnection, messages: Sequence[Incoming]) -> None:
        """Handle a batch; give it back if the database went away meanwhile."""
        try:
            batch = await self._readable(connection, messages)
            await self._tell(await self._together_or_alone(connection, batch))
        except Exception:
            for message in messages:
                await message.nak(after=0.5)
            raise

    async def _readable(
        self, connection: AsyncConnection, messages: Sequence[Incoming]
    ) -> list[Received]:
        """Read the messages, in the order of their things; put the unreadable ones aside."""
        batch = []
        for message in messages:
            try:
                batch.append(Received(message, Envelope.model_validate_json(message.body)))
            except ValidationError as error:
                await self._put_aside(connection, message, error)
        return sorted(
            batch, key=lambda one: (thing(one.event), one.event.storeepoch, one.event.number)
        )

    async def _put_aside(
        self, connection: AsyncConnection, message: Incoming, error: Exception
    ) -> None:
        async with self._sessions(bind=connection) as tx, tx.begin():
            id_ = message.id or unreadable_id(self._stream.name, message.place)
            await bury(tx, self.name, message.body, error, id_=id_, deliveries=message.deliveries)
        metrics.INBOX.labels(self.name, Result.DEAD).inc()
        log.error("event.unreadable", consumer=self.name, event_id=str(id_))
        await message.term()

    async def _together_or_alone(
        self, connection: AsyncConnection, batch: Sequence[Received]
    ) -> list[Outcome]:
        if not batch:
            return []
        try:
            return await self._apply(connection, batch, self._handle)
        except Exception as error:  # noqa: BLE001 - whose fault it was shows when each is alone
            _insist_on_database(connection, error)
        outcomes = []
        for received in batch:
            self._pulse.beat(self.name)
            outcomes += await self._alone(connection, received)
        return outcomes

    async def _alone(self, connection: AsyncConnection, received: Received) -> list[Outcome]:
        try:
            return await self._apply(connection, [received], self._handle)
        except TransientError:
            self._gaps.excuse(received.event)
            return [(received, Result.RETRY)]
        except Exception as error:
            _insist_on_database(connection, error)
            hopeless = isinstance(error, PermanentError | ValidationError)
            tried = received.message.deliveries - self._gaps.excused(received.event.id)
            log.exception("event.failed", consumer=self.name, **_ids(received.event), attempt=tried)
            if not hopeless and tried < ATTEMPTS:
                return [(received, Result.RETRY)]
            return await self._apply(connection, [received], partial(self._bury, error))

    async def _apply(
        self, connection: AsyncConnection, batch: Sequence[Received], effect: Effect
    ) -> list[Outcome]:
        """In one transaction: judge each event, act on what is new, remember it."""
        outcomes: list[Outcome] = []
        result = Result.APPLIED if effect == self._handle else Result.DEAD
        async with self._sessions(bind=connection) as tx, tx.begin():
            inbox = await Inbox.open(tx, self.name, [received.event for received in batch])
            due = []
            for received in batch:
                verdict = inbox.judge(received.event)
                if verdict is Verdict.APPLY:
                    inbox.accept(received.event, received.message.place)
                    due.append(received)
                outcomes.append((received, result if verdict is Verdict.APPLY else Result(verdict)))
            await effect(due, tx)
            if faults.mutant("ack_before_commit"):
                await self._tell(outcomes)
            await inbox.save(tx)
            await faultpoint("consumer.before_commit")
        await faultpoint("consumer.after_commit")
        return outcomes

    async def _handle(self, due: Sequence[Received], tx: Session) -> None:
        for type_, events in in_waves(received.event for received in due):
            handler = self._handlers.of(type_)
            if handler is not None:
                await faultpoint("consumer.handle")
                await handler.handle(events, tx)

    async def _bury(self, error: Exception, due: Sequence[Received], tx: Session) -> None:
        for received in due:
            message, event = received.message, received.event
            tried = message.deliveries
            await bury(tx, self.name, message.body, error, event=event, deliveries=tried)

    async def _tell(self, outcomes: Sequence[Outcome]) -> None:
        """After the commit: let JetStream know what need not come again."""
        await faultpoint("consumer.before_ack")
        for received, result in outcomes:
            metrics.INBOX.labels(self.name, result).inc()
            faults.sometimes(f"consumer.{result}")
            message, event = received.message, received.event
            if result is Result.GAP:
                self._gaps.wait(event)
                await message.nak(after=_backoff(self._gaps.excused(event.id), LONGEST_GAP))
                continue
            if result is Result.RETRY:
                await message.nak(after=_backoff(message.deliveries, LONGEST))
                continue
            self._gaps.forget(event)
            if result is Result.APPLIED:
                age = (datetime.now(UTC) - event.time).total_seconds()
                metrics.LATENCY.labels(self.name, event.type).observe(max(age, 0))
            await (message.term() if result is Result.DEAD else message.ack())

    async def _observe(self, connection: AsyncConnection) -> None:
        """Show how far behind we are; also the test that the connection with the lock still lives."""
        self._observed_at = time.monotonic()
        async with self._sessions(bind=connection) as tx, tx.begin():
            metrics.DEAD_OPEN.labels(self.name).set(await count_open(tx, self.name))
        metrics.LAG.labels(self.name).set(await self._port.lag(self._stream, self.name))


def _backoff(times: int, longest: float) -> float:
    return float(min(SHORTEST * 2 ** min(times, 12), longest))


def _ids(event: Envelope) -> dict[str, str]:
    return {"event_id": str(event.id), "type": event.type, "aggregate": event.subject}


def _insist_on_database(connection: AsyncConnection, error: Exception) -> None:
    """Raise the error again if it is not the event's fault but the connection's."""
    if connection.invalidated or connection.closed:
        raise error
