"""Audit entries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import structlog
from chassis.audit import history, record
from chassis.db import Session, Sessions
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

AT = datetime(2026, 3, 5, 9, 30, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True)
class Caller:
    id: UUID
    name: str


async def test_an_entry_says_who_did_what_to_what_when_and_why(tx: Session) -> None:
    caller, hazard = Caller(uuid4(), "王建国"), uuid4()

    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        await record(
            tx, by=caller, at=AT, action="verify", what="hazard", id=hazard, why="现场核实",
            changes={"status": ["reported", "verified"], "fine": [None, Decimal("5000.00")]},
        )  # fmt: skip

    [entry] = await history(tx, what="hazard", id=hazard)
    assert (entry.by, entry.by_name, entry.action) == (str(caller.id), "王建国", "verify")
    assert (entry.at, entry.why, entry.request_id) == (AT, "现场核实", "r-1")
    assert entry.changes == {"status": ["reported", "verified"], "fine": [None, "5000.00"]}


async def test_history_is_newest_first_and_pages_by_the_last_entry_seen(tx: Session) -> None:
    for number in range(5):
        await record(tx, by="sweep", at=AT, action=f"step {number}", what="case", id="c1")
    await record(tx, by="sweep", at=AT, action="other", what="case", id="c2")

    first = await history(tx, what="case", id="c1", limit=2)
    rest = await history(tx, what="case", id="c1", after=first[-1].seq)

    assert [entry.action for entry in first] == ["step 4", "step 3"]
    assert [entry.action for entry in rest] == ["step 2", "step 1", "step 0"]


async def test_what_postgresql_and_canonical_json_cannot_hold_is_made_holdable(
    tx: Session,
) -> None:
    changes = {"n\x00ote": ["a\x00b", "\ud800"], "big": 2**60, "ratio": 0.1, "set": {"b", "a"}}

    await record(tx, by="x", at=AT, action="a", what="w", id="1", why="\x00", changes=changes)

    [entry] = await history(tx, what="w", id="1")
    assert entry.why == "\N{REPLACEMENT CHARACTER}"
    assert entry.changes["big"] == str(2**60)
    assert entry.changes["ratio"] == "0.1"
    assert entry.changes["set"] == ["a", "b"]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_entry SET by = 'nobody'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_checkpoint",
        "UPDATE audit_node SET hash = ''",
    ],
)
async def test_the_database_refuses_to_change_what_was_written(
    sessions: Sessions, attack: str
) -> None:
    async with sessions.begin() as tx:
        await record(tx, by="x", at=AT, action="a", what="w", id="1")

    with pytest.raises(DBAPIError, match="append-only"):
        async with sessions.begin() as tx:
            await tx.execute(text(attack))

    async with sessions() as tx:
        assert len(await history(tx, what="w", id="1")) == 1


async def test_a_change_rolled_back_leaves_no_entry(sessions: Sessions) -> None:
    async with sessions() as tx:
        await record(tx, by="x", at=AT, action="a", what="w", id="1")
        await tx.rollback()

    async with sessions() as tx:
        assert await history(tx, what="w", id="1") == []
