"""A database that was set back says so, and what its readers may have missed is sent again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.audit import history
from chassis.db import Session
from chassis.outbox import emit
from contracts.hazards import HazardVerified
from sqlalchemy import text
from upkeep.restored import begin_again

NOW = datetime.now(UTC)


async def test_each_restore_of_one_backup_has_a_future_of_its_own(tx: Session) -> None:
    epochs = []
    for minutes in (0, 1):
        await tx.execute(text("UPDATE store_epoch SET epoch = 1"))
        epochs.append((await begin_again(tx, moment=NOW, at=NOW + timedelta(minutes=minutes)))[0])

    assert 1 < epochs[0] < epochs[1]


async def test_an_epoch_never_goes_back(tx: Session) -> None:
    await tx.execute(text("UPDATE store_epoch SET epoch = 2000000000"))

    assert (await begin_again(tx, moment=NOW, at=NOW))[0] == 2_000_000_001


async def test_what_a_reader_may_have_missed_is_sent_again_however_old_the_backup(
    tx: Session,
) -> None:
    """A relay compares only what was published lately; after an old backup, that is nothing."""
    moment = NOW - timedelta(days=90)
    for days in (31, 29, 1):
        hazard = HazardVerified.model_construct(hazard_id=uuid4(), at=NOW, id=uuid4())
        await emit(tx, hazard)
        at = {"at": moment - timedelta(days=days)}
        await tx.execute(
            text(
                "UPDATE outbox_event SET published_at = :at, stream_seq = seq, stream_epoch = 'e' "
                "WHERE published_at IS NULL"
            ),
            at,
        )

    _, again = await begin_again(tx, moment=moment, at=NOW)

    assert again == 2
    waiting = text("SELECT count(*) FROM outbox_event WHERE stream_epoch IS NULL")
    assert await tx.scalar(waiting) == 2


async def test_a_restore_stands_in_the_audit_trail(tx: Session) -> None:
    moment = NOW - timedelta(hours=8)
    epoch, _ = await begin_again(tx, moment=moment, at=NOW)

    [entry] = await history(tx, what="store", id=str(epoch))

    assert (entry.by, entry.action) == ("restore", "restore")
    assert entry.changes == {"moment": [NOW.isoformat(), moment.isoformat()]}
