"""Send a consumer history that its stream no longer holds, from the outbox."""

from typing import Final

from pydantic import BaseModel, Field

from chassis.nats_port import Outgoing, Port
from chassis.stream_check import Database, Row
from chassis.streams import Stream

CHUNK: Final = 200

_ALL: Final = """
SELECT seq, subject, payload::text AS body FROM outbox_event
WHERE seq > $1 AND ($2::text IS NULL OR aggregatetype = $2) ORDER BY seq LIMIT $3
"""
_OF_THING: Final = """
SELECT subject, payload::text AS body FROM outbox_event
WHERE aggregatetype = $1 AND aggregateid = $2 AND aggregatever < $3 ORDER BY aggregatever
"""


class Missing(BaseModel):
    """What a consumer asks for: the events of one thing before the one that came early."""

    consumer: str = Field(pattern=r"^[\w-]+$")
    noun: str
    id: str
    before: int


async def send_missing(db: Database, port: Port, stream: Stream, missing: Missing) -> None:
    """Answer one question. Much of it may be known already: the inbox sorts that out."""
    rows = await db.fetch(_OF_THING, missing.noun, missing.id, missing.before)
    for begin in range(0, len(rows), CHUNK):
        news = [_again(missing.consumer, row) for row in rows[begin : begin + CHUNK]]
        await port.publish(stream, news)


async def send_history(
    db: Database, port: Port, stream: Stream, *, consumer: str, noun: str | None = None
) -> int:
    """Send all that ever happened, or all of one noun, and say how many events that was."""
    sent, seq = 0, 0
    while rows := await db.fetch(_ALL, seq, noun, CHUNK):
        await port.publish(stream, [_again(consumer, row) for row in rows])
        sent, seq = sent + len(rows), rows[-1]["seq"]
    return sent


def _again(consumer: str, row: Row) -> Outgoing:
    """Address an event to one consumer, without an id: JetStream must not think it a repetition."""
    return Outgoing(f"replay.{consumer}.{row['subject']}", row["body"].encode())
