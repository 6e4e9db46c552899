"""`python -m upkeep.restored --moment …`: tell a database that it was set back.

To be run once after every restore, before anything else uses the database.
"""

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from chassis.audit import record
from chassis.db import Session, open_database
from chassis.settings import Settings
from sqlalchemy import text

# The minute makes the epochs of two restores of one backup differ: each has a future of its own.
_NEXT_EPOCH = text("""
UPDATE store_epoch SET epoch = greatest(epoch + 1, (extract(epoch FROM CAST(:at AS timestamptz)) / 60)::int)
RETURNING epoch
""")
# As much as the stream held at that moment: whoever had not yet read it must be able to.
_SEND_AGAIN = text("""
WITH again AS (
  UPDATE outbox_event SET published_at = NULL, stream_epoch = NULL, stream_seq = NULL
  WHERE published_at > CAST(:moment AS timestamptz) - interval '30 days' RETURNING 1)
SELECT count(*) FROM again
""")


async def begin_again(tx: Session, *, moment: datetime, at: datetime) -> tuple[int, int]:
    """Begin a new epoch, and return it and how many events the relay is to publish again.

    What this service said after the moment is forgotten, and its numbers will be used again.
    """
    epoch = await tx.scalar(_NEXT_EPOCH, {"at": at})
    count = await tx.scalar(_SEND_AGAIN, {"moment": moment})
    set_back = {"moment": [at, moment]}
    await record(
        tx, by="restore", at=at, action="restore", what="store", id=str(epoch), changes=set_back
    )
    return int(epoch or 0), int(count or 0)


async def main(moment: datetime) -> None:
    settings = Settings()
    # Not the moved clock of tests: epochs must not go back when it does.
    at = datetime.now(UTC)
    async with (
        open_database(settings.sqlalchemy_url, statement_timeout_seconds=600) as sessions,
        sessions.begin() as tx,
    ):
        epoch, count = await begin_again(tx, moment=moment, at=at)
    sys.stdout.write(f"epoch {epoch}, events to publish again: {count}\n")


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError(said)
    return moment


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m upkeep.restored", description=__doc__)
    parser.add_argument("--moment", required=True, type=_moment, help="ISO 8601 with its zone")
    asyncio.run(main(parser.parse_args().moment))
