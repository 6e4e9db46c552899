"""What was exported can be given to a reader that is new."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from chassis.db import Session
from chassis.envelope import Envelope
from chassis.nats_port import Port
from chassis.outbox import emit
from chassis.streams import Stream
from contracts.hazards import HazardVerified
from sqlalchemy import text
from upkeep.history import send
from upkeep.retention import write


class Row(NamedTuple):
    seq: int
    body: str


def files(folder: Path) -> list[Path]:
    return [*folder.iterdir()]


class Replayed(Stream):
    """A stream that carries only what is sent again to one reader, its only noun."""

    @property
    def subjects(self) -> list[str]:
        return [f"replay.{self.nouns[0]}.>"]


async def test_exported_events_reach_one_reader_in_their_order(tx: Session, tmp_path: Path) -> None:
    hazard = uuid4()
    for _ in range(5):
        event = HazardVerified.model_construct(hazard_id=hazard, at=datetime.now(UTC), id=uuid4())
        await emit(tx, event)
    rows = [
        Row(*row) for row in await tx.execute(text("SELECT seq, payload::text FROM outbox_event"))
    ]
    write(tmp_path, rows[3:])
    write(tmp_path, rows[:3])
    tag = uuid4().hex[:8]
    consumer = f"reader-{tag}"
    stream = Replayed(f"TEST_{tag}", "test", (consumer,))
    port = Port()
    await port.open(os.environ["ZHIBEN_TEST_NATS_URL"], name="test")
    await port.ensure_stream(stream)

    sent = await send(port, stream, files(tmp_path), consumer=consumer)

    async with port.pull(stream, consumer, [f"replay.{consumer}.hazard.>"]) as history:
        messages = await history.fetch(10, seconds=5)
    await port.delete_stream(stream)
    await port.close()
    heard = [Envelope.model_validate_json(message.body) for message in messages]
    assert sent == 5
    assert [event.number for event in heard] == [1, 2, 3, 4, 5]
    assert {UUID(event.subject) for event in heard} == {hazard}
