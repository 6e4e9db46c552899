"""The only module that knows the NATS client, and works around what it gets wrong."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import nats
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StoreCompression,
    StreamConfig,
    StreamInfo,
)
from nats.js.errors import NotFoundError

from chassis import faults
from chassis.envelope import CONTENT_TYPE
from chassis.nats_pull import Pull
from chassis.streams import Stream

log = structlog.get_logger()

TIMEOUT: Final = 3.0  # seconds to wait for an answer
KEPT: Final = timedelta(days=30)  # how long a stream holds its messages
# Bytes, reserved on the disk. A full stream refuses, and the outbox holds the backlog.
LARGEST_STREAM: Final = 1024**3
ACK_WAIT: Final = 30.0  # seconds; longer than a batch of 100 takes one by one
MESSAGE_ID: Final = "Nats-Msg-Id"


class Unavailable(Exception):
    """JetStream did not answer, refused, or was away in between; nothing may be assumed."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to publish. JetStream drops a second one with the same id for ten minutes."""

    subject: str
    body: bytes
    id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StreamState:
    """Where a stream stands. A new epoch means that it was deleted and made again."""

    epoch: str
    first: int
    last: int


class Port:
    """A connection that is made again for ever."""

    def __init__(self, *, replicas: int = 1) -> None:
        self._client = Client()
        self._js = self._client.jetstream(timeout=TIMEOUT)
        self._replicas = replicas
        self._opened = False
        # Grows whenever the connection is lost: what was known about the stream is then in doubt.
        self.losses = 0
        # Set when the client has given up, which it does when it is refused; nothing mends that.
        self.closed = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        return self._client.is_connected

    async def open(self, url: str, *, name: str) -> None:
        """Connect, waiting as long as it takes."""
        while True:
            try:
                await self._client.connect(
                    url.split(","),
                    name=name,
                    max_reconnect_attempts=-1,  # the default closes for good after two minutes
                    reconnect_time_wait=0.2,  # type: ignore[arg-type]
                    connect_timeout=2,
                    ping_interval=5,
                    max_outstanding_pings=2,
                    pending_size=0,  # what is published while disconnected must not be sent later
                    error_cb=_note_error,
                    disconnected_cb=self._note_loss,
                    closed_cb=self._note_closed,
                )
            except (nats.errors.Error, OSError) as error:
                log.warning("nats.unreachable", error=type(error).__name__)
                await asyncio.sleep(0.5)
            else:
                self._opened = True
                return

    async def close(self) -> None:
        """Send what was acknowledged, then leave. `drain` would hang while disconnected."""
        with suppress(Unavailable), self._answering():
            await self._client.flush(timeout=2)
        if self._opened:
            with suppress(nats.errors.Error, OSError):
                await self._client.close()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Turn whatever the client raises into `Unavailable`, at once while there is no connection."""
        if not self.is_connected:
            raise Unavailable("not connected")
        try:
            yield
        except (nats.errors.Error, OSError, TimeoutError) as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error

    async def _note_loss(self) -> None:
        # An exception here would end the client's attempts to reconnect for ever.
        self.losses += 1

    async def _note_closed(self) -> None:
        self.closed.set()

    # -- streams ---------------------------------------------------------------------------------

    async def ensure_stream(self, stream: Stream) -> StreamState:
        """Make the stream if it is not there; let it grow by new nouns, never shrink."""
        with self._answering():
            try:
                info = await self._js.stream_info(stream.name)
            except NotFoundError:
                info = await self._js.add_stream(_config(stream, stream.subjects, self._replicas))
            missing = set(stream.subjects) - set(info.config.subjects or [])
            if missing:
                subjects = [*(info.config.subjects or []), *sorted(missing)]
                info = await self._js.update_stream(_config(stream, subjects, self._replicas))
        return _state(info)

    async def delete_stream(self, stream: Stream) -> None:
        """Throw a stream away; its publisher's relay makes it again from the outbox."""
        with self._answering(), suppress(NotFoundError):
            await self._js.delete_stream(stream.name)

    async def message_id(self, stream: Stream, seq: int) -> str | None:
        """Read the id of the message in one place; None if there is none."""
        with self._answering():
            try:
                message = await self._js.get_msg(stream.name, seq=seq)
            except NotFoundError:
                return None
        return (message.headers or {}).get(MESSAGE_ID)

    # -- publishing ------------------------------------------------------------------------------

    async def publish(self, stream: Stream, messages: Sequence[Outgoing]) -> list[int]:
        """Publish in order and return each one's place in the stream.

        All or nothing if JetStream allows it; else one by one, which it does when one of them is
        there already. Raise `Unavailable` if it is not certain that all of them are stored.
        """
        before = self.losses
        with self._answering():
            places = await self._publish_atomically(stream, messages) if messages[1:] else None
            if places is None:
                places = [await self._publish_one(stream, message) for message in messages]
        if self.losses != before:
            raise Unavailable("the connection was lost meanwhile")
        return places

    async def _publish_atomically(
        self, stream: Stream, messages: Sequence[Outgoing]
    ) -> list[int] | None:
        batch = uuid4().hex
        first, *middle, last = messages
        begun = await self._request(stream, first, _batched(batch, 1))
        if "error" in begun:
            return None
        for place, message in enumerate(middle, start=2):
            headers = {**_headers(stream, message), **_batched(batch, place)}
            await self._client.publish(message.subject, message.body, headers=headers)
        await faults.faultpoint("relay.mid_batch")
        commit = {**_batched(batch, len(messages)), "Nats-Batch-Commit": "1"}
        answer = await self._request(stream, last, commit)
        if "error" in answer:  # 10201: one of them is stored already
            faults.sometimes("relay.one_by_one")
            return None
        end: int = answer["seq"]
        return list(range(end - len(messages) + 1, end + 1))

    async def _publish_one(self, stream: Stream, message: Outgoing) -> int:
        answer = await self._request(stream, message, {})
        if "error" in answer:
            raise Unavailable(str(answer["error"]))
        place: int = answer["seq"]
        return place

    async def _request(
        self, stream: Stream, message: Outgoing, extra: Mapping[str, str]
    ) -> dict[str, Any]:
        headers = {**_headers(stream, message), **extra}
        reply = await self._client.request(
            message.subject, message.body, timeout=TIMEOUT, headers=headers
        )
        answer: dict[str, Any] = json.loads(reply.data) if reply.data else {}
        return answer

    # -- asking one another ----------------------------------------------------------------------

    async def ask(self, subject: str, question: bytes) -> None:
        """Put a question to whoever listens; an answer comes by another way or not at all."""
        with self._answering():
            await self._client.publish(subject, question)

    async def listen(self, subject: str, hear: Callable[[bytes], None]) -> None:
        """Hear questions; one of several listeners gets each. What it cannot read is dropped."""

        async def receive(message: Msg) -> None:
            with suppress(ValueError):
                hear(message.data)

        with self._answering():
            await self._client.subscribe(subject, queue="relay", cb=receive)

    # -- consuming -------------------------------------------------------------------------------

    @asynccontextmanager
    async def pull(self, stream: Stream, durable: str, subjects: list[str]) -> AsyncIterator[Pull]:
        """Read a durable consumer, made if it is not there. Raise `Unavailable` without a stream."""
        config = ConsumerConfig(
            durable_name=durable,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=ACK_WAIT,
            max_deliver=-1,  # we decide when to give up; JetStream would skip it for ever
            max_ack_pending=500,
            filter_subjects=subjects,
        )
        with self._answering():
            await self._js.add_consumer(stream.name, config)
            # What the last reader held when it died comes again at once, not after `ACK_WAIT`.
            await self._js.reset_consumer(stream.name, durable)
            pull = Pull(self._client, stream.name, durable)
            await pull.open()
        try:
            yield pull
        finally:
            await pull.close()

    async def lag(self, stream: Stream, durable: str) -> int:
        """Count the messages that wait or are being handled."""
        with self._answering():
            info = await self._js.consumer_info(stream.name, durable)
        return (info.num_pending or 0) + (info.num_ack_pending or 0)


