"""Publish what the outbox holds, each thing's events in order, at least once."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Sequence
from typing import Final

import asyncpg
import structlog

from chassis import event_metrics as metrics
from chassis import faults
from chassis.faults import faultpoint
from chassis.nats_port import Outgoing, Port, Unavailable
from chassis.pulse import Pulse
from chassis.replay import Missing, send_missing
from chassis.stream_check import Database, Row, StreamCheck
from chassis.streams import Stream

log = structlog.get_logger()

CHECK_EVERY: Final = 30.0  # seconds
OBSERVE_EVERY: Final = 5.0  # seconds
LONGEST_SLEEP: Final = 1.0  # seconds; bounds the race between falling asleep and being woken
QUESTIONS: Final = 1000  # gaps to answer that are kept in mind; they are asked again

_LIMITS = {
    # A relay that hangs in a transaction loses its lane to another one.
    "idle_in_transaction_session_timeout": "10s",
    "statement_timeout": "30s",
    "tcp_keepalives_idle": "5",
}
_CLAIM: Final = """
SELECT lane FROM outbox_lane
WHERE EXISTS (SELECT FROM outbox_event e WHERE e.lane = outbox_lane.lane AND published_at IS NULL)
ORDER BY served_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
# A statement of its own, so that it sees what the lane's last owner has marked.
_PENDING: Final = """
SELECT seq, id, subject, payload::text AS body, payload->>'traceparent' AS trace
FROM outbox_event WHERE lane = $1 AND published_at IS NULL ORDER BY seq LIMIT 200
"""
_PENDING_ROWS: Final = """
SELECT seq, id, subject, payload::text AS body, payload->>'traceparent' AS trace
FROM outbox_event WHERE published_at IS NULL ORDER BY seq LIMIT 50 FOR UPDATE SKIP LOCKED
"""
_MARK: Final = """
UPDATE outbox_event
SET published_at = clock_timestamp(), stream_epoch = $1, stream_seq = placed.place
FROM unnest($2::bigint[], $3::bigint[]) AS placed (seq, place) WHERE outbox_event.seq = placed.seq
"""
_SERVED: Final = "UPDATE outbox_lane SET served_at = clock_timestamp() WHERE lane = $1"
_SLEEP: Final = "UPDATE outbox_signal SET relay_sleeping = true WHERE NOT relay_sleeping"
_WAKE: Final = "UPDATE outbox_signal SET relay_sleeping = false WHERE relay_sleeping"
_BACKLOG: Final = """
SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)
FROM outbox_event WHERE published_at IS NULL
"""


class Relay:
    """Carries events from one service's outbox to its stream. Several may run; lanes spread."""

    def __init__(self, database_url: str, stream: Stream, port: Port, pulse: Pulse) -> None:
        self._url = database_url
        self._stream = stream
        self._port = port
        self._pulse = pulse
        self._check = StreamCheck(port, stream)
        self._woken = asyncio.Event()
        pulse.on_stop(self._woken.set)
        self._questions: deque[Missing] = deque(maxlen=QUESTIONS)
        self._listening = False
        self._epoch = ""
        self._checked_at = self._observed_at = float("-inf")
        self._losses = -1

    async def run(self) -> None:
        """Keep the outbox empty until the pulse stops. Whatever goes wrong is tried again."""
        while not self._pulse.stopping:
            self._pulse.beat("relay")
            try:
                await self._serve()
            except (Unavailable, OSError, asyncpg.PostgresConnectionError) as error:
                log.warning("relay.interrupted", error=type(error).__name__)
            except Exception:
                log.exception("relay.failed")
            self._losses = -1  # compare again before publishing anything
            await self._pulse.pause(random.uniform(0.1, 0.3))  # noqa: S311 - not a secret

    async def _serve(self) -> None:
        db = await asyncpg.connect(self._url, timeout=5, server_settings=_LIMITS)
        try:
            await db.add_listener("outbox", lambda *_: self._woken.set())
            if not self._listening:
                await self._port.listen(f"history.{self._stream.name}", self._hear)
                self._listening = True
            while not self._pulse.stopping:
                self._pulse.beat("relay")
                await self._step(db)
        finally:
            await db.close(timeout=2)

    async def _step(self, db: Database) -> None:
        if self._in_doubt():
            losses = self._port.losses
            self._epoch = await self._check.run(db)
            self._losses, self._checked_at = losses, time.monotonic()
        if time.monotonic() - self._observed_at > OBSERVE_EVERY:
            await self._observe(db)
        while self._questions:
            await send_missing(db, self._port, self._stream, self._questions.popleft())
        if await self.publish_lane(db) == 0:
            await self._sleep(db)

    def _in_doubt(self) -> bool:
        """Test whether the stream may have changed since we compared."""
        return (
            self._port.losses != self._losses or time.monotonic() - self._checked_at > CHECK_EVERY
        )

    async def publish_lane(self, db: Database) -> int:
        """Publish what is pending in the lane that has waited longest; return how many events.

        The lock is on the lane, not on its rows: two relays that share a lane would mix up the
        order of a thing's events.
        """
        async with db.transaction():
            lane = await db.fetchval(_CLAIM)
            if lane is None:
                return 0
            await faultpoint("relay.after_lock")
            if faults.mutant("row_lock"):
                rows = await db.fetch(_PENDING_ROWS)
            else:
                rows = await db.fetch(_PENDING, lane)
            places = await self._port.publish(self._stream, [_message(row) for row in rows])
            if self._port.losses != self._losses:
                raise Unavailable("the stream has to be compared first")
            await faultpoint("relay.after_batch_before_mark")
            await self._mark(db, lane, rows, places)
        await faultpoint("relay.after_mark")
        faults.changes_hands("relay.lane_taken_over", f"{self._stream.name}.{lane}")
        metrics.PUBLISHED.inc(len(rows))
        return len(rows)

    async def _mark(
        self, db: Database, lane: int, rows: Sequence[Row], places: Sequence[int]
    ) -> None:
        await db.execute(_MARK, self._epoch, [row["seq"] for row in rows], list(places))
        await db.execute(_SERVED, lane)

    async def _sleep(self, db: Database) -> None:
        """Say that we sleep, look once more, then wait to be woken."""
        self._woken.clear()
        await db.execute(_SLEEP)
        if await self.publish_lane(db) == 0 and not (self._questions or self._pulse.stopping):
            try:
                await asyncio.wait_for(self._woken.wait(), LONGEST_SLEEP)
            except TimeoutError:
                return  # the sign stays up: nothing happened
        await db.execute(_WAKE)

    async def _observe(self, db: Database) -> None:
        self._observed_at = time.monotonic()
        pending, age = await db.fetchrow(_BACKLOG)
        metrics.PENDING.set(pending)
        metrics.OLDEST_PENDING.set(float(age))

    def _hear(self, question: bytes) -> None:
        """A consumer misses events that its stream no longer holds."""
        self._questions.append(Missing.model_validate_json(question))
        self._woken.set()


def _message(row: Row) -> Outgoing:
    headers = {"traceparent": row["trace"]} if row["trace"] else {}
    return Outgoing(row["subject"], row["body"].encode(), id=str(row["id"]), headers=headers)
