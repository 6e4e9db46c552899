"""Send a consumer history that its stream no longer holds, from the outbox."""

from typing import Final

from chassis.nats_port import Outgoing, Port
from chassis.stream_check import Database
from chassis.streams import Stream

CHUNK: Final = 200

_HISTORY: Final = """
SELECT seq, subject, payload::text AS body FROM outbox_event
WHERE seq > $1 AND ($2::text IS NULL OR aggregatetype = $2)
  AND ($3::text IS NULL OR aggregateid = $3) AND ($4::bigint IS NULL OR aggregatever < $4)
ORDER BY seq LIMIT $5
"""


async def send_history(
    db: Database,
    port: Port,
    stream: Stream,
    *,
    consumer: str,
    noun: str | None = None,
    id: str | None = None,
    before: int | None = None,
) -> int:
    """Publish a thing's events before a number, a noun's, or all, to one consumer; say how many.

    They carry no message id: JetStream must not take them for repetitions. The inbox does.
    """
    sent, seq = 0, 0
    while rows := await db.fetch(_HISTORY, seq, noun, id, before, CHUNK):
        news = [Outgoing(f"replay.{consumer}.{r['subject']}", r["body"].encode()) for r in rows]
        await port.publish(stream, news)
        sent, seq = sent + len(rows), rows[-1]["seq"]
    return sent