def _config(stream: Stream, subjects: list[str], replicas: int) -> StreamConfig:
    return StreamConfig(
        name=stream.name,
        subjects=subjects,
        storage=StorageType.FILE,
        num_replicas=replicas,
        retention=RetentionPolicy.LIMITS,
        max_age=KEPT.total_seconds(),
        max_bytes=LARGEST_STREAM,
        discard=DiscardPolicy.NEW,
        duplicate_window=600,
        allow_atomic=True,
        allow_direct=True,
        deny_delete=True,
        deny_purge=True,
        compression=StoreCompression.S2,
        metadata={"owner": stream.owner, "schema": "cloudevents-1.0"},
    )


def _state(info: StreamInfo) -> StreamState:
    assert info.created is not None  # noqa: S101 - the server always says
    return StreamState(info.created.isoformat(), info.state.first_seq, info.state.last_seq)


def _headers(stream: Stream, message: Outgoing) -> dict[str, str]:
    named = {MESSAGE_ID: message.id} if message.id else {}
    fixed = {"Content-Type": CONTENT_TYPE, "Nats-Expected-Stream": stream.name}
    return {**fixed, **named, **message.headers}


def _batched(batch: str, place: int) -> dict[str, str]:
    return {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(place)}


async def _note_error(error: Exception) -> None:
    log.warning("nats.error", error=type(error).__name__)
