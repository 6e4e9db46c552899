"""What is old leaves the outbox as a file and the inbox for good; everything else stays."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from chassis.audit import history
from chassis.clock import FixedClock
from chassis.db import Session, Sessions
from chassis.outbox import emit
from chassis.settings import Settings
from chassis.sweeps import Outcome, Sweeps, run_once
from contracts.hazards import HazardVerified
from pydantic import SecretStr
from sqlalchemy import text
from upkeep import retention
from upkeep.retention import first_id_of, forget_messages, keep_in_bounds, retire

NOW = datetime.now(UTC)
PUBLISH = text("UPDATE outbox_event SET published_at = now(), stream_seq = seq, stream_epoch = 'e'")
HEAR = text("INSERT INTO inbox_message (consumer, event_id, received_at) VALUES (:who, :id, :at)")
NUMBERS = text("SELECT aggregatever FROM outbox_event ORDER BY seq")


async def happen(tx: Session, hazard: UUID, times: int) -> None:
    """Let something happen to a hazard so many times, now."""
    for _ in range(times):
        await emit(tx, HazardVerified.model_construct(hazard_id=hazard, at=NOW, id=first_id()))
    await tx.execute(PUBLISH)


def first_id() -> UUID:
    return UUID(int=first_id_of(NOW).int + uuid4().int % (1 << 64))


def in_days(days: float) -> datetime:
    return NOW + timedelta(days=days)


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def exported(folder: Path) -> list[dict[str, object]]:
    """Read what was written, a file after the other."""
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.ndjson.gz"))
        for line in gzip.decompress(file.read_bytes()).splitlines()
    ]


async def test_old_events_are_in_a_file_before_they_are_gone(tx: Session, tmp_path: Path) -> None:
    hazard = uuid4()
    await happen(tx, hazard, 4)
    bodies = list(await tx.scalars(text("SELECT payload FROM outbox_event ORDER BY seq")))

    assert await retire(tx, tmp_path, at=in_days(401)) == 3

    assert exported(tmp_path) == bodies[:3]
    assert list(await tx.scalars(NUMBERS)) == [4]


async def test_what_is_younger_stays(tx: Session, tmp_path: Path) -> None:
    await happen(tx, uuid4(), 3)

    assert await retire(tx, tmp_path, at=in_days(399)) == 0

    assert exported(tmp_path) == []
    assert len(list(await tx.scalars(NUMBERS))) == 3


async def test_what_was_never_published_stays_however_old(tx: Session, tmp_path: Path) -> None:
    await happen(tx, uuid4(), 3)
    await tx.execute(
        text("UPDATE outbox_event SET published_at = NULL, stream_seq = NULL, stream_epoch = NULL")
    )

    assert await retire(tx, tmp_path, at=in_days(401)) == 0


async def test_the_next_event_counts_on_from_the_one_that_stayed(
    tx: Session, tmp_path: Path
) -> None:
    hazard = uuid4()
    await happen(tx, hazard, 2)
    await retire(tx, tmp_path, at=in_days(401))
    await tx.execute(text("UPDATE store_epoch SET epoch = 7"))

    await happen(tx, hazard, 1)

    [before] = await tx.scalars(
        text("SELECT payload->>'previousepoch' FROM outbox_event WHERE aggregatever = 3")
    )
    assert (list(await tx.scalars(NUMBERS)), before) == ([2, 3], "1")


async def test_many_events_leave_in_several_files(
    tx: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "CHUNK", 2)
    await happen(tx, uuid4(), 6)

    assert await retire(tx, tmp_path, at=in_days(401)) == 5

    assert len(files(tmp_path)) == 3
    assert {name.split(".", 1)[1] for name in files(tmp_path)} == {"ndjson.gz"}
    assert sorted(int(str(event["sequence"])) for event in exported(tmp_path)) == [1, 2, 3, 4, 5]


async def test_nothing_is_deleted_that_could_not_be_written(
    tx: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(retention, "write", full)
    await happen(tx, uuid4(), 3)

    with pytest.raises(OSError, match="disk full"):
        await retire(tx, tmp_path, at=in_days(401))
    assert len(list(await tx.scalars(NUMBERS))) == 3


async def test_a_reader_forgets_what_the_stream_cannot_bring_again(tx: Session) -> None:
    for who, id_, heard in (
        ("a-HAZARD", first_id(), NOW),
        ("b-HAZARD", first_id(), NOW),
        ("b-HAZARD", first_id(), in_days(30)),  # an old event that was sent again
        ("b-HAZARD", first_id_of(in_days(30)), in_days(30)),
    ):
        await tx.execute(HEAR, {"who": who, "id": id_, "at": heard})

    await forget_messages(tx, in_days(61))

    left = await tx.scalars(text("SELECT consumer FROM inbox_message"))
    assert list(left) == ["b-HAZARD", "b-HAZARD"]


async def test_what_has_gone_is_counted_in_the_audit_trail(tx: Session, tmp_path: Path) -> None:
    await happen(tx, uuid4(), 3)
    await tx.execute(HEAR, {"who": "a-HAZARD", "id": first_id(), "at": NOW})

    await retire(tx, tmp_path, at=in_days(401))
    await forget_messages(tx, in_days(61))

    [sent] = await history(tx, what="outbox", id="hazard")
    [heard] = await history(tx, what="inbox", id="a-HAZARD")
    assert (sent.action, sent.changes) == ("retire", {"events": [2, 0]})
    assert (heard.action, heard.changes) == ("retire", {"events": [1, 0]})


async def test_both_duties_are_done_once_a_day_by_the_clock(
    sessions: Sessions, tmp_path: Path
) -> None:
    settings = Settings(
        service_name="test", database_url=SecretStr("postgresql://nowhere"), data_dir=tmp_path
    )
    sweeps = keep_in_bounds(Sweeps(), settings)
    async with sessions.begin() as tx:
        await happen(tx, uuid4(), 2)
    clock = FixedClock(NOW)

    outcomes = []
    for days in (0, 0.5, 401):
        clock.at = in_days(days)
        outcomes.append(set((await run_once(sweeps, sessions, clock)).values()))

    assert outcomes == [{Outcome.RAN}, {Outcome.NOT_DUE}, {Outcome.RAN}]
    assert len(exported(tmp_path / "events")) == 1
